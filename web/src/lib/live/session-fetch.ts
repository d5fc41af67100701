import { session } from "@/lib/session/session";
import type { StreamFetch } from "./event-stream";

/** Opens a stream of this server with the session's token, refreshed when it has run out. */
export const sessionFetch: StreamFetch = (url, init) =>
  session.fetch(new Request(new URL(url, window.location.origin), init));
