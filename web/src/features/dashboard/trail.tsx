import { Fragment } from "react";
import { cn } from "@/lib/cn";
import { count } from "@/lib/time";
import { type Stage, shareOfLevel, stages } from "./levels";

type WaypointProps = { stage: Stage };

const Waypoint = ({ stage }: WaypointProps) => (
  <li
    aria-current={stage.state === "current" ? "step" : undefined}
    className="relative flex w-3 justify-center"
  >
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
        "absolute top-6 whitespace-nowrap text-xs max-sm:text-[0.75rem]",
        stage.from === 0 ? "left-0" : stage.name === "Expert" ? "right-0" : "",
        stage.state === "current" ? "font-semibold text-ink" : "text-ink-2",
        stage.state !== "current" && stage.state !== "ahead" && "max-sm:hidden",
      )}
    >
      {stage.name}
      <span className="sr-only">
        , from {count(stage.from)} XP{stage.state === "done" ? ", reached" : ""}
      </span>
    </span>
  </li>
);

type TrailProps = { xp: number };

/** The way through the levels, as far as it has been walked. */
export const Trail = ({ xp }: TrailProps) => {
  const all = stages(xp);
  return (
    <ol aria-label="Levels" className="flex items-center pt-2 pb-9">
      {all.map((stage, index) => (
        <Fragment key={stage.name}>
          {index > 0 ? (
            <li role="presentation" className="relative mx-2 h-1 flex-1 rounded-full bg-line">
              <span
                className="absolute inset-y-0 left-0 rounded-full bg-accent"
                style={{
                  width: `${stage.state === "ahead" && all[index - 1]?.state === "current" ? shareOfLevel(xp) * 100 : stage.state === "ahead" ? 0 : 100}%`,
                }}
              />
            </li>
          ) : null}
          <Waypoint stage={stage} />
        </Fragment>
      ))}
    </ol>
  );
};
