import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrapPage } from "@/lib/api/envelope";
import { PAGE_SIZE, type ProblemSearch } from "../problem-search";

/** One page of the problem list under the given filters. */
export const problemsQuery = (search: ProblemSearch) =>
  queryOptions({
    queryKey: ["problems", "list", search],
    queryFn: ({ signal }) =>
      unwrapPage(
        api.GET("/v1/problems", {
          params: {
            query: {
              page: search.page ?? 1,
              limit: PAGE_SIZE,
              ...(search.q ? { q: search.q } : {}),
              ...(search.topic ? { topic: search.topic } : {}),
              ...(search.difficulty ? { difficulty: String(search.difficulty) } : {}),
              ...(search.status ? { status: search.status } : {}),
              ...(search.tags ? { tags: search.tags } : {}),
              ...(search.sort ? { sort_by: search.sort, order: search.order ?? "asc" } : {}),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
