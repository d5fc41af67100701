import { api } from "@/lib/api/client";
import { ApiError, toApiError, unwrap } from "@/lib/api/envelope";
import { session } from "@/lib/session/session";
import { DraftError, type DraftRemote } from "../drafts/draft-session";

const draftError = (thrown: unknown): DraftError => {
  const error = toApiError(thrown);
  if (error.status === 401) return new DraftError("signed_out", error.message);
  const refused =
    error.status >= 400 && error.status < 500 && error.status !== 429 && error.status !== 408;
  return new DraftError(refused ? "refused" : "unreachable", error.message);
};

/** The server's copy of a draft, as the draft session wants it. */
export const draftRemote = (problemId: string, language: string): DraftRemote => {
  const path = { problem_id: problemId };
  return {
    read: async () => {
      try {
        return await unwrap(
          api.GET("/v1/problems/{problem_id}/draft", { params: { path, query: { language } } }),
        );
      } catch (thrown) {
        if (thrown instanceof ApiError && thrown.status === 404) return null;
        throw draftError(thrown);
      }
    },
    write: async (code) => {
      try {
        return await unwrap(
          api.PUT("/v1/problems/{problem_id}/draft", {
            params: { path },
            body: { language, code },
          }),
        );
      } catch (thrown) {
        throw draftError(thrown);
      }
    },
    writeAndLeave: (code) => {
      const url = new URL(`/v1/problems/${problemId}/draft`, window.location.origin);
      const request = new Request(url, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ language, code }),
        keepalive: true,
      });
      // Nobody is there any more to hear of a failure; the local copy is sent on the next visit.
      session.fetch(request).catch(() => undefined);
    },
  };
};
