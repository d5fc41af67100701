import { ChevronRight } from "lucide-react";
import { InlineText } from "@/components/ui/inline-text";
import type { Schema, Schemas } from "./description";
import { type Field, fieldsOf, limitsOf, nameOf, resolve, typeText } from "./schema-view";

type Words = {
  /** Said of a key that must be, or always is, there; null says nothing. */
  required: string | null;
  /** Said of a key that may be absent. */
  optional: string | null;
};

/** What is said of the keys of a request and of an answer. */
export const ASKED: Words = { required: "required", optional: null };
export const ANSWERED: Words = { required: null, optional: "may be absent" };

type SchemaTreeProps = {
  schema: Schema;
  schemas: Schemas;
  words: Words;
  /** How many levels are open at first. */
  open?: number;
  /** The schemas above this one: one that comes again is not opened again. */
  above?: readonly string[];
};

/** The keys of a schema with types and explanations; keys with keys of their own unfold. */
export const SchemaTree = ({ schema, schemas, words, open = 1, above = [] }: SchemaTreeProps) => {
  const fields = fieldsOf(schema, schemas);
  const name = nameOf(schema, schemas);
  if (fields.length === 0) {
    return (
      <p className="text-sm">
        <Facts schema={schema} schemas={schemas} />
      </p>
    );
  }
  return (
    <ul className="grid">
      {fields.map((field) => (
        <li key={field.name} className="border-b border-line py-2 last:border-0">
          <Key
            field={field}
            schemas={schemas}
            words={words}
            open={open}
            above={name ? [...above, name] : above}
          />
        </li>
      ))}
    </ul>
  );
};

type KeyProps = {
  field: Field;
  schemas: Schemas;
  words: Words;
  open: number;
  above: readonly string[];
};

const Key = ({ field, schemas, words, open, above }: KeyProps) => {
  const { name, schema, required } = field;
  const inner = nameOf(schema, schemas);
  const again = inner !== null && above.includes(inner);
  const word = required ? words.required : words.optional;
  const head = (
    <>
      <code className="font-semibold break-all">{name}</code>{" "}
      <span className="text-ink-2">{typeText(schema, schemas)}</span>
      {word ? <span className="ml-2 text-xs font-semibold text-accent-ink">{word}</span> : null}
    </>
  );
  const facts = <Facts schema={schema} schemas={schemas} withoutType />;
  if (again || fieldsOf(schema, schemas).length === 0) {
    return (
      <div className="pl-6 text-sm">
        <p>{head}</p>
        {facts}
        {again ? <p className="text-ink-2">The same keys as above.</p> : null}
      </div>
    );
  }
  return (
    <details open={open > 0} className="group/key text-sm">
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={16}
          aria-hidden
          className="mt-1 shrink-0 text-ink-2 group-open/key:rotate-90"
        />
        <span className="min-w-0">{head}</span>
      </summary>
      <div className="pl-6">{facts}</div>
      <div className="mt-1 ml-1.5 border-l border-line pl-2 sm:pl-3">
        <SchemaTree schema={schema} schemas={schemas} words={words} open={open - 1} above={above} />
      </div>
    </details>
  );
};

type FactsProps = { schema: Schema; schemas: Schemas; withoutType?: boolean };

/** Explanation, words and ranges of one value. */
export const Facts = ({ schema, schemas, withoutType = false }: FactsProps) => {
  const about = schema.description ?? resolve(schema, schemas).schema.description;
  const limits = limitsOf(schema, schemas);
  return (
    <span className="block text-ink-2">
      {withoutType ? null : <span className="block">{typeText(schema, schemas)}</span>}
      {about ? <InlineText text={about} /> : null}
      {limits.length > 0 ? (
        <span className="block break-words">
          <InlineText text={limits.join("; ")} />
        </span>
      ) : null}
    </span>
  );
};
