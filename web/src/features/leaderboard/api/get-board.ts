import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrapPage } from "@/lib/api/envelope";
import type { Timeframe } from "@/lib/api/work";
import { PAGE_SIZE } from "../board-search";

export type BoardKey = { timeframe: Timeframe; topicId: string | undefined };

/** One page of a board, with the own place. */
export const boardQuery = ({ timeframe, topicId }: BoardKey, page: number) =>
  queryOptions({
    queryKey: ["leaderboard", timeframe, topicId ?? "", page],
    queryFn: ({ signal }) =>
      unwrapPage(
        api.GET("/v1/leaderboard", {
          params: {
            query: { timeframe, page, limit: PAGE_SIZE, ...(topicId ? { topic_id: topicId } : {}) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Where the changes of a board come from. */
export const boardStreamUrl = ({ timeframe, topicId }: BoardKey, limit: number): string => {
  const query = new URLSearchParams({ timeframe, limit: String(limit) });
  if (topicId) query.set("topic_id", topicId);
  return `/v1/leaderboard/events?${query}`;
};
