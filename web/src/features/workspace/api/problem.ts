import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { ApiError, unwrap, unwrapPage } from "@/lib/api/envelope";
import type { Problem } from "@/lib/api/work";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LIVE_MS = 30_000;

/** The id of a problem whose slug stands in the address, so that short links can be written by hand. */
const idOfSlug = async (slug: string): Promise<string> => {
  const { data } = await unwrapPage(
    api.GET("/v1/problems", { params: { query: { q: slug, limit: 50 } } }),
  );
  const row = data.find((problem) => problem.slug === slug);
  if (row) return row.id;
  throw new ApiError({
    status: 404,
    code: "NOT_FOUND",
    message: `There is no problem called ${slug}.`,
  });
};

/** A problem by id or slug. */
export const problemQuery = (idOrSlug: string) =>
  queryOptions({
    queryKey: ["problems", "one", idOrSlug],
    queryFn: async ({ signal }): Promise<Problem> => {
      const id = UUID.test(idOrSlug) ? idOrSlug : await idOfSlug(idOrSlug);
      return unwrap(
        api.GET("/v1/problems/{problem_id}", { params: { path: { problem_id: id } }, signal }),
      );
    },
    staleTime: 60_000,
  });

/** How many people work on a problem now; asked again while the page is in front. */
export const problemStatsQuery = (id: string) =>
  queryOptions({
    queryKey: ["problems", "stats", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/problems/{problem_id}/stats", {
          params: { path: { problem_id: id } },
          signal,
        }),
      ),
    refetchInterval: LIVE_MS,
  });
