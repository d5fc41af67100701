import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { InlineText } from "@/components/ui/inline-text";
import { cn } from "@/lib/cn";
import type { Auth, Operation, Schemas } from "./description";
import { MethodBadge } from "./method-badge";
import { Parameters } from "./parameters";
import { ANSWERED, ASKED, SchemaTree } from "./schema-tree";
import { typeText } from "./schema-view";

const AUTH: Record<Auth, { badge: string; sentence: string }> = {
  none: { badge: "open", sentence: "Anybody may call this; no token is read." },
  optional: {
    badge: "token optional",
    sentence:
      "Works without a token; with `Authorization: Bearer TOKEN` it answers for the caller.",
  },
  required: { badge: "token", sentence: "Needs the header `Authorization: Bearer TOKEN`." },
};

type OperationEntryProps = {
  operation: Operation;
  schemas: Schemas;
  open: boolean;
  onToggle: () => void;
};

/** One call: a line that unfolds to everything that it takes and answers. */
export const OperationEntry = ({ operation, schemas, open, onToggle }: OperationEntryProps) => {
  const { id, method, path, summary, auth } = operation;
  return (
    <li id={id} className="scroll-mt-[calc(var(--header)+1rem)] border-b border-line last:border-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-details`}
          onClick={onToggle}
          className="flex w-full items-start gap-3 px-4 py-3 text-left font-sans text-sm font-normal text-wrap -outline-offset-2 hover:bg-sunken sm:px-5"
        >
          <ChevronRight
            size={16}
            aria-hidden
            className={cn("mt-1 shrink-0 text-ink-2", open && "rotate-90")}
          />
          <span className="grid min-w-0 flex-1 gap-1">
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <MethodBadge method={method} />
              <code className="font-semibold break-all">{path}</code>
              <Badge className="sm:ml-auto">{AUTH[auth].badge}</Badge>
            </span>
            <span className="text-ink-2">
              <InlineText text={summary} />
            </span>
          </span>
        </button>
      </h3>
      <div id={`${id}-details`} hidden={!open}>
        {open ? <Details operation={operation} schemas={schemas} /> : null}
      </div>
    </li>
  );
};

const Part = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <div className="grid gap-2">
    <h4 className="text-sm font-semibold">{title}</h4>
    {children}
  </div>
);

type DetailsProps = { operation: Operation; schemas: Schemas };

const Details = ({ operation, schemas }: DetailsProps) => {
  const { id, description, auth, parameters, body, answers } = operation;
  const good = answers.filter(({ status }) => status < "4");
  const refusals = answers.filter(({ status }) => status >= "4");
  const refusal = refusals.find((answer) => answer.body !== null)?.body;
  const address = `${window.location.origin}${window.location.pathname}#${id}`;
  return (
    <div className="grid gap-6 px-4 pt-1 pb-6 sm:px-5 sm:pl-12">
      <div className="flex flex-wrap items-start justify-between gap-3 text-sm">
        <p className="max-w-[62ch] min-w-0">
          {description ? (
            <span className="block">
              <InlineText text={description} />
            </span>
          ) : null}
          <InlineText text={AUTH[auth].sentence} />
        </p>
        <CopyButton label="Copy the link" text={address} />
      </div>
      {parameters.length > 0 ? (
        <Part title="Parameters">
          <Parameters operation={operation} schemas={schemas} />
        </Part>
      ) : null}
      {body ? (
        <Part title={`Request: ${typeText(body.schema, schemas)}, ${body.mediaType}`}>
          <SchemaTree schema={body.schema} schemas={schemas} words={ASKED} />
        </Part>
      ) : null}
      {good.map((answer) => (
        <Part
          key={answer.status}
          title={`Answer ${answer.status}${answer.body ? `, ${answer.body.mediaType}` : ""}`}
        >
          <p className="text-sm text-ink-2">{answer.about}</p>
          {answer.body ? (
            <SchemaTree schema={answer.body.schema} schemas={schemas} words={ANSWERED} />
          ) : null}
        </Part>
      ))}
      {refusals.length > 0 ? (
        <Part title={refusal ? `Refusals: ${typeText(refusal.schema, schemas)}` : "Refusals"}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            {refusals.map((answer) => (
              <div key={answer.status} className="contents">
                <dt className="font-mono font-semibold">{answer.status}</dt>
                <dd className="text-ink-2">{answer.about}</dd>
              </div>
            ))}
          </dl>
          {refusal ? (
            <SchemaTree schema={refusal.schema} schemas={schemas} words={ANSWERED} open={0} />
          ) : null}
        </Part>
      ) : null}
    </div>
  );
};
