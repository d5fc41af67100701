import { VerdictBadge } from "@/components/ui/verdict-badge";
import { ago } from "@/lib/time";

type Row = Record<string, unknown>;
type RecentSubmissionsProps = { rows: readonly Row[] };

const text = (row: Row, ...names: string[]): string | undefined =>
  names.map((name) => row[name]).find((value): value is string => typeof value === "string");

/** The last submissions that a profile shows; the contract leaves the rows' fields open. */
export const RecentSubmissions = ({ rows }: RecentSubmissionsProps) => (
  <ul>
    {rows.map((row, index) => {
      const status = text(row, "status");
      const time = text(row, "submitted_at", "created_at", "timestamp");
      return (
        <li
          key={text(row, "id", "submission_id") ?? index}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2.5 text-sm first:border-t-0 sm:px-5"
        >
          <span className="min-w-32 flex-1 font-medium">
            {text(row, "problem_title", "title") ?? "A problem"}
          </span>
          {status ? <VerdictBadge verdict={status} /> : null}
          {time ? <span className="w-28 text-right text-xs text-ink-2">{ago(time)}</span> : null}
        </li>
      );
    })}
  </ul>
);
