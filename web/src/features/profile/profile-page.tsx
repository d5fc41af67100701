import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import type { Profile } from "@/lib/api/accounts";
import { toApiError } from "@/lib/api/envelope";
import { useSession } from "@/lib/session/use-session";
import { count, day } from "@/lib/time";
import { useTitle } from "@/lib/use-title";
import { getProfile } from "./api/profile";
import { RecentSubmissions } from "./recent-submissions";

type PartProps = { profile: Profile; isOwn: boolean };

const Head = ({ profile, isOwn }: PartProps) => (
  <header className="flex flex-wrap items-center gap-x-6 gap-y-4">
    <Avatar name={profile.display_name} id={profile.id} src={profile.avatar_url} size="lg" />
    <div className="min-w-0 flex-1 basis-52">
      <h1 className="text-2xl">{profile.display_name}</h1>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
        <Badge tone="accent">{profile.level}</Badge>
        <span>here since {day(profile.joined_at)}</span>
      </p>
    </div>
    {isOwn ? (
      <ButtonLink to="/settings">
        <Pencil size={16} aria-hidden />
        Edit
      </ButtonLink>
    ) : null}
  </header>
);

const Figures = ({ profile: { stats, xp } }: PartProps) => (
  <dl className="grid grid-cols-2 gap-x-4 gap-y-5 border-y border-line py-5 sm:grid-cols-4">
    {[
      ["XP", count(xp)],
      ["Solved", count(stats.problems_solved)],
      ["Submissions", count(stats.total_submissions)],
      ["Solved per submission", `${Math.round(stats.acceptance_rate * 100)} %`],
    ].map(([label, value]) => (
      <div key={label}>
        <dt className="text-sm text-ink-2">{label}</dt>
        <dd className="font-display text-xl font-semibold">{value}</dd>
      </div>
    ))}
  </dl>
);

const Body = ({ profile, isOwn }: PartProps) => (
  <div className="grid gap-8">
    <Head profile={profile} isOwn={isOwn} />
    {profile.bio ? (
      <p className="max-w-[62ch] whitespace-pre-wrap text-lg">{profile.bio}</p>
    ) : isOwn ? (
      <p className="text-ink-2">You have not written anything about yourself yet.</p>
    ) : null}
    <Figures profile={profile} isOwn={isOwn} />
    {profile.badges.length > 0 ? (
      <section className="grid gap-3">
        <h2 className="text-lg">Badges</h2>
        <ul className="flex flex-wrap gap-2">
          {profile.badges.map((badge) => (
            <li key={badge.name}>
              <Badge tone="accent">{badge.name}</Badge>
            </li>
          ))}
        </ul>
      </section>
    ) : null}
    <Card title="Recent submissions" flush>
      {profile.recent_submissions.length > 0 ? (
        <RecentSubmissions rows={profile.recent_submissions} />
      ) : (
        <EmptyState title="Nothing submitted yet" />
      )}
    </Card>
  </div>
);

type ProfilePageProps = { userId: string };

/** What everybody may see of a person. */
export const ProfilePage = ({ userId }: ProfilePageProps) => {
  const isOwn = useSession()?.id === userId;
  const { data, error, refetch } = useQuery(getProfile(userId));
  useTitle(data?.display_name ?? "Profile");
  const unknown = error && [400, 404].includes(toApiError(error).status);
  return (
    <Page width="text">
      {data ? (
        <Body profile={data} isOwn={isOwn} />
      ) : unknown ? (
        <>
          <h1 className="text-2xl">Nobody has this address</h1>
          <p className="mt-3 text-ink-2">
            The account does not exist, or it has been removed from this server.
          </p>
          <ButtonLink to="/leaderboard" className="mt-6">
            See the leaderboard
          </ButtonLink>
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading the profile" className="grid gap-6">
          <div className="flex items-center gap-6">
            <Skeleton className="size-20 rounded-full" />
            <Skeleton className="h-9 w-56" />
          </div>
          <Skeleton className="h-24" />
          <Skeleton className="h-48 rounded-lg" />
        </Loading>
      )}
    </Page>
  );
};
