import { Link as RouterLink } from "@tanstack/react-router";
import { Flame, Users } from "lucide-react";
import { useState } from "react";
import { TextBlock } from "@/components/judging/output-comparison";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DifficultyBadge } from "@/components/ui/difficulty-badge";
import { InlineText } from "@/components/ui/inline-text";
import { Link } from "@/components/ui/link";
import { Markdown } from "@/components/ui/markdown";
import type { Problem, ProblemStats } from "@/lib/api/work";
import { formatKb, formatMs, formatShare } from "@/lib/measures";
import { count } from "@/lib/time";

type StatementPaneProps = { problem: Problem; stats: ProblemStats | undefined };

/** The problem to read: statement, formats, samples, hints, what comes next. */
export const StatementPane = ({ problem, stats }: StatementPaneProps) => (
  <article className="grid max-w-[78ch] gap-6 p-4 sm:p-5">
    <header className="grid gap-3">
      <h2 className="text-xl">{problem.title}</h2>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-ink-2">
        <DifficultyBadge difficulty={problem.difficulty} />
        {problem.user_progress?.solved ? <Badge tone="ok">Solved</Badge> : null}
        {problem.is_published ? null : <Badge tone="crash">Not published</Badge>}
        <span>
          {formatMs(problem.time_limit_ms)} · {formatKb(problem.memory_limit_kb)}
        </span>
        {problem.acceptance_rate !== null && problem.acceptance_rate !== undefined ? (
          <span>{formatShare(problem.acceptance_rate)} accepted</span>
        ) : null}
        <SolvingNow solving={stats?.solving_now ?? 0} />
      </p>
    </header>
    <Markdown html={problem.description_html} />
    <Samples problem={problem} />
    <Hints hints={problem.hints} />
    <Related problem={problem} />
  </article>
);

type SolvingNowProps = { solving: number };

const SolvingNow = ({ solving }: SolvingNowProps) =>
  solving > 0 ? (
    <span className="inline-flex items-center gap-1.5 text-accent-ink">
      {solving === 1 ? <Flame size={14} aria-hidden /> : <Users size={14} aria-hidden />}
      {count(solving)} solving now
    </span>
  ) : null;

type ProblemProps = { problem: Problem };

const Samples = ({ problem }: ProblemProps) =>
  problem.sample_test_cases.length === 0 ? null : (
    <section className="grid gap-4">
      <h3 className="text-lg">{problem.sample_test_cases.length === 1 ? "Example" : "Examples"}</h3>
      {problem.sample_test_cases.map((sample, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: samples keep their place.
          key={index}
          className="grid gap-2"
        >
          <div className="grid gap-2 sm:grid-cols-2">
            <TextBlock title={`Input ${index + 1}`} text={sample.input} />
            <TextBlock title={`Output ${index + 1}`} text={sample.output} />
          </div>
          {sample.explanation ? (
            <p className="text-sm text-ink-2">
              <InlineText text={sample.explanation} />
            </p>
          ) : null}
        </div>
      ))}
    </section>
  );

type HintsProps = { hints: Problem["hints"] };

const Hints = ({ hints }: HintsProps) => {
  const [open, setOpen] = useState(0);
  if (hints.length === 0) return null;
  const ordered = [...hints].sort((left, right) => left.level - right.level);
  return (
    <section className="grid justify-items-start gap-3">
      <h3 className="text-lg">Hints</h3>
      <ol className="grid gap-2" aria-live="polite">
        {ordered.slice(0, open).map((hint) => (
          <li
            key={hint.level}
            className="rounded-sm border-l-3 border-accent bg-accent-soft px-3 py-2 motion-safe:animate-rise"
          >
            <InlineText text={hint.text} />
          </li>
        ))}
      </ol>
      {open < ordered.length ? (
        <Button size="sm" onClick={() => setOpen(open + 1)}>
          {open === 0 ? "Show a hint" : "Show the next hint"} ({open + 1} of {ordered.length})
        </Button>
      ) : null}
    </section>
  );
};

const Related = ({ problem }: ProblemProps) =>
  problem.related_problems.length === 0 && problem.tags.length === 0 ? null : (
    <footer className="grid gap-3 border-t border-line pt-4 text-sm">
      {problem.related_problems.length > 0 ? (
        <nav aria-label="Related problems" className="flex flex-wrap gap-x-4 gap-y-1">
          <span className="text-ink-2">Related:</span>
          {problem.related_problems.map((related) => (
            <Link
              key={related.id}
              to="/problems/$problemId/{-$slug}"
              params={{ problemId: related.id, slug: undefined }}
            >
              {related.title}
            </Link>
          ))}
        </nav>
      ) : null}
      {problem.tags.length > 0 ? (
        <p className="flex flex-wrap gap-1.5">
          {problem.tags.map((tag) => (
            <RouterLink
              key={tag}
              to="/problems"
              search={{ tags: tag }}
              className="inline-flex min-h-6 items-center rounded-xs bg-quiet-soft px-2 text-xs text-quiet hover:bg-accent-soft hover:text-accent-ink"
            >
              {tag}
            </RouterLink>
          ))}
        </p>
      ) : null}
    </footer>
  );
