import type { Run, RunCase } from "@/lib/api/work";

/** True when nothing more follows. */
export const isRunOver = (run: Run): boolean =>
  run.status !== "PENDING" && run.status !== "RUNNING";

/** Reads one event of a run's stream; null when it is not a run. */
export const parseRun = (data: string): Run | null => {
  try {
    const value = JSON.parse(data) as Partial<Run>;
    if (typeof value.status !== "string" || !Array.isArray(value.cases)) return null;
    return { ...value, diagnostics: value.diagnostics ?? [] } as Run;
  } catch {
    return null;
  }
};

/** True for a case that ended as wished: right, or without anything to compare with. */
export const isFine = (item: RunCase): boolean =>
  item.status === "PASSED" || item.status === "FINISHED";

/** The run in one sentence. */
export const runSentence = (run: Run): string => {
  const { cases } = run;
  const over = cases.filter((item) => item.status !== "PENDING").length;
  if (run.status === "COMPILATION_ERROR") return "Your program does not compile.";
  if (run.status === "ERROR") return "The run failed on our side. Try again.";
  if (!isRunOver(run))
    return over === 0 ? "Waiting for the judge" : `${over} of ${cases.length} cases done`;
  const compared = cases.filter((item) => item.status !== "FINISHED");
  if (compared.length === 0)
    return cases.length === 1 ? "The case ran." : `All ${cases.length} cases ran.`;
  const passed = compared.filter((item) => item.status === "PASSED").length;
  return passed === compared.length
    ? passed === 1
      ? "The case passed."
      : `All ${passed} cases passed.`
    : `${passed} of ${compared.length} cases passed.`;
};
