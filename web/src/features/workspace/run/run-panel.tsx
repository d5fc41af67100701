import { Play } from "lucide-react";
import { useState } from "react";
import { CaseOutcome } from "@/components/judging/case-outcome";
import { CompilerMessages } from "@/components/judging/compiler-messages";
import { TextBlock } from "@/components/judging/output-comparison";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { RunCase } from "@/lib/api/work";
import { formatKb, formatMs } from "@/lib/measures";
import { CaseChips } from "../cases/case-panel";
import type { Case } from "../cases/cases";
import { isFine, isRunOver, runSentence } from "./run-view";
import type { RunState } from "./use-run";

type RunPanelProps = {
  state: RunState | null;
  onGoTo: (line: number, column?: number | null) => void;
  onRetry: () => void;
};

/** What the last run brought, case by case, as it comes. */
export const RunPanel = ({ state, onGoTo, onRetry }: RunPanelProps) => {
  if (state === null) {
    return (
      <EmptyState title="Nothing has run yet" icon={<Play aria-hidden />}>
        Run tries your program on the cases, without being counted.
      </EmptyState>
    );
  }
  if (state.error) {
    return <ErrorState title="The run was not taken" error={state.error} onRetry={onRetry} />;
  }
  const { run } = state;
  const failed = run !== null && run.status === "ERROR";
  return (
    <div className="grid gap-3 p-3">
      <div className="flex items-center gap-2.5">
        <VerdictBadge verdict={verdictOf(state)} compact />
        <p className="text-sm font-semibold">{run ? runSentence(run) : "Waiting for the judge"}</p>
      </div>
      {run?.status === "COMPILATION_ERROR" || run?.diagnostics.length ? (
        <CompilerMessages
          diagnostics={run.diagnostics}
          output={run.compile_output}
          onGoTo={onGoTo}
        />
      ) : null}
      {run && run.status !== "COMPILATION_ERROR" && !failed ? (
        <RunCases cases={state.cases} results={run.cases} over={isRunOver(run)} />
      ) : null}
      {failed && run.compile_output ? (
        <TextBlock title="Message" text={run.compile_output} />
      ) : null}
    </div>
  );
};

const verdictOf = ({ run }: RunState): string => {
  if (run === null) return "pending";
  if (!isRunOver(run)) return run.status;
  if (run.status === "COMPILATION_ERROR") return "compilation_error";
  if (run.status === "ERROR") return "internal_error";
  if (run.cases.every((item) => item.status === "FINISHED")) return "finished";
  const bad = run.cases.find((item) => !isFine(item));
  return bad ? bad.verdict || bad.status : "passed";
};

type RunCasesProps = { cases: readonly Case[]; results: readonly RunCase[]; over: boolean };

const RunCases = ({ cases, results, over }: RunCasesProps) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const firstBad = results.findIndex((item) => item.status !== "PENDING" && !isFine(item));
  const at =
    chosen === null ? Math.max(0, firstBad) : cases.findIndex((item) => item.id === chosen);
  const asked = cases[at];
  const result = results[at];
  return (
    <>
      <CaseChips
        cases={cases}
        selected={asked?.id}
        onSelect={setChosen}
        mark={(id) => {
          const item = results[cases.findIndex((one) => one.id === id)];
          return item ? <VerdictBadge verdict={item.verdict || item.status} compact /> : null;
        }}
      />
      {asked && result ? <RunCaseDetail asked={asked} result={result} over={over} /> : null}
    </>
  );
};

type RunCaseDetailProps = { asked: Case; result: RunCase; over: boolean };

const RunCaseDetail = ({ asked, result, over }: RunCaseDetailProps) => {
  if (result.status === "PENDING") {
    return (
      <p className="text-sm text-ink-2">
        {over ? "This case was not run." : "This case is still waiting."}
      </p>
    );
  }
  const stdout = result.stdout ?? "";
  const returned = result.result ?? null;
  const atLimit = result.verdict?.endsWith("limit_exceeded") ?? false;
  const ended = [
    result.exit_code ? `exit code ${result.exit_code}` : "",
    result.signal && !atLimit ? `stopped by signal ${result.signal}` : "",
  ].filter(Boolean);
  return (
    <section aria-label={asked.name} className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2 tabular-nums">
        <VerdictBadge verdict={result.verdict || result.status} />
        <span>
          {formatMs(result.execution_time_ms)} · {formatKb(result.memory_kb)}
        </span>
        {ended.length > 0 ? <span>{ended.join(", ")}</span> : null}
      </p>
      {result.truncated ? (
        <p className="text-sm text-ink-2">The output was longer; only its beginning is shown.</p>
      ) : null}
      <CaseOutcome
        status={result.status}
        message={result.message}
        input={asked.input}
        expected={asked.expected.trim() === "" ? null : asked.expected}
        actual={returned ?? stdout}
        noun={returned === null ? "output" : "result"}
        printed={returned === null ? undefined : stdout}
        stderr={result.stderr}
      />
    </section>
  );
};
