import { QueryClient } from "@tanstack/react-query";
import { toApiError } from "@/lib/api/envelope";
import { isReachable, onConnectionChange } from "@/lib/connection";
import { session } from "@/lib/session/session";

/** Answers that say the same when asked again: the request itself was refused. */
const isFinal = (thrown: unknown): boolean => {
  const { status } = toApiError(thrown);
  return status >= 400 && status < 500;
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server may be on this machine: it answers while the browser says "offline".
      networkMode: "always",
      staleTime: 15_000,
      retry: (failures, thrown) => failures < 2 && !isFinal(thrown),
    },
    mutations: { networkMode: "always", retry: false },
  },
});

let shownTo = session.user?.id;

// What one person has seen must not stay on the screen of the next.
session.subscribe(() => {
  if (session.user?.id === shownTo) return;
  shownTo = session.user?.id;
  queryClient.clear();
});

// What could not be loaded is loaded as soon as the server is back.
onConnectionChange(() => {
  if (isReachable()) void queryClient.invalidateQueries();
});
