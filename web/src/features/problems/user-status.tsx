import { Circle, CircleCheckBig, CircleDot } from "lucide-react";
import type { UserStatus } from "@/lib/api/work";

const LOOKS = {
  solved: { icon: CircleCheckBig, label: "Solved", tone: "text-ok" },
  attempted: { icon: CircleDot, label: "Tried, not solved yet", tone: "text-crash" },
  not_attempted: { icon: Circle, label: "Not tried yet", tone: "text-ink-3" },
};

type UserStatusIconProps = { status: UserStatus };

/** What the reader has done with a problem. */
export const UserStatusIcon = ({ status }: UserStatusIconProps) => {
  const look = LOOKS[status];
  const Icon = look.icon;
  return (
    <span title={look.label} className={look.tone}>
      <Icon size={18} aria-hidden />
      <span className="sr-only">{look.label}</span>
    </span>
  );
};
