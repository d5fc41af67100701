import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap, unwrapPage } from "@/lib/api/envelope";

/** Key of every list of submissions; invalidate it when one was made or decided. */
export const SUBMISSION_LISTS = ["submissions", "list"] as const;

/** One submission with its tests. */
export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submissions", "one", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/submissions/{submission_id}", {
          params: { path: { submission_id: id } },
          signal,
        }),
      ),
  });

/** Own submissions for one problem, newest first. */
export const problemSubmissionsQuery = (problemId: string, page: number, limit = 10) =>
  queryOptions({
    queryKey: [...SUBMISSION_LISTS, problemId, page, limit],
    queryFn: ({ signal }) =>
      unwrapPage(
        api.GET("/v1/problems/{problem_id}/submissions", {
          params: { path: { problem_id: problemId }, query: { page, limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** All own submissions, newest first. */
export const ownSubmissionsQuery = (page: number, limit = 20) =>
  queryOptions({
    queryKey: [...SUBMISSION_LISTS, "all", page, limit],
    queryFn: ({ signal }) =>
      unwrapPage(api.GET("/v1/submissions", { params: { query: { page, limit } }, signal })),
    placeholderData: keepPreviousData,
  });
