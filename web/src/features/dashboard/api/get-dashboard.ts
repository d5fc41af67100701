import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";

/** The signed-in person's numbers. */
export const getDashboard = (userId: string) =>
  queryOptions({
    queryKey: ["dashboard", userId],
    queryFn: () => unwrap(api.GET("/v1/users/me/dashboard")),
  });
