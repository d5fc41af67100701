import { LocateFixed } from "lucide-react";
import { Button } from "@/components/ui/button";
import { count } from "@/lib/time";
import { Rank } from "./board-table";

type OwnPlaceProps = {
  me: { rank: number; points: number; problems_solved: number };
  onJump: () => void;
};

/** The own place, kept in sight while its row is not. */
export const OwnPlace = ({ me, onJump }: OwnPlaceProps) => (
  <section
    aria-label="Your place"
    className="sticky bottom-3 z-10 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 sm:gap-x-4 rounded-md border border-line-strong bg-raised px-4 py-2.5 text-sm shadow-high"
  >
    <span className="flex items-center gap-2.5 font-semibold">
      <Rank rank={me.rank} /> You
    </span>
    <span className="tabular-nums">
      {count(me.points)} points
      <span className="max-sm:hidden"> · {count(me.problems_solved)} solved</span>
    </span>
    <Button
      size="sm"
      className="ml-auto"
      icon={<LocateFixed size={16} aria-hidden />}
      onClick={onJump}
    >
      Jump to me
    </Button>
  </section>
);
