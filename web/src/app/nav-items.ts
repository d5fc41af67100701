import { Code2, LayoutDashboard, type LucideIcon, Trophy } from "lucide-react";
import type { SessionUser } from "@/lib/api/accounts";

type NavItem = {
  to: "/problems" | "/leaderboard" | "/dashboard";
  label: string;
  icon: LucideIcon;
};

/** The main places, for the one who looks. */
export const navItems = (user: SessionUser | null): NavItem[] => [
  { to: "/problems", label: "Problems", icon: Code2 },
  { to: "/leaderboard", label: "Leaderboard", icon: Trophy },
  ...(user
    ? [{ to: "/dashboard", label: "Dashboard", icon: LayoutDashboard } satisfies NavItem]
    : []),
];
