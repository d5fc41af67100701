import { createRouter } from "@tanstack/react-router";
import { CrashPage } from "./crash-page";
import { rootRoute } from "./root-route";
import { accountRoutes } from "./routes/accounts";
import { homeRoutes } from "./routes/home";
import { referenceRoutes } from "./routes/reference";
import { workRoutes } from "./routes/work";

const routeTree = rootRoute.addChildren([
  ...homeRoutes,
  ...accountRoutes,
  ...workRoutes,
  ...referenceRoutes,
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: CrashPage,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
