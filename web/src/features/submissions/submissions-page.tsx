import { useQuery } from "@tanstack/react-query";
import { Link as RouterLink } from "@tanstack/react-router";
import { History } from "lucide-react";
import { Card } from "@/components/ui/card";
import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { Language, SubmissionRow } from "@/lib/api/work";
import { formatMs } from "@/lib/measures";
import { languageOf, languagesQuery } from "@/lib/queries/catalogue";
import { ownSubmissionsQuery } from "@/lib/queries/submissions";
import { ago, dayTime } from "@/lib/time";
import { useTitle } from "@/lib/use-title";

const LIMIT = 20;

type SubmissionsPageProps = { page: number; onPage: (page: number) => void };

/** All own submissions, newest first. */
export const SubmissionsPage = ({ page, onPage }: SubmissionsPageProps) => {
  useTitle("Your submissions");
  const list = useQuery(ownSubmissionsQuery(page, LIMIT));
  const languages = useQuery(languagesQuery);
  const rows = list.data?.data;
  return (
    <Page>
      <PageHeader
        title="Your submissions"
        intro="Every solution you have handed in, with its code and its tests."
      />
      <Card flush className="overflow-hidden">
        {list.isError && !rows ? (
          <ErrorState
            title="Your submissions could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : !rows ? (
          <Loading label="Loading your submissions" className="grid gap-3 p-5">
            {[0, 1, 2, 3, 4].map((row) => (
              <Skeleton key={row} className="h-10 w-full" />
            ))}
          </Loading>
        ) : rows.length === 0 ? (
          <EmptyState
            title="No submissions yet"
            icon={<History aria-hidden />}
            action={
              <ButtonLink to="/problems" tone="primary">
                Solve a problem
              </ButtonLink>
            }
          />
        ) : (
          <ul aria-label="Submissions" className="divide-y divide-line">
            {rows.map((row) => (
              <Row key={row.id} row={row} language={languageOf(languages.data, row.language)} />
            ))}
          </ul>
        )}
      </Card>
      <div className="mt-4 flex justify-center">
        <Pagination
          page={page}
          limit={LIMIT}
          total={list.data?.meta.total ?? 0}
          label="Pages of submissions"
          onPage={onPage}
        />
      </div>
    </Page>
  );
};

type RowProps = { row: SubmissionRow; language: Language | undefined };

const Row = ({ row, language }: RowProps) => (
  <li className="relative flex flex-wrap items-center gap-x-5 gap-y-1 px-4 py-3 text-sm hover:bg-sunken sm:px-5">
    <RouterLink
      to="/submissions/$submissionId"
      params={{ submissionId: row.id }}
      className="min-w-40 flex-1 text-base font-medium -outline-offset-2 after:absolute after:inset-0 hover:underline"
    >
      {row.problem_title}
    </RouterLink>
    <VerdictBadge verdict={row.status} />
    <span className="text-ink-2 sm:w-24">{language?.name ?? row.language}</span>
    <span className="text-ink-2 tabular-nums sm:w-16 sm:text-right">
      {formatMs(row.execution_time_ms)}
    </span>
    <time
      dateTime={row.submitted_at}
      title={dayTime(row.submitted_at)}
      className="text-ink-2 max-sm:ml-auto sm:w-32 sm:text-right"
    >
      {ago(row.submitted_at)}
    </time>
  </li>
);
