import { createRouter } from "@tanstack/react-router";
import { rootRoute } from "./root-route";
import { homeRoutes } from "./routes/home";
import { workRoutes } from "./routes/work";

const routeTree = rootRoute.addChildren([...homeRoutes, ...workRoutes]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
