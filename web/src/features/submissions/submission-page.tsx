import { useQuery } from "@tanstack/react-query";
import { CodeView } from "@/components/editor/code-view";
import { SubmissionResult } from "@/components/judging/submission-result";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { toApiError } from "@/lib/api/envelope";
import { languageOf, languagesQuery } from "@/lib/queries/catalogue";
import { submissionQuery } from "@/lib/queries/submissions";
import { dayTime } from "@/lib/time";
import { useTitle } from "@/lib/use-title";

type SubmissionPageProps = { submissionId: string };

/** One submission: its verdict, its tests, its code. */
export const SubmissionPage = ({ submissionId }: SubmissionPageProps) => {
  const query = useQuery(submissionQuery(submissionId));
  const languages = useQuery(languagesQuery);
  const submission = query.data;
  useTitle(submission?.problem_title);

  if (query.isError && !submission) {
    const hidden = [400, 403, 404].includes(toApiError(query.error).status);
    return (
      <Page width="text">
        {hidden ? (
          <EmptyState
            title="There is no such submission"
            action={
              <ButtonLink to="/submissions" search={{}}>
                Your submissions
              </ButtonLink>
            }
          >
            It may belong to somebody else: only their author and the staff can see submissions.
          </EmptyState>
        ) : (
          <ErrorState
            title="The submission could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
      </Page>
    );
  }
  if (!submission) {
    return (
      <Page>
        <Loading label="Loading the submission" className="grid gap-4">
          <Skeleton className="h-9 w-1/2" />
          <Skeleton className="h-40 w-full" />
        </Loading>
      </Page>
    );
  }
  const language = languageOf(languages.data, submission.language);
  return (
    <Page>
      <PageHeader
        title={submission.problem_title}
        intro={`${dayTime(submission.submitted_at)} · ${language?.name ?? submission.language}`}
        actions={
          <ButtonLink
            to="/problems/$problemId/{-$slug}"
            params={{ problemId: submission.problem_id, slug: undefined }}
          >
            Open the problem
          </ButtonLink>
        }
      />
      <div className="grid gap-4">
        <Card>
          <SubmissionResult submission={submission} />
        </Card>
        {submission.code ? (
          <Card
            title="Code"
            actions={<CopyButton text={submission.code} label="Copy code" tone="ghost" />}
          >
            <CodeView
              code={submission.code}
              language={language?.key ?? ""}
              label="Submitted code"
            />
          </Card>
        ) : null}
      </div>
    </Page>
  );
};
