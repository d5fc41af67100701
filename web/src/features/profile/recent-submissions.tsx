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
          className="flex items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm first:border-t-0 sm:px-5"
        >
          <div className="min-w-0">
            <p className="font-medium">{text(row, "problem_title", "title") ?? "A problem"}</p>
            {time ? <p className="text-xs text-ink-2">{ago(time)}</p> : null}
          </div>
          {status ? <VerdictBadge verdict={status} /> : null}
        </li>
      );
    })}
  </ul>
);
