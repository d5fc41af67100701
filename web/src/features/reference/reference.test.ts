import { describe, expect, it } from "vitest";
import { type Description, groupsOf, isDescription, searchGroups } from "./description";
import { fieldsOf, limitsOf, nameOf, typeText } from "./schema-view";

const description: Description = {
  info: { title: "T", version: "1" },
  tags: [
    { name: "second", description: "B" },
    { name: "first", description: "A" },
  ],
  paths: {
    "/a/{id}": {
      get: {
        operationId: "get_a",
        tags: ["first"],
        summary: "One a.",
        security: [{}, { bearer: [] }],
        responses: { "404": { description: "None." }, "200": { description: "It." } },
      },
      delete: { operationId: "delete_a", tags: ["first"], security: [{ bearer: [] }] },
    },
    "/b": { post: { operationId: "make_b", tags: ["second"], summary: "Makes b." } },
  },
};

describe("groupsOf", () => {
  const groups = groupsOf(description);
  it("keeps the order of the tags", () => {
    expect(groups.map(({ name }) => name)).toEqual(["second", "first"]);
  });
  it("tells who may call", () => {
    const auth = groups.flatMap(({ operations }) => operations.map((each) => each.auth));
    expect(auth).toEqual(["none", "optional", "required"]);
  });
  it("lists the answers by status", () => {
    const get = groups[1]?.operations[0];
    expect(get?.answers.map(({ status }) => status)).toEqual(["200", "404"]);
  });
});

describe("searchGroups", () => {
  it("wants every word, in any place", () => {
    const ids = (text: string) =>
      searchGroups(groupsOf(description), text).flatMap((group) =>
        group.operations.map(({ id }) => id),
      );
    expect(ids("delete /a")).toEqual(["delete_a"]);
    expect(ids("MAKES")).toEqual(["make_b"]);
    expect(ids("")).toHaveLength(3);
    expect(ids("delete b makes")).toEqual([]);
  });
});

describe("isDescription", () => {
  it("refuses what is none", () => {
    expect(isDescription(description)).toBe(true);
    expect([null, [], {}, { info: {} }].some(isDescription)).toBe(false);
  });
});

describe("schemas", () => {
  const schemas = {
    Row: {
      type: "object",
      required: ["id"],
      properties: {
        id: { type: "string", format: "uuid" },
        below: { type: "array", items: { $ref: "#/components/schemas/Row" } },
      },
    },
    Word: { type: "string", enum: ["a", "b"] },
  };
  const row = { $ref: "#/components/schemas/Row" };

  it("are named in words", () => {
    expect(typeText({ type: "array", items: row }, schemas)).toBe("list of Row");
    expect(typeText({ oneOf: [row, { type: "null" }] }, schemas)).toBe("Row or null");
    expect(typeText({ type: ["integer", "null"] }, schemas)).toBe("integer or null");
    expect(typeText({ $ref: "#/components/schemas/Word" }, schemas)).toBe("word");
  });
  it("say their words and ranges", () => {
    expect(limitsOf({ $ref: "#/components/schemas/Word" }, schemas)).toEqual(["one of `a`, `b`"]);
    expect(limitsOf({ type: "integer", minimum: 1, maximum: 9, default: 3 }, schemas)).toEqual([
      "1 to 9",
      "`3` when absent",
    ]);
  });
  it("have the keys of the objects in them", () => {
    const keys = fieldsOf({ type: "array", items: row }, schemas);
    expect(keys.map(({ name, required }) => [name, required])).toEqual([
      ["id", true],
      ["below", false],
    ]);
    expect(nameOf(keys[1]?.schema ?? {}, schemas)).toBe("Row");
  });
});
