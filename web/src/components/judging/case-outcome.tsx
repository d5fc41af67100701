import { InlineText } from "@/components/ui/inline-text";
import { OutputComparison, TextBlock } from "./output-comparison";

type CaseOutcomeProps = {
  /** `PASSED`, `FAILED`, `FINISHED`, `TIMEOUT` or `ERROR`. */
  status: string;
  /** What the judge says about it. */
  message?: string | null | undefined;
  input: string;
  /** Null when there was nothing to compare with. */
  expected: string | null;
  /** What was compared: the output, or what the function returned. */
  actual: string;
  /** `result` for functions. */
  noun?: "output" | "result";
  /** What a function printed besides returning. */
  printed?: string | undefined;
  stderr?: string | null | undefined;
};

/** How one case ended: what differs, what went wrong, and what it was given. */
export const CaseOutcome = ({
  status,
  message,
  input,
  expected,
  actual,
  noun = "output",
  printed,
  stderr,
}: CaseOutcomeProps) => {
  const yours = noun === "output" ? "Your output" : "Your result";
  const wanted = noun === "output" ? "Expected output" : "Expected result";
  const errors = stderr ? <TextBlock title="Error output" text={stderr} tone="bad" /> : null;
  const stopped = status === "TIMEOUT" || status === "ERROR";
  return (
    <>
      {message ? (
        <p className="text-sm text-ink-2">
          <InlineText text={message} />
        </p>
      ) : null}
      {stopped ? errors : null}
      {status === "FAILED" && expected !== null ? (
        <OutputComparison
          expected={expected}
          actual={actual}
          titles={{ expected: wanted, actual: yours }}
          inWords={!message}
        />
      ) : (
        <div className="grid gap-2 sm:grid-cols-2">
          {stopped && actual === "" ? null : (
            <TextBlock title={yours} text={actual} empty="Nothing was written" />
          )}
          {expected === null ? null : <TextBlock title={wanted} text={expected} />}
        </div>
      )}
      {printed ? <TextBlock title="Printed" text={printed} /> : null}
      {stopped ? null : errors}
      <TextBlock title="Input" text={input} />
    </>
  );
};
