import { describe, expect, it } from "vitest";
import { firstDifference, splitAt } from "./output-diff";

describe("firstDifference", () => {
  it("finds none in what the judge's default comparison takes for equal", () => {
    expect(firstDifference("1 2\n", "1 2")).toBeNull();
    expect(firstDifference("a\nb", "\na  \r\nb\n\n")).toBeNull();
    expect(firstDifference("", " \n")).toBeNull();
  });

  it("says line and column, counted from 1", () => {
    expect(firstDifference("1\n2 3\n4", "1\n2 5\n4")).toEqual({
      line: 2,
      column: 3,
      expected: "2 3",
      actual: "2 5",
    });
  });

  it("counts characters, not code units", () => {
    expect(firstDifference("😀a", "😀b")?.column).toBe(2);
  });

  it("notices a missing and a superfluous line", () => {
    expect(firstDifference("1\n2", "1")).toEqual({
      line: 2,
      column: 1,
      expected: "2",
      actual: null,
    });
    expect(firstDifference("1", "1\n2")).toEqual({
      line: 2,
      column: 1,
      expected: null,
      actual: "2",
    });
  });

  it("keeps blank space inside a line", () => {
    expect(firstDifference("a b", "a  b")?.column).toBe(3);
    expect(firstDifference("x\n  a", "x\na")?.column).toBe(1);
  });

  it("treats no output as an empty line", () => {
    expect(firstDifference("5", "")).toEqual({ line: 1, column: 1, expected: "5", actual: "" });
  });
});

describe("splitAt", () => {
  it("cuts between characters", () => {
    expect(splitAt("😀ab", 2)).toEqual(["😀", "ab"]);
    expect(splitAt("ab", 3)).toEqual(["ab", ""]);
  });
});
