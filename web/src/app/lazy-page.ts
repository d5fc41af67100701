import { lazyRouteComponent } from "@tanstack/react-router";
import { networkError } from "@/lib/api/envelope";
import { answers, noteUnreachable } from "@/lib/connection";

/**
 * The router's `lazyRouteComponent`, which reloads the window when a page's file is gone, because
 * a newer version may have taken its place. While the server is away that would put the browser's
 * own error page in the place of the app, so then the page fails like any other call.
 */
export const lazyPage: typeof lazyRouteComponent = (importer, exportName) =>
  lazyRouteComponent(
    () =>
      importer().catch(async (thrown: unknown) => {
        if (await answers()) throw thrown;
        noteUnreachable();
        throw networkError();
      }),
    exportName,
  );
