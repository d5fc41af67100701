import { useQuery } from "@tanstack/react-query";
import { Download, SearchX } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { SearchBox } from "@/components/ui/search-box";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { useTitle } from "@/lib/use-title";
import { descriptionQuery } from "./api/get-description";
import { type Description, type Group, groupsOf, searchGroups } from "./description";
import { OperationEntry } from "./operation-entry";

type ReferencePageProps = {
  /** The id of the operation that the address names. */
  hash: string;
  search: string;
  onSearch: (text: string) => void;
  /** Somebody opened an operation: the address names it. */
  onOpen: (id: string) => void;
};

/** Every call of the API, as this server describes it. */
export const ReferencePage = (props: ReferencePageProps) => {
  useTitle("API reference");
  const description = useQuery(descriptionQuery);
  return (
    <Page>
      <PageHeader
        title="API reference"
        intro="Every call that this server answers, from its own OpenAPI 3.1 description."
        actions={
          <a href="/openapi.json" className={buttonClass()}>
            <Download size={16} aria-hidden />
            openapi.json
          </a>
        }
      />
      {description.data ? (
        <Reference {...props} description={description.data} />
      ) : description.isError ? (
        <Card flush>
          <ErrorState
            title="The description could not be loaded"
            error={description.error}
            onRetry={() => void description.refetch()}
          />
        </Card>
      ) : (
        <Waiting />
      )}
    </Page>
  );
};

const Reference = ({
  description,
  hash,
  search,
  onSearch,
  onOpen,
}: ReferencePageProps & { description: Description }) => {
  const groups = useMemo(() => groupsOf(description), [description]);
  const found = searchGroups(groups, search);
  const schemas = description.components?.schemas ?? {};
  const [opened, toggle] = useOpened(hash);
  const total = found.reduce((sum, group) => sum + group.operations.length, 0);
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="grid content-start gap-4 lg:sticky lg:top-[calc(var(--header)+1.5rem)] lg:self-start">
        <SearchBox label="Search calls" value={search} onSearch={onSearch} />
        <p role="status" className="text-sm text-ink-2">
          {total === 1 ? "1 call" : `${total} calls`}
        </p>
        <Contents groups={found} />
      </div>
      <div className="grid content-start gap-6">
        {found.length === 0 ? (
          <Card flush>
            <EmptyState
              title="No call has these words"
              icon={<SearchX aria-hidden />}
              action={<Button onClick={() => onSearch("")}>Show all calls</Button>}
            />
          </Card>
        ) : (
          found.map((group) => (
            <section key={group.name} aria-labelledby={`group-${group.name}`}>
              <h2
                id={`group-${group.name}`}
                tabIndex={-1}
                className="scroll-mt-[calc(var(--header)+1.5rem)] text-lg"
              >
                {group.name}
              </h2>
              <p className="mb-3 text-sm text-ink-2">{group.about}</p>
              <Card flush className="overflow-hidden">
                <ul>
                  {group.operations.map((operation) => (
                    <OperationEntry
                      key={operation.id}
                      operation={operation}
                      schemas={schemas}
                      open={opened.has(operation.id)}
                      onToggle={() => {
                        if (!opened.has(operation.id)) onOpen(operation.id);
                        toggle(operation.id);
                      }}
                    />
                  ))}
                </ul>
              </Card>
            </section>
          ))
        )}
      </div>
    </div>
  );
};

const Contents = ({ groups }: { groups: readonly Group[] }) => (
  <nav aria-label="Groups" className="max-lg:hidden">
    <ul className="grid text-sm">
      {groups.map((group) => (
        <li key={group.name}>
          <a
            href={`#group-${group.name}`}
            className="flex min-h-8 items-center justify-between gap-2 rounded-sm px-2 text-ink-2 hover:bg-sunken hover:text-ink"
          >
            {group.name}
            <span className="tabular-nums">{group.operations.length}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The operations that are unfolded. The one that the address names is, and comes into view. */
const useOpened = (hash: string) => {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (hash === "") return;
    setOpened((before) => new Set([...before, hash]));
    const entry = document.getElementById(hash);
    const line = entry?.querySelector<HTMLElement>(":scope > h3 > button");
    if (!entry || !line || line === document.activeElement) return;
    entry.scrollIntoView();
    line.focus({ preventScroll: true });
  }, [hash]);
  const toggle = (id: string) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return [opened, toggle] as const;
};

const Waiting = () => (
  <Loading
    label="Loading the description"
    className="grid gap-x-8 gap-y-5 lg:grid-cols-[13rem_1fr]"
  >
    <Skeleton className="h-10 rounded-sm" />
    <Skeleton className="h-112 rounded-lg" />
  </Loading>
);
