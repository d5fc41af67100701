import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { Submission, TestResult } from "@/lib/api/work";
import { formatKb, formatMs } from "@/lib/measures";
import { CompilerMessages } from "./compiler-messages";
import { TestList } from "./test-list";

type SubmissionResultProps = {
  submission: Submission;
  onGoTo?: ((line: number, column?: number | null) => void) | undefined;
  onCopyToRun?: ((test: TestResult) => void) | undefined;
};

/** What the judge decided: verdict, points, limits reached, and every test. */
export const SubmissionResult = ({ submission, onGoTo, onCopyToRun }: SubmissionResultProps) => {
  const summary = submission.execution_summary;
  const compilation = submission.status === "COMPILATION_ERROR";
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <VerdictBadge
          verdict={submission.verdict || submission.status}
          className="px-3 py-1.5 text-sm"
        />
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm tabular-nums">
          {summary && !compilation ? (
            <Figure name="Tests">
              {summary.passed_test_cases} of {summary.total_test_cases}
            </Figure>
          ) : null}
          <Figure name="Points">{submission.points}</Figure>
          {submission.xp_earned ? (
            <Figure name="XP">
              <span className="rounded-xs bg-accent px-1.5 font-semibold text-on-accent">
                +{submission.xp_earned}
              </span>
            </Figure>
          ) : null}
          {summary && !compilation ? (
            <>
              <Figure name="Slowest">{formatMs(summary.max_execution_time_ms)}</Figure>
              <Figure name="Memory">{formatKb(summary.max_memory_kb)}</Figure>
            </>
          ) : null}
        </dl>
      </div>
      {submission.compilation_output || submission.diagnostics?.length ? (
        <CompilerMessages
          diagnostics={submission.diagnostics ?? []}
          output={submission.compilation_output}
          onGoTo={onGoTo}
        />
      ) : null}
      {submission.test_results.length > 0 && !compilation ? (
        <TestList key={submission.id} tests={submission.test_results} onCopyToRun={onCopyToRun} />
      ) : null}
    </div>
  );
};

type FigureProps = { name: string; children: React.ReactNode };

const Figure = ({ name, children }: FigureProps) => (
  <div className="flex items-baseline gap-1.5">
    <dt className="text-ink-2">{name}</dt>
    <dd className="font-semibold">{children}</dd>
  </div>
);
