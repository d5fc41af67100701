import { createRoute, redirect } from "@tanstack/react-router";
import { HomePage } from "@/features/home/home-page";
import { session } from "@/lib/session/session";
import { rootRoute } from "../root-route";

/** The first page: what this is for strangers; who is signed in goes on to the dashboard. */
export const homeRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    beforeLoad: () => {
      if (session.user !== null) throw redirect({ to: "/dashboard" });
    },
    component: HomePage,
  }),
] as const;
