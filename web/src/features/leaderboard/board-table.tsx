import { Link } from "@tanstack/react-router";
import { Flame } from "lucide-react";
import { type Ref, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { count } from "@/lib/time";
import type { ShownRow } from "./board-view";
import { useRowMotion } from "./use-row-motion";

type BoardTableProps = {
  rows: readonly ShownRow[];
  /** Which board and page this is: rows do not glide from one to another. */
  board: string;
  ownRow: Ref<HTMLTableRowElement>;
};

/** The rows of a board. On phones level and streak stand under the name. */
export const BoardTable = ({ rows, board, ownRow }: BoardTableProps) => {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowMotion(body, board, rows);
  return (
    <Table caption="Leaderboard">
      <thead>
        <tr>
          <Th numeric className="w-14">
            <span className="max-sm:sr-only">Rank</span>
          </Th>
          <Th>Name</Th>
          <Th className="max-sm:hidden">Level</Th>
          <Th numeric className="max-sm:hidden">
            Streak
          </Th>
          <Th numeric>Solved</Th>
          <Th numeric>Points</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <Tr
            key={row.user.id}
            data-row={row.user.id}
            own={row.own}
            ref={row.own ? ownRow : undefined}
            tabIndex={row.own ? -1 : undefined}
            aria-current={row.own ? "true" : undefined}
          >
            <Td numeric>
              <Rank rank={row.rank} />
            </Td>
            <Td className="py-1.5">
              <span className="flex items-center gap-2.5">
                <span className="max-sm:hidden">
                  <Avatar
                    name={row.user.display_name}
                    id={row.user.id}
                    src={row.user.avatar_url}
                    size="sm"
                  />
                </span>
                <span className="min-w-0">
                  <Link
                    to="/users/$userId"
                    params={{ userId: row.user.id }}
                    className="[overflow-wrap:anywhere] hover:underline"
                  >
                    {row.user.display_name}
                  </Link>
                  {row.own ? (
                    <span className="ml-1.5 whitespace-nowrap text-xs text-accent-ink">you</span>
                  ) : null}
                  <span className="flex flex-wrap gap-x-2 text-xs font-normal text-ink-2 sm:hidden">
                    {row.level}
                    <Streak days={row.streak_days ?? 0} />
                  </span>
                </span>
              </span>
            </Td>
            <Td className="text-ink-2 max-sm:hidden">{row.level ?? "–"}</Td>
            <Td numeric className="max-sm:hidden">
              <Streak days={row.streak_days ?? 0} />
            </Td>
            <Td numeric>{count(row.problems_solved)}</Td>
            <Td numeric className="font-semibold">
              {count(row.points)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
};

type RankProps = { rank: number };

/** A rank; the first three stand out by shape and weight, not by colour alone. */
export const Rank = ({ rank }: RankProps) => (
  <span
    className={cn(
      "inline-flex min-w-7 items-center justify-center rounded-xs px-1 font-display font-semibold",
      rank === 1 && "bg-accent text-on-accent",
      (rank === 2 || rank === 3) && "border border-line-strong",
    )}
  >
    {rank}
  </span>
);

type StreakProps = { days: number };

const Streak = ({ days }: StreakProps) =>
  days > 0 ? (
    <span className="inline-flex items-center gap-1" title={`Solving on ${days} days in a row`}>
      <Flame size={14} aria-hidden className="text-crash" />
      {days}
      <span className="sr-only"> days in a row</span>
    </span>
  ) : (
    <span className="text-ink-3 max-sm:hidden">–</span>
  );
