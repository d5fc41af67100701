import { beforeEach, describe, expect, it } from "vitest";
import { allCases, caseProblem, findSame, MOST_CASES, readOwnCases, writeOwnCases } from "./cases";

const sample = { name: "1", input: "1 2\n", output: "3\n", explanation: null };
const own = (id: string) => ({ id, input: id, expected: "" });

describe("allCases", () => {
  it("shows samples first and numbers all of them in one row", () => {
    expect(allCases([sample, sample], [own("a")]).map((item) => [item.name, item.sample])).toEqual([
      ["Case 1", true],
      ["Case 2", true],
      ["Case 3", false],
    ]);
  });

  it("never makes more cases than the server takes", () => {
    const many = Array.from({ length: 20 }, (_, index) => own(String(index)));
    expect(allCases([sample, sample], many)).toHaveLength(MOST_CASES);
  });
});

describe("findSame", () => {
  it("ignores blank space at the ends", () => {
    expect(findSame(allCases([sample], []), "1 2")?.id).toBe("sample-0");
    expect(findSame(allCases([sample], []), "1 3")).toBeUndefined();
  });
});

describe("caseProblem", () => {
  it("counts bytes, not characters", () => {
    const item = { ...allCases([sample], [])[0], input: "ž".repeat(32 * 1024) };
    expect(caseProblem(item as never)).toBeNull();
    expect(caseProblem({ ...item, input: `${item.input}a` } as never)).toContain("64 KiB");
  });
});

describe("own cases", () => {
  beforeEach(() => localStorage.clear());

  it("come back for the same person and problem only", () => {
    writeOwnCases("u", "p", [own("a")]);
    expect(readOwnCases("u", "p")).toEqual([own("a")]);
    expect(readOwnCases(null, "p")).toEqual([]);
    expect(readOwnCases("u", "q")).toEqual([]);
  });

  it("start empty when what is stored makes no sense", () => {
    localStorage.setItem("codequest:cases:u:p", '[{"id":1}]');
    expect(readOwnCases("u", "p")).toEqual([]);
    localStorage.setItem("codequest:cases:u:p", "{");
    expect(readOwnCases("u", "p")).toEqual([]);
  });
});
