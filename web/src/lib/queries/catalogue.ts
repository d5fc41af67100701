import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import type { Language } from "@/lib/api/work";

/** The topic tree; it changes only when content is imported. */
export const topicsQuery = queryOptions({
  queryKey: ["topics"],
  queryFn: ({ signal }) => unwrap(api.GET("/v1/topics", { signal })),
  staleTime: 10 * 60_000,
});

/** The languages, with those that this server cannot run at present. */
export const languagesQuery = queryOptions({
  queryKey: ["languages"],
  queryFn: ({ signal }) => unwrap(api.GET("/v1/languages", { signal })),
  staleTime: 5 * 60_000,
});

/** The language that a submission names, by its API name or its key. */
export const languageOf = (
  languages: readonly Language[] | undefined,
  word: string,
): Language | undefined =>
  languages?.find((language) => language.api_name === word || language.key === word);
