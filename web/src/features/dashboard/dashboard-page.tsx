import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Flame, Trophy } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { ButtonLink, Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import type { Dashboard } from "@/lib/api/accounts";
import { useSession } from "@/lib/session/use-session";
import { count } from "@/lib/time";
import { useTitle } from "@/lib/use-title";
import { Activity } from "./activity";
import { getDashboard } from "./api/get-dashboard";
import { RecentList } from "./recent-list";
import { Trail } from "./trail";

type FigureProps = { label: string; value: ReactNode; note?: string };

const Figure = ({ label, value, note }: FigureProps) => (
  <div className="grid content-start gap-0.5">
    <dt className="text-sm text-ink-2">{label}</dt>
    <dd className="flex items-center gap-1.5 font-display text-xl font-semibold">{value}</dd>
    {note ? <dd className="text-xs text-ink-2">{note}</dd> : null}
  </div>
);

type PartProps = { data: Dashboard };

const Standing = ({ data: { user, stats } }: PartProps) => (
  <Card>
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <p className="font-display text-2xl font-semibold">
        {count(user.xp)} <span className="text-lg font-medium text-ink-2">XP</span>
      </p>
      <p className="text-sm text-ink-2">
        {user.xp_to_next_level > 0
          ? `${count(user.xp_to_next_level)} XP to the next level`
          : "The highest level"}
      </p>
    </div>
    <Trail xp={user.xp} />
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 border-t border-line pt-5 sm:grid-cols-4">
      <Figure
        label="Solved"
        value={count(stats.problems_solved)}
        note={`of ${count(stats.problems_attempted)} tried`}
      />
      <Figure label="Submissions" value={count(stats.total_submissions)} />
      <Figure
        label="Streak"
        value={
          <>
            {stats.current_streak_days > 0 ? (
              <Flame size={20} aria-hidden className="text-accent-ink" />
            ) : null}
            {stats.current_streak_days} {stats.current_streak_days === 1 ? "day" : "days"}
          </>
        }
        note={stats.current_streak_days === 0 ? "solve one today to begin" : "in a row"}
      />
      <Figure
        label="Longest streak"
        value={`${stats.longest_streak_days} ${stats.longest_streak_days === 1 ? "day" : "days"}`}
      />
    </dl>
  </Card>
);

const Next = ({ data: { recommended_next, stats } }: PartProps) => {
  const problems = recommended_next.filter((item) => item.type === "problem");
  const [first, ...others] = problems;
  return (
    <section className="rounded-lg bg-stage p-5 text-on-stage sm:p-6">
      <h2 className="font-sans text-sm font-medium text-on-stage-2">
        {stats.total_submissions === 0 ? "Begin here" : "Go on with"}
      </h2>
      {first ? (
        <>
          <p className="mt-1 font-display text-xl font-semibold">{first.title}</p>
          <ButtonLink
            to="/problems/$problemId/{-$slug}"
            params={{ problemId: first.id }}
            tone="primary"
            size="lg"
            className="mt-5 focus-visible:outline-on-stage"
          >
            Open the problem
            <ArrowRight size={18} aria-hidden />
          </ButtonLink>
          {others.length > 0 ? (
            <ul className="mt-6 grid gap-1 border-t border-on-stage/25 pt-4 text-sm">
              {others.slice(0, 4).map((item) => (
                <li key={item.id}>
                  <Link
                    to="/problems/$problemId/{-$slug}"
                    params={{ problemId: item.id }}
                    plain
                    className="inline-block py-1 underline decoration-on-stage/50 focus-visible:outline-on-stage"
                  >
                    {item.title}
                  </Link>
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ) : (
        <>
          <p className="mt-1 font-display text-xl font-semibold">Choose a problem</p>
          <ButtonLink
            to="/problems"
            tone="primary"
            size="lg"
            className="mt-5 focus-visible:outline-on-stage"
          >
            See the problems
            <ArrowRight size={18} aria-hidden />
          </ButtonLink>
        </>
      )}
    </section>
  );
};

const Achievements = ({ data: { achievements } }: PartProps) => (
  <Card title="Achievements">
    <ul className="grid gap-3">
      {achievements.map((achievement) => (
        <li key={achievement.name} className="flex items-start gap-3 text-sm">
          <Trophy size={18} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
          <span className="font-semibold">{achievement.name}</span>
        </li>
      ))}
    </ul>
  </Card>
);

const Waiting = () => (
  <Loading label="Loading your dashboard" className="grid gap-5 lg:grid-cols-[2fr_1fr]">
    <Skeleton className="h-72 rounded-lg" />
    <Skeleton className="h-72 rounded-lg" />
    <Skeleton className="h-56 rounded-lg" />
    <Skeleton className="h-56 rounded-lg" />
  </Loading>
);

const Board = ({ data }: PartProps) => (
  <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
    <div className="contents lg:grid lg:gap-5">
      <Standing data={data} />
      <Card title="Last 30 days">
        <Activity days={data.activity_chart.last_30_days} />
      </Card>
    </div>
    <div className="contents lg:grid lg:gap-5">
      <div className="max-lg:order-first">
        <Next data={data} />
      </div>
      <Card title="Recent" flush>
        {data.recent_activity.length === 0 ? (
          <EmptyState title="Nothing yet" className="py-8">
            Your submissions and their verdicts will be listed here.
          </EmptyState>
        ) : (
          <RecentList items={data.recent_activity} />
        )}
      </Card>
      {data.achievements.length > 0 ? <Achievements data={data} /> : null}
    </div>
  </div>
);

/** Where the signed-in person stands and what comes next. */
export const DashboardPage = () => {
  useTitle("Dashboard");
  const user = useSession();
  const { data, error, refetch } = useQuery(getDashboard(user?.id ?? ""));
  const name = data?.user.display_name ?? user?.display_name;
  return (
    <Page>
      <h1 className="mb-6 text-2xl">{name ? `Hello, ${name}` : "Dashboard"}</h1>
      {data ? (
        <Board data={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
};
