import type { Difficulty, UserStatus } from "@/lib/api/work";

/** Rows on one page of the list. */
export const PAGE_SIZE = 20;

export const SORTS = ["number", "title", "difficulty", "acceptance_rate"] as const;
export type Sort = (typeof SORTS)[number];

const STATUSES: readonly UserStatus[] = ["not_attempted", "attempted", "solved"];

/** What the list shows, as it stands in the address. Absent means: no filter, first page, as the server orders. */
export type ProblemSearch = {
  q?: string;
  /** Slug of a topic. */
  topic?: string;
  difficulty?: Difficulty;
  status?: UserStatus;
  /** Tags that a problem must all have, with commas between. */
  tags?: string;
  sort?: Sort;
  order?: "asc" | "desc";
  page?: number;
};

const text = (value: unknown): string | undefined => {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const trimmed = String(value).trim().slice(0, 100);
  return trimmed === "" ? undefined : trimmed;
};

const oneOf = <T>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((item) => item === value || String(item) === String(value));

/** Reads the address; what makes no sense there is left out, so that any link opens a list. */
export const parseProblemSearch = (raw: Record<string, unknown>): ProblemSearch => {
  const page = Number(raw.page);
  const tags = String(text(raw.tags) ?? "")
    .split(",")
    .map(text)
    .filter((tag): tag is string => tag !== undefined);
  const search: ProblemSearch = {};
  const q = text(raw.q);
  const topic = text(raw.topic);
  const difficulty = oneOf<Difficulty>(raw.difficulty, [1, 2, 3]);
  const status = oneOf(raw.status, STATUSES);
  const sort = oneOf(raw.sort, SORTS);
  if (q) search.q = q;
  if (topic) search.topic = topic;
  if (difficulty) search.difficulty = difficulty;
  if (status) search.status = status;
  if (tags.length > 0) search.tags = [...new Set(tags)].join(",");
  if (sort) {
    search.sort = sort;
    if (raw.order === "desc") search.order = "desc";
  }
  if (Number.isInteger(page) && page > 1) search.page = page;
  return search;
};

/** The tags of the filter. */
export const tagsOf = (search: ProblemSearch): string[] => search.tags?.split(",") ?? [];

/** True when some filter hides problems. */
export const isFiltered = (search: ProblemSearch): boolean =>
  Boolean(search.q ?? search.topic ?? search.difficulty ?? search.status ?? search.tags);

/** A changed filter begins again at the first page. */
export const withFilter = (
  search: ProblemSearch,
  change: { [K in keyof ProblemSearch]: ProblemSearch[K] | undefined },
): ProblemSearch => parseProblemSearch({ ...search, page: undefined, ...change });

/** The next order when a column's head is pressed: up, down, then as the server orders. */
export const nextSort = (search: ProblemSearch, sort: Sort): ProblemSearch => {
  if (search.sort !== sort) return withFilter(search, { sort, order: undefined });
  if (search.order !== "desc") return withFilter(search, { order: "desc" });
  return withFilter(search, { sort: undefined, order: undefined });
};
