import { cn } from "@/lib/cn";
import { count } from "@/lib/time";
import { LEVELS, type Stage, shareOfLevel, stages } from "./levels";

const LAST: string | undefined = LEVELS.at(-1)?.name;

type WaypointProps = {
  stage: Stage /** Share of the way to here that is walked, 0 to 1. */;
  walked: number;
};

const Waypoint = ({ stage, walked }: WaypointProps) => (
  <li
    aria-current={stage.state === "current" ? "step" : undefined}
    className={cn("flex items-center", stage.from > 0 && "flex-1")}
  >
    {stage.from > 0 ? (
      <span aria-hidden className="relative mx-2 h-1 flex-1 rounded-full bg-line">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-accent"
          style={{ width: `${walked * 100}%` }}
        />
      </span>
    ) : null}
    <span className="relative flex w-3 justify-center">
      <span
        aria-hidden
        className={cn(
          "size-3 rotate-45 rounded-[2px] border-2",
          stage.state === "ahead" ? "border-line-strong bg-surface" : "border-accent bg-accent",
          stage.state === "current" && "ring-4 ring-accent-soft",
        )}
      />
      <span
        className={cn(
          "absolute top-6 whitespace-nowrap text-xs",
          stage.from === 0 && "left-0",
          stage.name === LAST && "right-0",
          stage.state === "current" ? "font-semibold text-ink" : "text-ink-2",
          stage.state === "done" && "max-sm:hidden",
        )}
      >
        {stage.name}
        <span className="sr-only">
          , from {count(stage.from)} XP{stage.state === "done" ? ", reached" : ""}
        </span>
      </span>
    </span>
  </li>
);

type TrailProps = { xp: number };

/** The way through the levels, as far as it has been walked. */
export const Trail = ({ xp }: TrailProps) => {
  const all = stages(xp);
  return (
    <ol aria-label="Levels" className="flex items-center pt-6 pb-12">
      {all.map((stage, index) => (
        <Waypoint
          key={stage.name}
          stage={stage}
          walked={
            stage.state !== "ahead" ? 1 : all[index - 1]?.state === "current" ? shareOfLevel(xp) : 0
          }
        />
      ))}
    </ol>
  );
};
