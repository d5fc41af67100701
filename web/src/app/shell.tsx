import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useSession } from "@/lib/session/use-session";
import { ConnectionNotice } from "./connection-notice";
import { SiteHeader } from "./site-header";

/** Moves the focus to the new page's content, so that keyboards and screen readers follow. */
const useFocusOnNavigation = () => {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current !== undefined && path !== shown.current) {
      main.current?.focus({ preventScroll: true });
    }
    shown.current = path;
  }, [path]);
  return main;
};

/** Asks the routes again who may see them, when somebody signs in or out in any tab. */
const useGuardsFollowSession = () => {
  const router = useRouter();
  const userId = useSession()?.id;
  const known = useRef(userId);
  useEffect(() => {
    if (known.current === userId) return;
    known.current = userId;
    void router.invalidate();
  }, [router, userId]);
};

/** Header, notices and the page. */
export const Shell = () => {
  const main = useFocusOnNavigation();
  useGuardsFollowSession();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only rounded-sm bg-ink px-4 py-2 text-canvas focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50"
      >
        Skip to content
      </a>
      <SiteHeader />
      <ConnectionNotice />
      <main ref={main} id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <Outlet />
      </main>
    </div>
  );
};
