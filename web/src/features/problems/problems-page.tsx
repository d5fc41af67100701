import { useQuery } from "@tanstack/react-query";
import { SearchX, Shapes } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { cn } from "@/lib/cn";
import { useSession } from "@/lib/session/use-session";
import { count } from "@/lib/time";
import { useMedia } from "@/lib/use-media";
import { useTitle } from "@/lib/use-title";
import { problemsQuery } from "./api/list-problems";
import { ProblemFilters } from "./problem-filters";
import { ProblemCards, ProblemTable } from "./problem-rows";
import { isFiltered, PAGE_SIZE, type ProblemSearch, tagsOf, withFilter } from "./problem-search";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

type ProblemsPageProps = {
  search: ProblemSearch;
  onChange: (search: ProblemSearch, options?: { replace?: boolean; resetScroll?: boolean }) => void;
};

/** All problems, with filters that live in the address. */
export const ProblemsPage = ({ search, onChange }: ProblemsPageProps) => {
  useTitle("Problems");
  const signedIn = useSession() !== null;
  const wide = useMedia("(min-width: 48rem)");
  const problems = useQuery(problemsQuery(search));
  const searchBox = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const onTag = (tag: string) =>
    onChange(withFilter(search, { tags: [...tagsOf(search), tag].join(",") }));

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      searchBox.current?.focus();
      searchBox.current?.select();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  const rows = problems.data?.data;
  const total = problems.data?.meta.total ?? 0;
  return (
    <Page>
      <PageHeader
        title="Problems"
        intro="Read the problem, write your solution, and watch each test being judged."
      />
      <ProblemFilters
        search={search}
        onChange={onChange}
        searchBox={searchBox}
        onLeaveDown={() => list.current?.querySelector<HTMLElement>("[data-title]")?.focus()}
        signedIn={signedIn}
      />
      <p role="status" className="mb-2 min-h-6 text-sm text-ink-2">
        {rows ? `${count(total)} ${total === 1 ? "problem" : "problems"}` : ""}
      </p>
      <Card flush className="overflow-hidden">
        <div
          ref={list}
          aria-busy={problems.isPlaceholderData}
          className={cn("transition-opacity", problems.isPlaceholderData && "opacity-60")}
        >
          {problems.isError && !rows ? (
            <ErrorState
              title="The problems could not be loaded"
              error={problems.error}
              onRetry={() => void problems.refetch()}
            />
          ) : !rows ? (
            <LoadingRows />
          ) : rows.length === 0 ? (
            <NoProblems search={search} onClear={() => onChange({})} />
          ) : wide ? (
            <ProblemTable rows={rows} search={search} onChange={onChange} onTag={onTag} />
          ) : (
            <ProblemCards rows={rows} onTag={onTag} />
          )}
        </div>
      </Card>
      <div className="mt-4 flex justify-center">
        <Pagination
          page={search.page ?? 1}
          limit={PAGE_SIZE}
          total={total}
          label="Pages of problems"
          onPage={(page) => onChange({ ...search, page }, { resetScroll: true })}
        />
      </div>
    </Page>
  );
};

const LoadingRows = () => (
  <Loading label="Loading the problems" className="grid gap-px">
    {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
      <div
        key={row}
        className="flex items-center gap-4 border-b border-line px-5 py-4 last:border-0"
      >
        <Skeleton className="size-5 rounded-full" />
        <Skeleton className="h-5 w-1/3" />
        <Skeleton className="ml-auto h-5 w-1/5" />
      </div>
    ))}
  </Loading>
);

type NoProblemsProps = { search: ProblemSearch; onClear: () => void };

const NoProblems = ({ search, onClear }: NoProblemsProps) =>
  isFiltered(search) || search.page ? (
    <EmptyState
      title="No problem fits"
      icon={<SearchX aria-hidden />}
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Try fewer filters or another word.
    </EmptyState>
  ) : (
    <EmptyState title="No problems yet" icon={<Shapes aria-hidden />}>
      Problems appear here as soon as an instructor publishes them.
    </EmptyState>
  );
