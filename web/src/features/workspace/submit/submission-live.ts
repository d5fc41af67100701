import type { Submission, SubmissionEvent, TestResult } from "@/lib/api/work";

/** What is known of a submission while it is judged. */
export type SubmissionLive = {
  status: string;
  /** 0 to 100; null before anything ran. */
  progress: number | null;
  message: string | null;
  /** How many wait before this one; null once it runs. */
  queuePosition: number | null;
  /** The tests finished so far, by their place. */
  tests: readonly TestResult[];
};

const UNDECIDED = ["PENDING", "RUNNING"];

/** True when the verdict is there. */
export const isDecided = (live: { status: string }): boolean => !UNDECIDED.includes(live.status);

/** Before the first word of the server. */
export const WAITING: SubmissionLive = {
  status: "PENDING",
  progress: null,
  message: null,
  queuePosition: null,
  tests: [],
};

/** Reads one event of a submission's stream; null when it is none. */
export const parseEvent = (data: string): SubmissionEvent | null => {
  try {
    const value = JSON.parse(data) as Partial<SubmissionEvent> | null;
    return typeof value?.status === "string" ? (value as SubmissionEvent) : null;
  } catch {
    return null;
  }
};

/**
 * Adds an event to what is known. Events may come twice or, after a new connection, late: a decided submission stays
 * decided, progress never goes back, and each test keeps its place.
 */
export const applyEvent = (live: SubmissionLive, event: SubmissionEvent): SubmissionLive => {
  if (isDecided(live) && !isDecided(event)) return live;
  const tests = [...live.tests];
  for (const { index, ...test } of event.test_results ?? []) tests[index] = test;
  const running = event.status === "RUNNING";
  return {
    status: live.status === "RUNNING" && event.status === "PENDING" ? live.status : event.status,
    progress: isDecided(event)
      ? 100
      : event.progress === null || event.progress === undefined
        ? live.progress
        : Math.max(live.progress ?? 0, event.progress),
    message: event.message ?? live.message,
    queuePosition:
      running || isDecided(event) ? null : (event.queue_position ?? live.queuePosition),
    tests,
  };
};

/** What a plain answer says, in the same words as an event. */
export const eventOf = (submission: Submission): SubmissionEvent => ({
  status: submission.status,
  points: submission.points,
  passed: submission.passed,
  queue_position: submission.queue_position ?? null,
  test_results: submission.test_results.map((test, index) => ({ index, ...test })),
});

/** The wait in words. */
export const waitingSentence = (live: SubmissionLive): string => {
  if (live.status === "RUNNING") return live.message ?? "Running the tests";
  const before = live.queuePosition;
  if (before === null || before <= 0) return "Waiting for the judge";
  return before === 1 ? "One submission is before yours" : `${before} submissions are before yours`;
};
