import { redirect } from "@tanstack/react-router";
import { safeNext } from "@/lib/safe-next";
import { session } from "@/lib/session/session";
import { isAdmin } from "@/lib/session/use-session";

type Place = { location: { href: string } };

/** For routes of signed-in people: others go to the sign-in page and come back after it. */
export const requireSession = ({ location }: Place): void => {
  if (session.user === null) throw redirect({ to: "/sign-in", search: { next: location.href } });
};

/** For administration routes. The server decides on each call; this spares a page of errors. */
export const requireAdmin = (place: Place): void => {
  requireSession(place);
  if (!isAdmin(session.user)) throw redirect({ to: "/dashboard" });
};

/** For pages that make no sense while signed in. */
export const requireSignedOut = ({ location }: Place): void => {
  if (session.user === null) return;
  const next = new URL(location.href, window.location.origin).searchParams.get("next");
  throw redirect({ href: safeNext(next) ?? "/dashboard" });
};
