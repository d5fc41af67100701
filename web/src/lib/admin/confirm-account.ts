import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { AccountRow } from "@/lib/api/accounts";
import { api } from "@/lib/api/client";
import { ApiError, toApiError, unwrap } from "@/lib/api/envelope";

const confirm = (userId: string): Promise<AccountRow> =>
  unwrap(api.POST("/v1/admin/users/{id}/verify-email", { params: { path: { id: userId } } }));

const confirmByAddress = async (email: string): Promise<AccountRow> => {
  const rows = await unwrap(
    api.GET("/v1/admin/users", { params: { query: { q: email, limit: 20 } } }),
  );
  const row = rows.find((candidate) => candidate.email.toLowerCase() === email.toLowerCase());
  if (row === undefined) {
    throw new ApiError({
      status: 404,
      code: "NOT_FOUND",
      message: `There is no account with the address ${email}.`,
    });
  }
  return row.email_verified ? row : await confirm(row.id);
};

/** Confirms the address of an account in place of its owner: by id, or by the address. */
export const useConfirmAccount = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: { id: string } | { email: string }) =>
      "id" in account ? confirm(account.id) : confirmByAddress(account.email),
    onSuccess: async (row) => {
      toast(`${row.display_name} can sign in now.`, "ok");
      await client.invalidateQueries({ queryKey: ["admin"] });
    },
    onError: (thrown) => toast(toApiError(thrown).message, "bad"),
  });
};
