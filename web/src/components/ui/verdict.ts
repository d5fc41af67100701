import {
  Bug,
  CircleCheck,
  CircleDashed,
  CircleX,
  FileX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  MemoryStick,
  ScrollText,
  Timer,
  TriangleAlert,
} from "lucide-react";
import type { BadgeTone } from "./badge";

export type VerdictLook = { label: string; tone: BadgeTone; icon: LucideIcon; spins?: boolean };

const LOOKS = {
  accepted: { label: "Accepted", tone: "ok", icon: CircleCheck },
  passed: { label: "Passed", tone: "ok", icon: CircleCheck },
  finished: { label: "Finished", tone: "quiet", icon: CircleCheck },
  wrong_answer: { label: "Wrong answer", tone: "bad", icon: CircleX },
  failed: { label: "Failed", tone: "bad", icon: CircleX },
  time_limit_exceeded: { label: "Time limit exceeded", tone: "slow", icon: Timer },
  timeout: { label: "Time limit exceeded", tone: "slow", icon: Timer },
  memory_limit_exceeded: { label: "Memory limit exceeded", tone: "mem", icon: MemoryStick },
  output_limit_exceeded: { label: "Output limit exceeded", tone: "mem", icon: ScrollText },
  runtime_error: { label: "Runtime error", tone: "crash", icon: Bug },
  error: { label: "Error", tone: "crash", icon: Bug },
  compilation_error: { label: "Does not compile", tone: "crash", icon: FileX },
  internal_error: { label: "Judge error", tone: "quiet", icon: TriangleAlert },
  pending: { label: "Waiting", tone: "quiet", icon: Hourglass },
  running: { label: "Running", tone: "accent", icon: LoaderCircle, spins: true },
} as const satisfies Record<string, VerdictLook>;

/**
 * Words, colour and icon of a verdict or status, in any case (`ACCEPTED`, `wrong_answer`).
 * Each has its own shape, so that nobody has to tell colours apart. Unknown words are shown as
 * they are.
 */
export const verdictLook = (verdict: string): VerdictLook => {
  const key = verdict.toLowerCase();
  if (key in LOOKS) return LOOKS[key as keyof typeof LOOKS];
  const words = key.replaceAll("_", " ");
  return {
    label: words.charAt(0).toUpperCase() + words.slice(1),
    tone: "quiet",
    icon: CircleDashed,
  };
};

/** True while the judge has not finished. */
export const isUndecided = (verdict: string): boolean =>
  ["pending", "running"].includes(verdict.toLowerCase());
