import { cn } from "@/lib/cn";
import type { StreamState } from "@/lib/live/event-stream";

const WORDS: Record<StreamState, string> = {
  connecting: "Connecting",
  open: "Live",
  waiting: "Connection lost, trying again",
  closed: "Not live",
  refused: "Not live",
};

type LiveStateProps = { state: StreamState };

/** Says whether what is shown follows by itself. */
export const LiveState = ({ state }: LiveStateProps) => (
  <span className="inline-flex items-center gap-2 text-sm text-ink-2" data-live={state}>
    <span
      aria-hidden
      className={cn(
        "size-2.5 rounded-full",
        state === "open" ? "bg-ok" : state === "connecting" ? "bg-accent" : "bg-bad",
        state !== "open" && "motion-safe:animate-pulse",
      )}
    />
    {WORDS[state]}
  </span>
);
