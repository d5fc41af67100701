import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap, unwrapPage } from "@/lib/api/envelope";

/** Key of every list of submissions; invalidate it when one was made or decided. */
export const SUBMISSION_LISTS = ["submissions", "list"] as const;

/** Asked again this often while something is still being judged. */
const JUDGING_MS = 2_000;

const isJudged = ({ status }: { status: string }): boolean =>
  status !== "PENDING" && status !== "RUNNING";

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
    refetchInterval: ({ state }) => (state.data && !isJudged(state.data) ? JUDGING_MS : false),
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
    refetchInterval: ({ state }) =>
      state.data?.data.every(isJudged) === false ? JUDGING_MS : false,
  });

/** All own submissions, newest first. */
export const ownSubmissionsQuery = (page: number, limit = 20) =>
  queryOptions({
    queryKey: [...SUBMISSION_LISTS, "all", page, limit],
    queryFn: ({ signal }) =>
      unwrapPage(api.GET("/v1/submissions", { params: { query: { page, limit } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.data.every(isJudged) === false ? JUDGING_MS : false,
  });
