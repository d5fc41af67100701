import { expect, test } from "vitest";
import { isConfirmation, mailLink, mailParts } from "./mail-link";

const TEXT = "Hello Ada,\nopen http://localhost:8080/verify-email?token=a.b-c_1.\nIt works once.";

test("the link ends before the sentence's full stop", () => {
  expect(mailLink(TEXT)).toBe("http://localhost:8080/verify-email?token=a.b-c_1");
});

test("no character of the text is lost", () => {
  expect(
    mailParts(TEXT)
      .map((part) => part.text)
      .join(""),
  ).toBe(TEXT);
  expect(mailParts("no link")).toEqual([{ text: "no link", isLink: false }]);
});

test("only a confirmation offers to confirm", () => {
  expect(isConfirmation(TEXT)).toBe(true);
  expect(isConfirmation("http://localhost:8080/reset-password?token=x1")).toBe(false);
  expect(isConfirmation("nothing")).toBe(false);
});
