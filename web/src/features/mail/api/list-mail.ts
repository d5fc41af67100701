import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrapPage } from "@/lib/api/envelope";

export const MAIL_PER_PAGE = 25;

/** The outbox, newest first; `to` narrows it to one address. Looked at again every 10 s. */
export const listMail = (to: string, page: number) =>
  queryOptions({
    queryKey: ["admin", "mail", to, page],
    queryFn: () =>
      unwrapPage(
        api.GET("/v1/admin/mail", {
          params: { query: { page, limit: MAIL_PER_PAGE, ...(to ? { to } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
