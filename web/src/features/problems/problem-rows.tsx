import { Link as RouterLink } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { KeyboardEvent } from "react";
import { DifficultyBadge } from "@/components/ui/difficulty-badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ProblemRow } from "@/lib/api/work";
import { cn } from "@/lib/cn";
import { formatShare } from "@/lib/measures";
import { count } from "@/lib/time";
import { nextSort, type ProblemSearch, type Sort } from "./problem-search";
import { UserStatusIcon } from "./user-status";

type RowsProps = {
  rows: readonly ProblemRow[];
  search: ProblemSearch;
  onChange: (search: ProblemSearch) => void;
  onTag: (tag: string) => void;
};

/** Arrow keys go from title to title. */
export const moveBetweenTitles = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  const titles = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-title]")];
  const at = titles.indexOf(event.target);
  const next = titles[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
};

type TitleProps = { problem: ProblemRow; className?: string };

const Title = ({ problem, className }: TitleProps) => (
  <RouterLink
    to="/problems/$problemId/{-$slug}"
    params={{ problemId: problem.id, slug: problem.slug }}
    data-title
    className={cn("font-medium text-ink hover:underline", className)}
  >
    {problem.title}
  </RouterLink>
);

type TagsProps = { tags: readonly string[]; onTag: (tag: string) => void };

const Tags = ({ tags, onTag }: TagsProps) => (
  <ul className="flex flex-wrap gap-1">
    {tags.slice(0, 4).map((tag) => (
      <li key={tag}>
        <button
          type="button"
          aria-label={`Only problems with the tag ${tag}`}
          onClick={() => onTag(tag)}
          className="min-h-6 rounded-xs bg-quiet-soft px-1.5 text-xs text-quiet hover:bg-accent-soft hover:text-accent-ink"
        >
          {tag}
        </button>
      </li>
    ))}
  </ul>
);

type SortHeadProps = {
  sort: Sort;
  label: string;
  numeric?: boolean;
  search: ProblemSearch;
  onChange: (search: ProblemSearch) => void;
};

const SortHead = ({ sort, label, numeric, search, onChange }: SortHeadProps) => {
  const active = search.sort === sort;
  const down = active && search.order === "desc";
  const Icon = active ? (down ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <Th
      numeric={numeric ?? false}
      aria-sort={active ? (down ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        onClick={() => onChange(nextSort(search, sort))}
        className="inline-flex min-h-8 items-center gap-1 hover:text-ink"
      >
        {label}
        <Icon size={14} aria-hidden className={active ? "text-accent-ink" : "text-ink-3"} />
      </button>
    </Th>
  );
};

/** The list as a table, for wide screens. */
export const ProblemTable = ({ rows, search, onChange, onTag }: RowsProps) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: the keys only help; every title is a link.
  <div onKeyDown={moveBetweenTitles}>
    <Table caption="Problems">
      <thead>
        <tr>
          <Th className="w-10">
            <span className="sr-only">Your status</span>
          </Th>
          <SortHead sort="title" label="Title" search={search} onChange={onChange} />
          <Th>Tags</Th>
          <SortHead sort="difficulty" label="Difficulty" search={search} onChange={onChange} />
          <SortHead
            sort="acceptance_rate"
            label="Acceptance"
            numeric
            search={search}
            onChange={onChange}
          />
          <Th numeric>Solutions</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((problem) => (
          <Tr key={problem.id}>
            <Td>
              <UserStatusIcon status={problem.user_status} />
            </Td>
            <Td className="min-w-52 py-2">
              <Title problem={problem} className="text-base" />
              {problem.topics?.length ? (
                <p className="text-xs text-ink-2">
                  {problem.topics.map((topic) => topic.name).join(" · ")}
                </p>
              ) : null}
            </Td>
            <Td>
              <Tags tags={problem.tags} onTag={onTag} />
            </Td>
            <Td>
              <DifficultyBadge difficulty={problem.difficulty} />
            </Td>
            <Td numeric>{formatShare(problem.acceptance_rate)}</Td>
            <Td numeric>{count(problem.total_accepted)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  </div>
);

/** The list as cards, for phones. */
export const ProblemCards = ({ rows, onTag }: Pick<RowsProps, "rows" | "onTag">) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: the keys only help; every title is a link.
  <div onKeyDown={moveBetweenTitles}>
    <ul aria-label="Problems" className="divide-y divide-line">
      {rows.map((problem) => (
        <li key={problem.id} className="grid grid-cols-[1.25rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3.5">
          <span className="pt-1">
            <UserStatusIcon status={problem.user_status} />
          </span>
          <div className="grid gap-1.5">
            <Title problem={problem} className="inline-block py-0.5" />
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
              <DifficultyBadge difficulty={problem.difficulty} />
              {typeof problem.acceptance_rate === "number" ? (
                <span>{formatShare(problem.acceptance_rate)} accepted</span>
              ) : null}
            </p>
            <Tags tags={problem.tags} onTag={onTag} />
          </div>
        </li>
      ))}
    </ul>
  </div>
);
