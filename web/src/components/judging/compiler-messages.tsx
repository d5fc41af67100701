import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { Diagnostic } from "@/lib/api/work";
import { TextBlock } from "./output-comparison";

const iconOf = (severity: string) => {
  const word = severity.toLowerCase();
  if (word === "warning")
    return <TriangleAlert size={16} aria-hidden className="text-accent-ink" />;
  if (word === "note" || word === "info")
    return <Info size={16} aria-hidden className="text-slow" />;
  return <CircleAlert size={16} aria-hidden className="text-bad" />;
};

type CompilerMessagesProps = {
  diagnostics: readonly Diagnostic[];
  output: string | null | undefined;
  /** Goes to a place in the code; without it the messages are only shown. */
  onGoTo?: ((line: number, column?: number | null) => void) | undefined;
};

/** What the compiler said: a list that leads to the lines, and its own words. */
export const CompilerMessages = ({ diagnostics, output, onGoTo }: CompilerMessagesProps) => (
  <div className="grid gap-3">
    {diagnostics.length > 0 ? (
      <ol
        aria-label="Compiler messages"
        className="divide-y divide-line rounded-sm border border-line"
      >
        {diagnostics.map((item, index) => {
          const place = item.column
            ? `Line ${item.line}, column ${item.column}`
            : `Line ${item.line}`;
          const row = (
            <>
              <span className="mt-1 shrink-0">{iconOf(item.severity)}</span>
              <span className="min-w-0">
                <span className="block text-xs font-semibold text-ink-2">{place}</span>
                <span className="block break-words font-mono text-sm">{item.message}</span>
              </span>
            </>
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two messages may be alike, and the list never moves.
            <li key={index}>
              {onGoTo ? (
                <button
                  type="button"
                  onClick={() => onGoTo(item.line, item.column)}
                  className="flex w-full items-start gap-2.5 px-3 py-2 text-left hover:bg-sunken"
                >
                  {row}
                </button>
              ) : (
                <div className="flex items-start gap-2.5 px-3 py-2">{row}</div>
              )}
            </li>
          );
        })}
      </ol>
    ) : null}
    {output ? <TextBlock title="Compiler output" text={output} /> : null}
  </div>
);
