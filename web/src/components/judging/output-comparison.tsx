import { CopyButton } from "@/components/ui/copy-button";
import { cn } from "@/lib/cn";
import { comparedLines, type FirstDifference, firstDifference, splitAt } from "./output-diff";

/** More lines than this are cut; the copy button still gives all. */
const SHOWN_LINES = 200;

type TextBlockProps = {
  title: string;
  text: string;
  /** Shown instead of an empty block. */
  empty?: string;
  tone?: "plain" | "bad";
};

/** A titled block of text as a program reads or writes it. */
export const TextBlock = ({ title, text, empty = "Empty", tone = "plain" }: TextBlockProps) => (
  <BlockFrame title={title} text={text}>
    {text === "" ? (
      <p className="px-3 py-2 text-sm text-ink-2">{empty}</p>
    ) : (
      <Pre label={title} className={tone === "bad" ? "text-bad" : ""}>
        {text}
      </Pre>
    )}
  </BlockFrame>
);

type BlockFrameProps = { title: string; text: string; children: React.ReactNode };

const BlockFrame = ({ title, text, children }: BlockFrameProps) => (
  <div className="min-w-0 overflow-hidden rounded-sm border border-line bg-sunken">
    <div className="flex min-h-8 items-center justify-between gap-2 pl-3 text-xs font-semibold text-ink-2">
      <span>{title}</span>
      {text === "" ? null : (
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} iconOnly />
      )}
    </div>
    {children}
  </div>
);

type PreProps = { label: string; className?: string; children: React.ReactNode };

const Pre = ({ label, className, children }: PreProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form.
  <pre
    role="group"
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    tabIndex={0}
    className={cn(
      "max-h-64 overflow-auto px-3 pb-2.5 text-sm leading-normal -outline-offset-2",
      className,
    )}
  >
    {children}
  </pre>
);

type OutputComparisonProps = {
  expected: string;
  actual: string;
  titles: { expected: string; actual: string };
  /** Says the first difference in a sentence as well. */
  inWords: boolean;
};

/** Expected and actual output side by side, with the first difference marked and said in words. */
export const OutputComparison = ({ expected, actual, titles, inWords }: OutputComparisonProps) => {
  const difference = firstDifference(expected, actual);
  return (
    <div className="grid gap-2">
      {difference && inWords ? <p className="text-sm text-bad">{sentence(difference)}</p> : null}
      <div className="grid gap-2 sm:grid-cols-2">
        <Compared title={titles.actual} text={actual} difference={difference} side="actual" />
        <Compared title={titles.expected} text={expected} difference={difference} side="expected" />
      </div>
    </div>
  );
};

const sentence = ({ line, column, expected, actual }: FirstDifference): string => {
  if (actual === null) return `Line ${line} is missing from your output.`;
  if (expected === null) return `Your output goes on at line ${line}, where it should end.`;
  if (actual === "" && line === 1) return "Your program wrote nothing.";
  return `The first difference is at line ${line}, column ${column}.`;
};

type ComparedProps = {
  title: string;
  text: string;
  difference: FirstDifference | null;
  side: "expected" | "actual";
};

const Compared = ({ title, text, difference, side }: ComparedProps) => {
  const all = comparedLines(text);
  const from = difference ? Math.max(0, difference.line - SHOWN_LINES / 2) : 0;
  const shown = all.slice(from, from + SHOWN_LINES);
  if (difference === null || text.trim() === "") {
    return <TextBlock title={title} text={text} empty="Nothing was written" />;
  }
  return (
    <BlockFrame title={title} text={text}>
      <Pre label={title}>
        {from > 0 ? <span className="text-ink-3">{`… ${from} lines before\n`}</span> : null}
        {shown.map((line, index) => {
          const number = from + index + 1;
          return number === difference.line ? (
            <MarkedLine key={number} line={line} column={difference.column} side={side} />
          ) : (
            `${line}\n`
          );
        })}
        {from + shown.length < all.length ? (
          <span className="text-ink-3">{`… ${all.length - from - shown.length} lines after`}</span>
        ) : null}
      </Pre>
    </BlockFrame>
  );
};

type MarkedLineProps = { line: string; column: number; side: "expected" | "actual" };

const MarkedLine = ({ line, column, side }: MarkedLineProps) => {
  const [same, rest] = splitAt(line, column);
  return (
    <span className={cn("-mx-3 block px-3", side === "expected" ? "bg-ok-soft" : "bg-bad-soft")}>
      {same}
      <mark
        className={cn(
          "rounded-xs bg-transparent font-bold underline decoration-2 underline-offset-4",
          side === "expected" ? "text-ok" : "text-bad",
        )}
      >
        {rest === "" ? "⏎" : rest}
      </mark>
      {"\n"}
    </span>
  );
};
