import { Plus, RotateCcw, Trash2 } from "lucide-react";
import { TextBlock } from "@/components/judging/output-comparison";
import { Button } from "@/components/ui/button";
import { controlClass, Field } from "@/components/ui/field";
import type { Signature } from "@/lib/api/work";
import { cn } from "@/lib/cn";
import { type Case, caseProblem } from "./cases";
import type { Cases } from "./use-cases";

type CasePanelProps = { cases: Cases; signature: Signature | null | undefined };

/** The cases on which Run tries the program: samples to read, own ones to edit. */
export const CasePanel = ({ cases, signature }: CasePanelProps) => {
  const { selected } = cases;
  return (
    <div className="grid gap-3 p-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <CaseChips cases={cases.all} selected={selected?.id} onSelect={cases.select} />
        <Button
          size="sm"
          tone="ghost"
          icon={<Plus size={16} aria-hidden />}
          disabled={cases.full}
          title={cases.full ? "Ten cases are the most" : "A new case, a copy of this one"}
          onClick={() => cases.add()}
        >
          Add case
        </Button>
        {selected?.sample === false ? (
          <Button
            size="sm"
            tone="ghost"
            icon={<Trash2 size={16} aria-hidden />}
            onClick={() => cases.remove(selected.id)}
          >
            Remove
          </Button>
        ) : null}
        {cases.hasOwn ? (
          <Button
            size="sm"
            tone="ghost"
            icon={<RotateCcw size={16} aria-hidden />}
            onClick={cases.reset}
          >
            Only samples
          </Button>
        ) : null}
      </div>
      {selected === undefined ? (
        <p className="text-sm text-ink-2">
          This problem has no sample. Add a case with an input of your own.
        </p>
      ) : selected.sample ? (
        <SampleCase item={selected} onCopy={() => cases.add()} full={cases.full} />
      ) : (
        <OwnCase
          key={selected.id}
          item={selected}
          signature={signature}
          onEdit={(change) => cases.edit(selected.id, change)}
        />
      )}
    </div>
  );
};

type CaseChipsProps = {
  cases: readonly { id: string; name: string; sample?: boolean }[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  /** What stands before the name: the verdict of the case. */
  mark?: (id: string) => React.ReactNode;
};

/** One chip for each case; the pressed one is shown below. */
export const CaseChips = ({ cases, selected, onSelect, mark }: CaseChipsProps) => (
  <fieldset className="flex flex-wrap gap-1.5">
    <legend className="sr-only">Cases</legend>
    {cases.map((item) => (
      <button
        key={item.id}
        type="button"
        aria-pressed={item.id === selected}
        onClick={() => onSelect(item.id)}
        className={cn(
          "inline-flex min-h-8 items-center gap-1.5 rounded-sm border px-2.5 text-sm",
          item.id === selected
            ? "border-line-strong bg-sunken font-semibold text-ink"
            : "border-line text-ink-2 hover:bg-sunken",
        )}
      >
        {mark?.(item.id)}
        {item.name}
      </button>
    ))}
  </fieldset>
);

type SampleCaseProps = { item: Case; onCopy: () => void; full: boolean };

const SampleCase = ({ item, onCopy, full }: SampleCaseProps) => (
  <div className="grid gap-3">
    <div className="grid gap-2 sm:grid-cols-2">
      <TextBlock title="Input" text={item.input} />
      <TextBlock title="Expected output" text={item.expected} />
    </div>
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      A sample of the problem.
      <Button size="sm" disabled={full} onClick={onCopy}>
        Edit a copy
      </Button>
    </p>
  </div>
);

type OwnCaseProps = {
  item: Case;
  signature: Signature | null | undefined;
  onEdit: (change: { input?: string; expected?: string }) => void;
};

const boxClass = cn(controlClass, "min-h-24 resize-y py-2 font-mono text-sm");

const inputHint = (signature: Signature | null | undefined): string => {
  if (!signature) return "What your program reads from standard input";
  if (signature.methods.length > 0) {
    return `Two lines of JSON: the calls, ["${signature.entry}", …], and a list with the arguments of each`;
  }
  return `One value per line, as JSON: ${signature.params.map((param) => param.name).join(", ")}`;
};

const OwnCase = ({ item, signature, onEdit }: OwnCaseProps) => (
  <div className="grid gap-3">
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Input" hint={inputHint(signature)} error={caseProblem(item) ?? undefined}>
        {(control) => (
          <textarea
            {...control}
            spellCheck={false}
            className={boxClass}
            value={item.input}
            onChange={(event) => onEdit({ input: event.target.value })}
          />
        )}
      </Field>
      <Field label="Expected output" hint="Leave it empty to only see what your program writes">
        {(control) => (
          <textarea
            {...control}
            spellCheck={false}
            className={boxClass}
            value={item.expected}
            onChange={(event) => onEdit({ expected: event.target.value })}
          />
        )}
      </Field>
    </div>
  </div>
);
