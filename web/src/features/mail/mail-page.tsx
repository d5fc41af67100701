import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchBox } from "@/components/ui/search-box";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import type { Mail } from "@/lib/api/accounts";
import { cn } from "@/lib/cn";
import { ago } from "@/lib/time";
import { useTitle } from "@/lib/use-title";
import { listMail, MAIL_PER_PAGE } from "./api/list-mail";
import { MailView } from "./mail-view";

type MailRowProps = { mail: Mail; isOpen: boolean; onOpen: () => void };

const MailRow = ({ mail, isOpen, onOpen }: MailRowProps) => (
  <li className="border-b border-line last:border-b-0">
    <button
      type="button"
      aria-current={isOpen || undefined}
      onClick={onOpen}
      className={cn(
        "grid w-full grid-cols-[minmax(0,1fr)] gap-0.5 border-l-3 px-4 py-3 text-left text-sm -outline-offset-2 sm:px-5",
        isOpen ? "border-accent bg-accent-soft" : "border-transparent hover:bg-sunken",
      )}
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="truncate font-semibold">{mail.to}</span>
        <span className="shrink-0 text-xs text-ink-2">{ago(mail.created_at)}</span>
      </span>
      <span className="truncate text-ink-2">{mail.subject}</span>
    </button>
  </li>
);

type MailSearch = { to?: string; page?: number; open?: string };
type MailPageProps = {
  to: string;
  page: number;
  open: string | undefined;
  onChange: (search: MailSearch) => void;
};

/** What a server without mail would have sent. On a phone the opened mail takes the list's place. */
export const MailPage = ({ to, page, open, onChange }: MailPageProps) => {
  useTitle("Mail outbox");
  const { data, error, refetch } = useQuery(listMail(to, page));
  const opened = data?.data.find((mail) => mail.id === open);
  const here: MailSearch = { ...(to ? { to } : {}), ...(page > 1 ? { page } : {}) };
  return (
    <Page>
      <PageHeader
        title="Mail outbox"
        intro="Mail that this server has written. Without an SMTP server it waits here: copy a link to its owner, or confirm the account yourself."
        actions={
          <SearchBox
            label="The whole address"
            value={to}
            onSearch={(value) => onChange(value ? { to: value } : {})}
            className="w-64 max-w-full"
          />
        }
      />
      <Card flush className="overflow-hidden">
        {data === undefined ? (
          error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading label="Loading mail" className="grid gap-3 p-5">
              {[0, 1, 2, 3].map((row) => (
                <Skeleton key={row} className="h-12" />
              ))}
            </Loading>
          )
        ) : data.data.length === 0 ? (
          <EmptyState icon={<Inbox aria-hidden />} title={to ? "No such mail" : "No mail yet"}>
            {to
              ? `Nothing was written to “${to}”. Enter the whole address, like name@example.org.`
              : "When somebody signs up or resets a password, the mail appears here."}
          </EmptyState>
        ) : (
          <div className="lg:grid lg:min-h-[28rem] lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
            <ul className={cn("lg:border-r lg:border-line", opened && "max-lg:hidden")}>
              {data.data.map((mail) => (
                <MailRow
                  key={mail.id}
                  mail={mail}
                  isOpen={mail.id === open}
                  onOpen={() => onChange({ ...here, open: mail.id })}
                />
              ))}
            </ul>
            {opened ? (
              <MailView key={opened.id} mail={opened} onClose={() => onChange(here)} />
            ) : (
              <EmptyState title="Choose a mail" className="max-lg:hidden lg:self-center">
                It opens here.
              </EmptyState>
            )}
          </div>
        )}
      </Card>
      {data ? (
        <div className="mt-4">
          <Pagination
            page={page}
            limit={MAIL_PER_PAGE}
            total={data.meta.total}
            onPage={(next) => onChange({ ...(to ? { to } : {}), page: next })}
          />
        </div>
      ) : null}
    </Page>
  );
};
