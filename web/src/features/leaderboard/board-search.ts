import type { Timeframe } from "@/lib/api/work";

/** Rows on one page of the board. */
export const PAGE_SIZE = 50;

export const TIMEFRAMES: readonly { value: Timeframe; label: string }[] = [
  { value: "weekly", label: "This week" },
  { value: "monthly", label: "This month" },
  { value: "all_time", label: "All time" },
];

/** Which board is shown, as it stands in the address. Absent: all time, all topics, first page. */
export type BoardSearch = {
  timeframe?: "weekly" | "monthly";
  /** Slug of a topic. */
  topic?: string;
  page?: number;
};

/** Reads the address; what makes no sense there is left out. */
export const parseBoardSearch = (raw: Record<string, unknown>): BoardSearch => {
  const search: BoardSearch = {};
  if (raw.timeframe === "weekly" || raw.timeframe === "monthly") search.timeframe = raw.timeframe;
  if (typeof raw.topic === "string" && raw.topic !== "") search.topic = raw.topic.slice(0, 100);
  const page = Number(raw.page);
  if (Number.isInteger(page) && page > 1) search.page = page;
  return search;
};
