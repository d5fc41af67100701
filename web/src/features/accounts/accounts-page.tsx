import { useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchBox } from "@/components/ui/search-box";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useConfirmAccount } from "@/lib/admin/confirm-account";
import type { AccountRow } from "@/lib/api/accounts";
import { ago, count, day } from "@/lib/time";
import { useTitle } from "@/lib/use-title";
import { ACCOUNTS_PER_PAGE, listAccounts } from "./api/list-accounts";

type RowProps = { row: AccountRow };

const Row = ({ row }: RowProps) => {
  const { mutate, isPending } = useConfirmAccount();
  return (
    <Tr>
      <Td className="max-w-0 py-2 sm:w-1/2">
        <Link
          to="/users/$userId"
          params={{ userId: row.id }}
          plain
          className="block truncate font-semibold"
        >
          {row.display_name}
        </Link>
        <span className="block truncate text-ink-2">{row.email}</span>
      </Td>
      <Td className="max-sm:hidden">{row.role.replace("_", " ")}</Td>
      <Td className="whitespace-nowrap max-md:hidden">{day(row.created_at)}</Td>
      <Td className="whitespace-nowrap max-md:hidden">
        {row.last_login_at ? ago(row.last_login_at) : "never"}
      </Td>
      <Td className="w-0 text-right">
        {!row.is_active ? (
          <Badge tone="bad">Disabled</Badge>
        ) : row.email_verified ? (
          <Badge tone="ok">Confirmed</Badge>
        ) : (
          <Button
            size="sm"
            busy={isPending}
            icon={<MailCheck size={16} aria-hidden />}
            onClick={() => mutate({ id: row.id })}
            aria-label={`Confirm ${row.email}`}
          >
            Confirm
          </Button>
        )}
      </Td>
    </Tr>
  );
};

type AccountsPageProps = {
  q: string;
  page: number;
  onChange: (search: { q?: string; page?: number }) => void;
};

/** Everybody who has an account; unconfirmed ones can be confirmed. */
export const AccountsPage = ({ q, page, onChange }: AccountsPageProps) => {
  useTitle("Accounts");
  const { data, error, refetch } = useQuery(listAccounts(q, page));
  return (
    <Page>
      <PageHeader
        title="Accounts"
        intro={
          data ? `${count(data.meta.total)} ${data.meta.total === 1 ? "account" : "accounts"}` : " "
        }
        actions={
          <SearchBox
            label="Name or address"
            value={q}
            onSearch={(value) => onChange(value ? { q: value } : {})}
            className="w-64 max-w-full"
          />
        }
      />
      <Card flush>
        {data === undefined ? (
          error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading label="Loading accounts" className="grid gap-3 p-5">
              {[0, 1, 2, 3, 4].map((row) => (
                <Skeleton key={row} className="h-9" />
              ))}
            </Loading>
          )
        ) : data.data.length === 0 ? (
          <EmptyState title="Nobody found">
            {q ? `No name or address contains “${q}”.` : "There is no account yet."}
          </EmptyState>
        ) : (
          <Table caption="Accounts">
            <thead>
              <tr>
                <Th>Person</Th>
                <Th className="max-sm:hidden">Role</Th>
                <Th className="max-md:hidden">Since</Th>
                <Th className="max-md:hidden">Last sign-in</Th>
                <Th numeric>Address</Th>
              </tr>
            </thead>
            <tbody>
              {data.data.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {data ? (
        <div className="mt-4">
          <Pagination
            page={page}
            limit={ACCOUNTS_PER_PAGE}
            total={data.meta.total}
            onPage={(next) => onChange({ ...(q ? { q } : {}), page: next })}
          />
        </div>
      ) : null}
    </Page>
  );
};
