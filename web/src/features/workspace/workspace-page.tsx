import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { toApiError } from "@/lib/api/envelope";
import { languagesQuery } from "@/lib/queries/catalogue";
import { useSession } from "@/lib/session/use-session";
import { useTitle } from "@/lib/use-title";
import { problemQuery } from "./api/problem";
import { Workspace } from "./workspace";

type WorkspacePageProps = { problemId: string };

/** One problem, and everything to solve it. */
export const WorkspacePage = ({ problemId }: WorkspacePageProps) => {
  const user = useSession();
  const problem = useQuery(problemQuery(problemId));
  const languages = useQuery(languagesQuery);
  useTitle(problem.data?.title);

  if (problem.data && languages.data) {
    return (
      <Workspace
        // Another person or problem begins afresh.
        key={`${problem.data.id} ${user?.id ?? ""}`}
        problem={problem.data}
        languages={languages.data}
        userId={user?.id ?? null}
      />
    );
  }
  const error = problem.error ?? languages.error;
  if (error) {
    return (
      <Page width="text">
        {toApiError(error).status === 404 ? (
          <EmptyState
            title="There is no such problem"
            action={
              <ButtonLink to="/problems" tone="primary">
                All problems
              </ButtonLink>
            }
          >
            It may have been taken back, or the address has a mistake.
          </EmptyState>
        ) : (
          <ErrorState
            title="The problem could not be loaded"
            error={error}
            onRetry={() => {
              void problem.refetch();
              void languages.refetch();
            }}
          />
        )}
      </Page>
    );
  }
  return (
    <Loading
      label="Loading the problem"
      className="grid h-[calc(100dvh-var(--header)-1px)] gap-2.5 p-2 lg:grid-cols-[42fr_58fr]"
    >
      <div className="grid content-start gap-4 rounded-md border border-line bg-surface p-5">
        <Skeleton className="h-8 w-2/3" />
        <Skeleton className="h-4 w-1/3" />
        <Skeleton className="h-32 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
      <div className="hidden rounded-md border border-line bg-surface p-5 lg:block">
        <Skeleton className="h-4 w-1/3" />
      </div>
    </Loading>
  );
};
