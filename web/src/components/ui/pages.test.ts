import { expect, test } from "vitest";
import { pageCount, pageEntries } from "./pages";

test("no rows still make one page", () => {
  expect(pageCount(0, 20)).toBe(1);
  expect(pageCount(20, 20)).toBe(1);
  expect(pageCount(21, 20)).toBe(2);
});

test("few pages are all offered", () => {
  expect(pageEntries(1, 1)).toEqual([1]);
  expect(pageEntries(1, 2)).toEqual([1, 2]);
  expect(pageEntries(3, 5)).toEqual([1, 2, 3, 4, 5]);
});

test("many pages are shortened on both sides, and never by a single page", () => {
  expect(pageEntries(1, 20)).toEqual([1, 2, "gap-after", 20]);
  expect(pageEntries(10, 20)).toEqual([1, "gap-before", 9, 10, 11, "gap-after", 20]);
  expect(pageEntries(4, 20)).toEqual([1, 2, 3, 4, 5, "gap-after", 20]);
  expect(pageEntries(20, 20)).toEqual([1, "gap-before", 19, 20]);
});
