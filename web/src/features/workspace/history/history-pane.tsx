import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, History } from "lucide-react";
import { useState } from "react";
import { CodeView } from "@/components/editor/code-view";
import { SubmissionResult } from "@/components/judging/submission-result";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ButtonLink } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { Language, SubmissionRow, TestResult } from "@/lib/api/work";
import { formatMs } from "@/lib/measures";
import { languageOf } from "@/lib/queries/catalogue";
import { problemSubmissionsQuery, submissionQuery } from "@/lib/queries/submissions";
import { ago, dayTime } from "@/lib/time";

const LIMIT = 10;

type HistoryPaneProps = {
  problemId: string;
  languages: readonly Language[];
  signedIn: boolean;
  /** Puts an old solution into the editor. */
  onLoad: (languageKey: string, code: string) => void;
  onCopyToRun: (test: TestResult) => void;
};

/** Own submissions for the problem: the list, and one of them opened. */
export const HistoryPane = ({
  problemId,
  languages,
  signedIn,
  onLoad,
  onCopyToRun,
}: HistoryPaneProps) => {
  const [opened, setOpened] = useState<string | null>(null);
  if (!signedIn) {
    return (
      <EmptyState
        title="Sign in to see your submissions"
        icon={<History aria-hidden />}
        action={
          <ButtonLink to="/sign-in" search={{ next: window.location.pathname }}>
            Sign in
          </ButtonLink>
        }
      />
    );
  }
  return opened === null ? (
    <HistoryList problemId={problemId} languages={languages} onOpen={setOpened} />
  ) : (
    <OpenedSubmission
      id={opened}
      languages={languages}
      onBack={() => setOpened(null)}
      onLoad={onLoad}
      onCopyToRun={onCopyToRun}
    />
  );
};

type HistoryListProps = {
  problemId: string;
  languages: readonly Language[];
  onOpen: (id: string) => void;
};

const HistoryList = ({ problemId, languages, onOpen }: HistoryListProps) => {
  const [page, setPage] = useState(1);
  const list = useQuery(problemSubmissionsQuery(problemId, page, LIMIT));
  if (list.isError && !list.data) {
    return (
      <ErrorState
        title="Your submissions could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  if (!list.data) {
    return (
      <Loading label="Loading your submissions" className="grid gap-3 p-4">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-10 w-full" />
        ))}
      </Loading>
    );
  }
  const { data: rows, meta } = list.data;
  if (rows.length === 0) {
    return (
      <EmptyState title="No submissions yet" icon={<History aria-hidden />}>
        Every solution you submit is kept here, with its code and its tests.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3 py-2">
      <ul aria-label="Your submissions" className="divide-y divide-line">
        {rows.map((row) => (
          <HistoryRow
            key={row.id}
            row={row}
            language={languageOf(languages, row.language)?.name ?? row.language}
            onOpen={() => onOpen(row.id)}
          />
        ))}
      </ul>
      <div className="px-3">
        <Pagination
          page={page}
          limit={LIMIT}
          total={meta.total}
          onPage={setPage}
          label="Pages of submissions"
        />
      </div>
    </div>
  );
};

type HistoryRowProps = { row: SubmissionRow; language: string; onOpen: () => void };

const HistoryRow = ({ row, language, onOpen }: HistoryRowProps) => (
  <li>
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-left text-sm -outline-offset-2 hover:bg-sunken"
    >
      <VerdictBadge verdict={row.status} />
      <span className="tabular-nums">{row.points} points</span>
      <span className="text-ink-2">{language}</span>
      <span className="text-ink-2 tabular-nums">{formatMs(row.execution_time_ms)}</span>
      <time
        dateTime={row.submitted_at}
        title={dayTime(row.submitted_at)}
        className="ml-auto text-ink-2"
      >
        {ago(row.submitted_at)}
      </time>
    </button>
  </li>
);

type OpenedSubmissionProps = {
  id: string;
  languages: readonly Language[];
  onBack: () => void;
  onLoad: (languageKey: string, code: string) => void;
  onCopyToRun: (test: TestResult) => void;
};

const OpenedSubmission = ({
  id,
  languages,
  onBack,
  onLoad,
  onCopyToRun,
}: OpenedSubmissionProps) => {
  const submission = useQuery(submissionQuery(id));
  const language = languageOf(languages, submission.data?.language ?? "");
  return (
    <div className="grid gap-4 p-3 sm:p-4">
      <div>
        <Button
          size="sm"
          tone="ghost"
          icon={<ArrowLeft size={16} aria-hidden />}
          onClick={onBack}
          autoFocus
        >
          All submissions
        </Button>
      </div>
      {submission.isError ? (
        <ErrorState
          title="The submission could not be loaded"
          error={submission.error}
          onRetry={() => void submission.refetch()}
        />
      ) : !submission.data ? (
        <Loading label="Loading the submission" className="grid gap-3">
          <Skeleton className="h-8 w-1/2" />
          <Skeleton className="h-40 w-full" />
        </Loading>
      ) : (
        <>
          <p className="text-sm text-ink-2">
            {dayTime(submission.data.submitted_at)} · {language?.name ?? submission.data.language}
          </p>
          <SubmissionResult submission={submission.data} onCopyToRun={onCopyToRun} />
          {submission.data.code ? (
            <section className="grid gap-2" aria-label="Code">
              <div className="flex flex-wrap gap-2">
                {language ? (
                  <Button
                    size="sm"
                    onClick={() => onLoad(language.key, submission.data.code ?? "")}
                  >
                    Load into the editor
                  </Button>
                ) : null}
                <CopyButton text={submission.data.code} label="Copy code" tone="ghost" />
              </div>
              <CodeView
                code={submission.data.code}
                language={language?.key ?? ""}
                label="Submitted code"
              />
            </section>
          ) : null}
        </>
      )}
    </div>
  );
};
