import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";

/** Whether an administrator exists and where mail goes. */
export const setupState = queryOptions({
  queryKey: ["setup"],
  queryFn: () => unwrap(api.GET("/v1/setup")),
});
