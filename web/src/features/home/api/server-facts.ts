import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap, unwrapPage } from "@/lib/api/envelope";
import type { Language } from "@/lib/api/work";
import { languagesQuery } from "@/lib/queries/catalogue";

const TOP = 5;

/** How many problems this server has. */
export const problemCount = queryOptions({
  queryKey: ["home", "problems"],
  queryFn: async () =>
    (await unwrapPage(api.GET("/v1/problems", { params: { query: { limit: 1 } } }))).meta.total,
});

/** The languages that this server can run. */
export const runnableLanguages = queryOptions({
  ...languagesQuery,
  select: (languages: Language[]) => languages.filter((language) => language.available),
});

/** The first rows of the board, and how many people are on it. */
export const topOfBoard = queryOptions({
  queryKey: ["home", "board"],
  queryFn: () => unwrapPage(api.GET("/v1/leaderboard", { params: { query: { limit: TOP } } })),
});

/** Whether somebody runs this server yet. */
export const needsAdmin = queryOptions({
  queryKey: ["setup"],
  queryFn: () => unwrap(api.GET("/v1/setup")),
  select: (state) => state.needs_admin,
});
