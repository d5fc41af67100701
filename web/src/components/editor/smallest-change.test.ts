import { describe, expect, it } from "vitest";
import { smallestChange } from "./smallest-change";

const apply = (before: string, after: string): string => {
  const change = smallestChange(before, after);
  if (change === null) return before;
  return before.slice(0, change.from) + change.insert + before.slice(change.to);
};

describe("smallestChange", () => {
  it("changes nothing between equal texts", () => {
    expect(smallestChange("same", "same")).toBeNull();
  });

  it("always arrives at the other text", () => {
    const texts = ["", "a", "aa", "aaa", "aba", "abab", "ba", "baab", "hello\nworld"];
    for (const before of texts) for (const after of texts) expect(apply(before, after)).toBe(after);
  });

  it("touches only what differs", () => {
    expect(smallestChange("print(1)\nend", "print(42)\nend")).toEqual({
      from: 6,
      to: 7,
      insert: "42",
    });
    expect(smallestChange("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" });
  });
});
