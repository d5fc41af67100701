import { QueryClient } from "@tanstack/react-query";
import { toApiError } from "@/lib/api/envelope";
import { session } from "@/lib/session/session";

/** Answers that say the same when asked again: the request itself was refused. */
const isFinal = (thrown: unknown): boolean => {
  const { status } = toApiError(thrown);
  return status >= 400 && status < 500;
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, thrown) => failures < 2 && !isFinal(thrown),
    },
    mutations: { retry: false },
  },
});

let shownTo = session.user?.id;

// What one person has seen must not stay on the screen of the next.
session.subscribe(() => {
  if (session.user?.id === shownTo) return;
  shownTo = session.user?.id;
  queryClient.clear();
});
