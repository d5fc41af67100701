import { cn } from "@/lib/cn";
import { Badge } from "./badge";
import { verdictLook } from "./verdict";

type VerdictBadgeProps = {
  /** A verdict or status as the server sends it, in any case. */
  verdict: string;
  /** Only the icon is visible; the words stay for screen readers and as a title. */
  compact?: boolean;
  className?: string;
};

/** A verdict in words, with its own icon and colour. */
export const VerdictBadge = ({ verdict, compact = false, className }: VerdictBadgeProps) => {
  const look = verdictLook(verdict);
  const Icon = look.icon;
  const icon = (
    <Icon
      size={compact ? 16 : 14}
      strokeWidth={2.25}
      aria-hidden
      className={look.spins ? "motion-safe:animate-spin" : undefined}
    />
  );
  if (!compact) {
    return (
      <Badge tone={look.tone} icon={icon} {...(className ? { className } : {})}>
        {look.label}
      </Badge>
    );
  }
  return (
    <Badge tone={look.tone} icon={icon} className={cn("size-6 justify-center px-0", className)}>
      <span className="sr-only">{look.label}</span>
    </Badge>
  );
};
