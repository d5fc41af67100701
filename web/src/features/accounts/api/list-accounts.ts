import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrapPage } from "@/lib/api/envelope";

export const ACCOUNTS_PER_PAGE = 25;

/** Accounts whose name or address contains `q`, newest first. */
export const listAccounts = (q: string, page: number) =>
  queryOptions({
    queryKey: ["admin", "accounts", q, page],
    queryFn: () =>
      unwrapPage(
        api.GET("/v1/admin/users", {
          params: { query: { page, limit: ACCOUNTS_PER_PAGE, ...(q ? { q } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
