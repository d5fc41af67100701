import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";

/** What everybody may see of a person. */
export const getProfile = (userId: string) =>
  queryOptions({
    queryKey: ["profile", userId],
    queryFn: () =>
      unwrap(api.GET("/v1/users/{user_id}/profile", { params: { path: { user_id: userId } } })),
  });

/** The signed-in person's own account. */
export const getMe = (userId: string) =>
  queryOptions({
    queryKey: ["me", userId],
    queryFn: () => unwrap(api.GET("/v1/users/me")),
  });

/** Changes name and text about oneself. */
export const updateMe = (change: { display_name: string; bio: string }) =>
  unwrap(api.PATCH("/v1/users/me", { body: change }));
