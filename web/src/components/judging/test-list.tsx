import { useState } from "react";
import { Button } from "@/components/ui/button";
import { InlineText } from "@/components/ui/inline-text";
import { verdictLook } from "@/components/ui/verdict";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { TestResult } from "@/lib/api/work";
import { cn } from "@/lib/cn";
import { formatKb, formatMs } from "@/lib/measures";
import { CaseOutcome } from "./case-outcome";

/** `sample/1` as `Sample 1`. */
const nameOf = (test: TestResult, index: number): string => {
  if (!test.name) return `Test ${index + 1}`;
  const words = test.name.replaceAll("/", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const isPassed = (test: TestResult): boolean => test.status === "PASSED";

type TestListProps = {
  tests: readonly TestResult[];
  /** Offers to take a failed sample over as an own case. */
  onCopyToRun?: ((test: TestResult) => void) | undefined;
};

/** The tests of a submission as tiles; the chosen one is shown below. The first failed one is chosen at first. */
export const TestList = ({ tests, onCopyToRun }: TestListProps) => {
  const [chosen, setChosen] = useState<number | null>(null);
  const firstFailed = tests.findIndex((test) => !isPassed(test));
  const shown = chosen ?? (firstFailed >= 0 ? firstFailed : null);
  const test = shown === null ? undefined : tests[shown];
  return (
    <div className="grid gap-3">
      <ul aria-label="Tests" className="flex flex-wrap gap-1.5">
        {tests.map((item, index) => {
          const look = verdictLook(item.verdict || item.status);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: tests keep their place.
            <li key={index}>
              <button
                type="button"
                aria-pressed={index === shown}
                title={`${nameOf(item, index)}: ${look.label}, ${formatMs(item.execution_time_ms)}`}
                onClick={() => setChosen(index)}
                className={cn(
                  "flex min-h-9 items-center gap-1.5 rounded-sm border px-2 text-xs tabular-nums",
                  index === shown ? "border-line-strong bg-sunken" : "border-line hover:bg-sunken",
                )}
              >
                <VerdictBadge verdict={item.verdict || item.status} compact />
                <span>{index + 1}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {test && shown !== null ? (
        <TestDetail test={test} index={shown} onCopyToRun={onCopyToRun} />
      ) : null}
    </div>
  );
};

type TestDetailProps = {
  test: TestResult;
  index: number;
  onCopyToRun?: ((test: TestResult) => void) | undefined;
};

const TestDetail = ({ test, index, onCopyToRun }: TestDetailProps) => {
  const copyable = test.is_sample && typeof test.input === "string" && !isPassed(test);
  return (
    <section aria-label={nameOf(test, index)} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span className="font-semibold">{nameOf(test, index)}</span>
        <VerdictBadge verdict={test.verdict || test.status} />
        <span className="text-ink-2">
          {formatMs(test.execution_time_ms)} · {formatKb(test.memory_kb)}
        </span>
        {copyable && onCopyToRun ? (
          <Button size="sm" onClick={() => onCopyToRun(test)}>
            Copy to Run
          </Button>
        ) : null}
      </div>
      {test.is_sample && typeof test.input === "string" ? (
        <CaseOutcome
          status={test.status}
          message={test.message}
          input={test.input}
          expected={test.expected_output ?? null}
          actual={test.actual_output ?? ""}
          stderr={test.stderr}
        />
      ) : (
        <p className="text-sm text-ink-2">
          {test.message ? (
            <>
              <InlineText text={test.message} />{" "}
            </>
          ) : null}
          This test is hidden: its input and output stay secret, so that solutions are not written
          for the tests.
        </p>
      )}
    </section>
  );
};
