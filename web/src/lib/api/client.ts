import createClient from "openapi-fetch";
import { noteReachable, noteUnreachable } from "@/lib/connection";
import { session } from "@/lib/session/session";
import { toApiError } from "./envelope";
import type { paths } from "./schema";

/**
 * The typed client of `/v1`. It sends the session's access token and, when that has run out,
 * refreshes it once and repeats the call. Wrap calls in `unwrap`, `unwrapPage` or `unwrapEmpty`:
 *
 * ```ts
 * const me = await unwrap(api.GET("/v1/users/me"));
 * ```
 */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: async (request) => {
    try {
      const response = await session.fetch(request);
      noteReachable();
      return response;
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.isNetwork && error.code === "NETWORK") noteUnreachable();
      throw thrown;
    }
  },
});
