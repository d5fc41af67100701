import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type BadgeTone = "quiet" | "accent" | "ok" | "bad" | "slow" | "mem" | "crash";

const TONES: Record<BadgeTone, string> = {
  quiet: "bg-quiet-soft text-quiet",
  accent: "bg-accent-soft text-accent-ink",
  ok: "bg-ok-soft text-ok",
  bad: "bg-bad-soft text-bad",
  slow: "bg-slow-soft text-slow",
  mem: "bg-mem-soft text-mem",
  crash: "bg-crash-soft text-crash",
};

type BadgeProps = { tone?: BadgeTone; icon?: ReactNode; className?: string; children: ReactNode };

/** One or two words about something. Colour supports the words, it never replaces them. */
export const Badge = ({ tone = "quiet", icon, className, children }: BadgeProps) => (
  <span
    className={cn(
      "inline-flex items-center gap-1.5 whitespace-nowrap rounded-xs px-2 py-0.5 text-xs font-semibold [&_svg]:shrink-0",
      TONES[tone],
      className,
    )}
  >
    {icon}
    {children}
  </span>
);
