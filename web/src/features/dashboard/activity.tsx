import { Bars } from "@/components/ui/charts";
import type { Dashboard } from "@/lib/api/accounts";
import { count } from "@/lib/time";

type ActivityDay = Dashboard["activity_chart"]["last_30_days"][number];

const dayFormat = new Intl.DateTimeFormat("en", {
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});

const words = (day: ActivityDay): string => {
  const solutions = `${day.submissions} ${day.submissions === 1 ? "submission" : "submissions"}`;
  return `${dayFormat.format(new Date(day.date))}: ${solutions}, ${count(day.xp_earned)} XP`;
};

type ActivityProps = { days: readonly ActivityDay[] };

/** Submissions of each of the last 30 days. */
export const Activity = ({ days }: ActivityProps) => {
  const first = days[0];
  const last = days[days.length - 1];
  const submissions = days.reduce((sum, day) => sum + day.submissions, 0);
  const active = days.filter((day) => day.submissions > 0).length;
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">
        {submissions === 0
          ? "Nothing yet. Each submission raises the bar of its day."
          : `${count(submissions)} ${submissions === 1 ? "submission" : "submissions"} on ${active} ${active === 1 ? "day" : "days"}`}
      </p>
      <Bars
        label="Submissions of the last 30 days"
        points={days.map((day) => ({ key: day.date, value: day.submissions, label: words(day) }))}
      />
      {first && last ? (
        <p aria-hidden className="flex justify-between text-xs text-ink-2">
          <span>{dayFormat.format(new Date(first.date))}</span>
          <span>{dayFormat.format(new Date(last.date))}</span>
        </p>
      ) : null}
    </div>
  );
};
