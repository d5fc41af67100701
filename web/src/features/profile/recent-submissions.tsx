import { Link } from "@/components/ui/link";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { Profile } from "@/lib/api/accounts";
import { ago, dayTime } from "@/lib/time";

type RecentSubmissionsProps = { rows: Profile["recent_submissions"] };

/** The last submissions that a profile shows. */
export const RecentSubmissions = ({ rows }: RecentSubmissionsProps) => (
  <ul>
    {rows.map((row) => (
      <li
        key={`${row.submitted_at} ${row.problem_id}`}
        className="flex items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm first:border-t-0 sm:px-5"
      >
        <div className="min-w-0">
          <Link
            to="/problems/$problemId/{-$slug}"
            params={{ problemId: row.problem_id }}
            plain
            className="font-medium"
          >
            {row.problem_title}
          </Link>
          <time
            dateTime={row.submitted_at}
            title={dayTime(row.submitted_at)}
            className="block text-xs text-ink-2"
          >
            {ago(row.submitted_at)}
          </time>
        </div>
        <VerdictBadge verdict={row.status} />
      </li>
    ))}
  </ul>
);
