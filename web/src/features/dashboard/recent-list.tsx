import { Link } from "@/components/ui/link";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { Dashboard } from "@/lib/api/accounts";
import { ago, dayTime } from "@/lib/time";

type RecentListProps = { items: Dashboard["recent_activity"] };

const title = (item: Dashboard["recent_activity"][number]): string =>
  item.problem_title ?? item.type.replaceAll("_", " ");

/** What was done last. */
export const RecentList = ({ items }: RecentListProps) => (
  <ul>
    {items.map((item, index) => (
      <li
        // biome-ignore lint/suspicious/noArrayIndexKey: activity has no id, and two may share a moment.
        key={`${item.timestamp}-${index}`}
        className="flex items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm first:border-t-0 sm:px-5"
      >
        <div className="min-w-0">
          {item.problem_id ? (
            <Link
              to="/problems/$problemId/{-$slug}"
              params={{ problemId: item.problem_id }}
              plain
              className="font-medium"
            >
              {title(item)}
            </Link>
          ) : (
            <p className="font-medium">{title(item)}</p>
          )}
          <time
            dateTime={item.timestamp}
            title={dayTime(item.timestamp)}
            className="block text-xs text-ink-2"
          >
            {ago(item.timestamp)}
          </time>
        </div>
        {item.status ? <VerdictBadge verdict={item.status} /> : null}
      </li>
    ))}
  </ul>
);
