/** A page number, or a gap between page numbers. */
export type PageEntry = number | "gap-before" | "gap-after";

/** How many pages `total` rows make; at least one. */
export const pageCount = (total: number, limit: number): number =>
  Math.max(1, Math.ceil(total / Math.max(1, limit)));

/** The page numbers to offer: the ends, and those around the present page. */
export const pageEntries = (page: number, count: number): PageEntry[] => {
  const near = [page - 1, page, page + 1].filter((number) => number > 1 && number < count);
  const first = near[0] ?? count;
  const last = near[near.length - 1] ?? 1;
  return [
    1,
    ...(first > 3 ? (["gap-before"] as const) : first === 3 ? [2] : []),
    ...near,
    ...(last < count - 2 ? (["gap-after"] as const) : last === count - 2 ? [count - 1] : []),
    ...(count > 1 ? [count] : []),
  ];
};
