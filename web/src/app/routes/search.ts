/** One text of an address's query, if it is there. Numbers are texts too: a token may be digits. */
export const text = <K extends string>(
  search: Record<string, unknown>,
  key: K,
): { [key in K]?: string } => {
  const value = search[key];
  return typeof value === "string" || typeof value === "number"
    ? ({ [key]: String(value) } as { [key in K]?: string })
    : {};
};

/** The page number of an address's query, if it is one above 1. */
export const pageNumber = (search: Record<string, unknown>): { page?: number } => {
  const page = Math.floor(Number(search.page));
  return Number.isSafeInteger(page) && page > 1 ? { page } : {};
};
