import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test("after signing in only paths of this app are gone to", () => {
  expect(safeNext("/problems/hello-sum?tab=1#top")).toBe("/problems/hello-sum?tab=1#top");
  expect(safeNext("//evil.example")).toBeUndefined();
  expect(safeNext("/\\evil.example")).toBeUndefined();
  expect(safeNext("/\t/evil.example")).toBeUndefined();
  expect(safeNext("https://evil.example")).toBeUndefined();
  expect(safeNext("javascript:alert(1)")).toBeUndefined();
  expect(safeNext(undefined)).toBeUndefined();
});
