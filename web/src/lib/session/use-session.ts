import { useSyncExternalStore } from "react";
import type { SessionUser } from "@/lib/api/accounts";
import { session } from "./session";

/** The signed-in person, or null; follows signing in and out in every tab. */
export const useSession = (): SessionUser | null =>
  useSyncExternalStore(session.subscribe, () => session.user);

/** True for the roles that see the administration pages. */
export const isAdmin = (user: SessionUser | null): boolean =>
  user?.role === "admin" || user?.role === "system_admin";
