import type { Schema, Schemas } from "./description";

const PLACE = "#/components/schemas/";
/** Schemas that refer to each other only go this deep before they are taken for a circle. */
const MOST_STEPS = 20;

/** A schema without references and without its `null`, with what was taken off. */
export type Resolved = { schema: Schema; name: string | null; nullable: boolean };

/** Follows references, and takes "this or null" apart. */
export const resolve = (schema: Schema, schemas: Schemas): Resolved => {
  let found: Resolved = { schema, name: null, nullable: false };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { $ref, oneOf, type } = found.schema;
    const others = oneOf?.filter((item) => item.type !== "null");
    if ($ref?.startsWith(PLACE)) {
      const name = $ref.slice(PLACE.length);
      found = { ...found, schema: schemas[name] ?? {}, name };
    } else if (oneOf && others?.length === 1 && others[0]) {
      found = { ...found, schema: others[0], nullable: true };
    } else if (Array.isArray(type) && type.includes("null")) {
      const rest = type.filter((word) => word !== "null");
      const only = rest.length === 1 ? rest[0] : undefined;
      found = { ...found, schema: { ...found.schema, type: only ?? rest }, nullable: true };
    } else {
      return found;
    }
  }
  return found;
};

const FORMATS: Record<string, string> = {
  uuid: "UUID",
  "date-time": "time (RFC 3339)",
  date: "date",
};

const plainType = (schema: Schema, schemas: Schemas): string => {
  if (schema.enum) return "word";
  if (schema.items) return `list of ${typeText(schema.items, schemas)}`;
  if (typeof schema.additionalProperties === "object") {
    return `map from text to ${typeText(schema.additionalProperties, schemas)}`;
  }
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format] ?? "";
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.type === "string") return "text";
  if (schema.type === "boolean") return "true or false";
  return schema.type ?? (schema.properties || schema.allOf ? "object" : "anything");
};

/** The type of a schema in words: "list of ProblemRow", "UUID or null". */
export const typeText = (schema: Schema, schemas: Schemas): string => {
  const { schema: plain, name, nullable } = resolve(schema, schemas);
  const text = name && !plain.enum ? name : plainType(plain, schemas);
  return nullable ? `${text} or null` : text;
};

const shown = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What else holds of a value: its words, its range, what stands for it when it is absent. */
export const limitsOf = (schema: Schema, schemas: Schemas): string[] => {
  const { schema: plain } = resolve(schema, schemas);
  const { minimum, maximum } = plain;
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined && minimum > 0
        ? `from ${minimum}`
        : maximum !== undefined
          ? `at most ${maximum}`
          : null;
  return [
    ...(plain.enum ? [`one of ${plain.enum.map((word) => `\`${shown(word)}\``).join(", ")}`] : []),
    ...(range ? [range] : []),
    ...(plain.default === undefined || plain.default === null
      ? []
      : [`\`${shown(plain.default)}\` when absent`]),
  ];
};

export type Field = { name: string; schema: Schema; required: boolean };

/** The keys of an object, or of the objects in a list or map; empty for plain values. */
export const fieldsOf = (schema: Schema, schemas: Schemas): Field[] => {
  const { schema: plain } = resolve(schema, schemas);
  if (plain.items) return fieldsOf(plain.items, schemas);
  if (plain.properties) {
    const required = plain.required ?? [];
    return Object.entries(plain.properties).map(([name, each]) => ({
      name,
      schema: each,
      required: required.includes(name),
    }));
  }
  if (plain.allOf) return plain.allOf.flatMap((part) => fieldsOf(part, schemas));
  return typeof plain.additionalProperties === "object"
    ? fieldsOf(plain.additionalProperties, schemas)
    : [];
};

/** The names of the schemas that a value is made of, to notice circles. */
export const nameOf = (schema: Schema, schemas: Schemas): string | null => {
  const { schema: plain, name } = resolve(schema, schemas);
  return name ?? (plain.items ? nameOf(plain.items, schemas) : null);
};
