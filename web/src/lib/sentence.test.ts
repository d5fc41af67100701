import { expect, test } from "vitest";
import { sentence } from "./sentence";

test("a message becomes a sentence once", () => {
  expect(sentence("must be a single line of text")).toBe("Must be a single line of text.");
  expect(sentence("Sign in again.")).toBe("Sign in again.");
  expect(sentence("is this it?")).toBe("Is this it?");
});
