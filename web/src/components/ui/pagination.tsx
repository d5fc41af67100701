import { ChevronLeft, ChevronRight } from "lucide-react";
import { cn } from "@/lib/cn";
import { IconButton } from "./button";
import { pageCount, pageEntries } from "./pages";

type PaginationProps = {
  /** Counted from 1. */
  page: number;
  /** Rows on a page. */
  limit: number;
  total: number;
  onPage: (page: number) => void;
  /** What is paged, for screen readers. */
  label?: string;
};

/** Page numbers; nothing when there is one page only. */
export const Pagination = ({ page, limit, total, onPage, label = "Pages" }: PaginationProps) => {
  const count = pageCount(total, limit);
  if (count <= 1) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1">
      <IconButton label="Previous page" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft size={18} aria-hidden />
      </IconButton>
      {pageEntries(page, count).map((entry) =>
        typeof entry === "number" ? (
          <button
            key={entry}
            type="button"
            aria-current={entry === page ? "page" : undefined}
            aria-label={`Page ${entry}`}
            onClick={() => onPage(entry)}
            className={cn(
              "inline-flex size-10 items-center justify-center rounded-sm text-sm tabular-nums",
              entry === page ? "bg-ink font-semibold text-canvas" : "text-ink-2 hover:bg-sunken",
            )}
          >
            {entry}
          </button>
        ) : (
          <span key={entry} aria-hidden className="px-1 text-ink-3">
            …
          </span>
        ),
      )}
      <IconButton label="Next page" disabled={page >= count} onClick={() => onPage(page + 1)}>
        <ChevronRight size={18} aria-hidden />
      </IconButton>
    </nav>
  );
};
