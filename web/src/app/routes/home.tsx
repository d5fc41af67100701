import { createRoute } from "@tanstack/react-router";
import { HomePage } from "@/features/home/home-page";
import { rootRoute } from "../root-route";

export const homeRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/", component: HomePage }),
];
