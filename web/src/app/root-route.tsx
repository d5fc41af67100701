import { createRootRoute } from "@tanstack/react-router";
import { NotFoundPage } from "./not-found-page";
import { Shell } from "./shell";

export const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
