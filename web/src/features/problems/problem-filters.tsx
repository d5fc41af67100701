import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { controlClass, Select } from "@/components/ui/field";
import type { Difficulty, UserStatus } from "@/lib/api/work";
import { cn } from "@/lib/cn";
import { topicsQuery } from "@/lib/queries/catalogue";
import { topicOptions } from "@/lib/queries/topic-options";
import { isFiltered, type ProblemSearch, tagsOf, withFilter } from "./problem-search";

const TYPING_PAUSE_MS = 250;

type ProblemFiltersProps = {
  search: ProblemSearch;
  onChange: (search: ProblemSearch, options?: { replace?: boolean }) => void;
  /** The box of the text search; `/` goes there. */
  searchBox: RefObject<HTMLInputElement | null>;
  /** Arrow down leaves the box for the list. */
  onLeaveDown: () => void;
  signedIn: boolean;
};

/** Text, topic, difficulty, status and tags of the list. */
export const ProblemFilters = ({
  search,
  onChange,
  searchBox,
  onLeaveDown,
  signedIn,
}: ProblemFiltersProps) => {
  const topics = useQuery(topicsQuery);
  return (
    <search aria-label="Problems" className="mb-4 grid gap-3">
      <div className="grid grid-cols-2 gap-2 md:flex md:flex-wrap">
        <SearchBox
          value={search.q ?? ""}
          onChange={(q) => onChange(withFilter(search, { q }), { replace: true })}
          box={searchBox}
          onLeaveDown={onLeaveDown}
        />
        <Select
          label="Topic"
          hideLabel
          className="md:w-48"
          value={search.topic ?? ""}
          onChange={(event) => onChange(withFilter(search, { topic: event.target.value }))}
          options={[{ value: "", label: "All topics" }, ...topicOptions(topics.data, search.topic)]}
        />
        <Select
          label="Difficulty"
          hideLabel
          className="md:w-40"
          value={String(search.difficulty ?? "")}
          onChange={(event) =>
            onChange(
              withFilter(search, {
                difficulty: (Number(event.target.value) || undefined) as Difficulty | undefined,
              }),
            )
          }
          options={[
            { value: "", label: "Any difficulty" },
            { value: "1", label: "Easy" },
            { value: "2", label: "Medium" },
            { value: "3", label: "Hard" },
          ]}
        />
        {signedIn || search.status ? (
          <Select
            label="Status"
            hideLabel
            className="col-span-2 md:w-40"
            value={search.status ?? ""}
            onChange={(event) =>
              onChange(
                withFilter(search, {
                  status: (event.target.value || undefined) as UserStatus | undefined,
                }),
              )
            }
            options={[
              { value: "", label: "Any status" },
              { value: "not_attempted", label: "Not tried" },
              { value: "attempted", label: "Tried" },
              { value: "solved", label: "Solved" },
            ]}
          />
        ) : null}
      </div>
      {isFiltered(search) ? (
        <div className="flex flex-wrap items-center gap-2">
          {tagsOf(search).map((tag) => (
            <Button
              key={tag}
              size="sm"
              aria-label={`Remove the tag ${tag}`}
              onClick={() =>
                onChange(
                  withFilter(search, {
                    tags: tagsOf(search)
                      .filter((other) => other !== tag)
                      .join(","),
                  }),
                )
              }
            >
              {tag}
              <X size={14} aria-hidden />
            </Button>
          ))}
          <Button
            size="sm"
            tone="ghost"
            onClick={() =>
              onChange({
                ...(search.sort ? { sort: search.sort } : {}),
                ...(search.order ? { order: search.order } : {}),
              })
            }
          >
            Clear filters
          </Button>
        </div>
      ) : null}
    </search>
  );
};

type SearchBoxProps = {
  value: string;
  onChange: (value: string) => void;
  box: RefObject<HTMLInputElement | null>;
  onLeaveDown: () => void;
};

/** Searches while typing, after a short pause. */
const SearchBox = ({ value, onChange, box, onLeaveDown }: SearchBoxProps) => {
  const [draft, setDraft] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address may change by other ways: back, a link, "clear filters".
  useEffect(() => {
    if (box.current !== document.activeElement || value === "") setDraft(value);
  }, [value, box]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      onLeaveDown();
    } else if (event.key === "Enter") {
      clearTimeout(timer.current);
      onChange(draft);
    } else if (event.key === "Escape" && draft !== "") {
      event.preventDefault();
      setDraft("");
      onChange("");
    }
  };
  return (
    <div className="relative col-span-2 md:min-w-64 md:flex-1">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-ink-2"
      />
      <input
        ref={box}
        type="search"
        aria-label="Search problems by title"
        aria-keyshortcuts="/"
        placeholder="Search by title"
        autoComplete="off"
        maxLength={100}
        value={draft}
        onChange={(event) => {
          const next = event.target.value;
          setDraft(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange(next), TYPING_PAUSE_MS);
        }}
        onKeyDown={onKeyDown}
        className={cn(
          controlClass,
          "min-h-10 pl-9 text-sm [&::-webkit-search-cancel-button]:hidden",
        )}
      />
    </div>
  );
};
