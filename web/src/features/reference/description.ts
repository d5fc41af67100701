/** The server's OpenAPI description, as far as the reference page shows it. */

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  oneOf?: Schema[];
  allOf?: Schema[];
  anyOf?: Schema[];
};

export type Schemas = Readonly<Record<string, Schema>>;

type Content = Record<string, { schema?: Schema }>;

export type Parameter = {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  description?: string;
  schema?: Schema;
};

export type Answer = { description?: string; content?: Content };

type RawOperation = {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Content };
  responses?: Record<string, Answer>;
  security?: Record<string, string[]>[];
};

export type Description = {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
};

/** Whether a call needs the access token. */
export type Auth = "none" | "optional" | "required";

export type Body = { mediaType: string; schema: Schema };

export type Operation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  auth: Auth;
  parameters: Parameter[];
  body: Body | null;
  /** By status, the lowest first. */
  answers: { status: string; about: string; body: Body | null }[];
};

export type Group = { name: string; about: string; operations: Operation[] };

const METHODS = ["get", "post", "put", "patch", "delete"];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** True for what looks like a description; anything else is not shown. */
export const isDescription = (value: unknown): value is Description =>
  isRecord(value) && isRecord(value.info) && isRecord(value.paths);

const bodyOf = (content: Content | undefined): Body | null => {
  const [first] = Object.entries(content ?? {});
  return first?.[1].schema ? { mediaType: first[0], schema: first[1].schema } : null;
};

const authOf = (security: RawOperation["security"]): Auth => {
  if (!security || security.length === 0) return "none";
  return security.some((needed) => Object.keys(needed).length === 0) ? "optional" : "required";
};

const operationOf = (method: string, path: string, raw: RawOperation): Operation => ({
  id: raw.operationId ?? `${method}_${path}`,
  method: method.toUpperCase(),
  path,
  summary: raw.summary ?? path,
  description: raw.description ?? "",
  auth: authOf(raw.security),
  parameters: raw.parameters ?? [],
  body: bodyOf(raw.requestBody?.content),
  answers: Object.entries(raw.responses ?? {})
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([status, answer]) => ({
      status,
      about: answer.description ?? "",
      body: bodyOf(answer.content),
    })),
});

/** The operations by tag, in the order in which the description names the tags. */
export const groupsOf = (description: Description): Group[] => {
  const groups = new Map<string, Group>(
    (description.tags ?? []).map(({ name, description: about }) => [
      name,
      { name, about: about ?? "", operations: [] },
    ]),
  );
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of METHODS) {
      const raw = item[method];
      if (raw === undefined) continue;
      const name = raw.tags?.[0] ?? "other";
      const group = groups.get(name) ?? { name, about: "", operations: [] };
      groups.set(name, group);
      group.operations.push(operationOf(method, path, raw));
    }
  }
  return [...groups.values()].filter((group) => group.operations.length > 0);
};

/** The groups with the operations in which every word occurs: in method, path, summary or id. */
export const searchGroups = (groups: readonly Group[], text: string): Group[] => {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter((operation) => {
        const { method, path, summary, id } = operation;
        const hay = `${group.name} ${method} ${path} ${summary} ${id}`.toLowerCase();
        return words.every((word) => hay.includes(word));
      }),
    }))
    .filter((group) => group.operations.length > 0);
};
