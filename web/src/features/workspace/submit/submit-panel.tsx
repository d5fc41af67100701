import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { SubmissionResult } from "@/components/judging/submission-result";
import { ButtonLink } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { VerdictBadge } from "@/components/ui/verdict-badge";
import type { TestResult } from "@/lib/api/work";
import { submissionQuery } from "@/lib/queries/submissions";
import { type SubmissionLive, waitingSentence } from "./submission-live";
import type { SubmitState } from "./use-submit";

type SubmitPanelProps = {
  state: SubmitState | null;
  signedIn: boolean;
  onGoTo: (line: number, column?: number | null) => void;
  onCopyToRun: (test: TestResult) => void;
  onRetry: () => void;
};

/** The submission being judged, test by test, and its verdict. */
export const SubmitPanel = ({
  state,
  signedIn,
  onGoTo,
  onCopyToRun,
  onRetry,
}: SubmitPanelProps) => {
  if (!signedIn) {
    return (
      <EmptyState
        title="Sign in to submit"
        icon={<Send aria-hidden />}
        action={
          <ButtonLink to="/sign-in" search={{ next: window.location.pathname }} tone="primary">
            Sign in
          </ButtonLink>
        }
      >
        What you have written stays in this browser and moves to your account.
      </EmptyState>
    );
  }
  if (state === null) {
    return (
      <EmptyState title="Nothing submitted yet" icon={<Send aria-hidden />}>
        Submit judges your program on all tests, the hidden ones too, and counts.
      </EmptyState>
    );
  }
  if (state.error && !state.result) {
    const title = state.id ? "The result could not be loaded" : "The submission was not taken";
    return <ErrorState title={title} error={state.error} onRetry={onRetry} />;
  }
  return (
    <div className="grid gap-4 p-3">
      {state.result ? (
        <SubmissionResult
          submission={state.result}
          onGoTo={state.code === "" ? undefined : onGoTo}
          onCopyToRun={onCopyToRun}
        />
      ) : (
        <Judging id={state.id} live={state.live} />
      )}
    </div>
  );
};

type JudgingProps = { id: string | null; live: SubmissionLive };

const Judging = ({ id, live }: JudgingProps) => {
  // The stream tells of steps, not of the queue: while waiting, the place in it is asked for.
  const queued = useQuery({
    ...submissionQuery(id ?? ""),
    enabled: id !== null && live.status === "PENDING",
  });
  const queuePosition = queued.data?.queue_position ?? live.queuePosition;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <VerdictBadge verdict={live.status} className="px-3 py-1.5 text-sm" />
        <p className="text-sm">
          {live.status === "RUNNING" ? "Judging" : waitingSentence({ ...live, queuePosition })}
        </p>
      </div>
      <Progress label="Tests judged" value={live.progress ?? 0} max={100} />
      {live.message && live.status === "RUNNING" ? (
        <p className="text-sm text-ink-2">{live.message}</p>
      ) : null}
      {live.tests.length > 0 ? (
        <ul aria-label="Tests judged so far" className="flex flex-wrap gap-1.5">
          {live.tests.map((test, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: tests keep their place.
              key={index}
              className="flex min-h-9 items-center gap-1.5 rounded-sm border border-line px-2 text-xs tabular-nums motion-safe:animate-rise"
            >
              <VerdictBadge verdict={test?.verdict || test?.status || "pending"} compact />
              {index + 1}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};
