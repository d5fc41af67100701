import { expect, test } from "vitest";
import { complaints, emailComplaint, passwordComplaint } from "./rules";

test("a password that lacks something is told what", () => {
  expect(passwordComplaint("abc")).toBe(
    "The password still needs 8 characters or more, an upper-case letter, a digit.",
  );
  expect(passwordComplaint("Quest-2026")).toBeUndefined();
});

test("a password is measured in bytes, as the server stores it", () => {
  expect(passwordComplaint(`Aa1${"x".repeat(69)}`)).toBeUndefined();
  expect(passwordComplaint(`Aa1${"x".repeat(70)}`)).toMatch(/too long/);
  expect(passwordComplaint(`Aa1${"é".repeat(35)}`)).toMatch(/too long/);
});

test("an address needs both sides of the at sign", () => {
  expect(emailComplaint(" ada@example.org ")).toBeUndefined();
  expect(emailComplaint("ada@")).toBeDefined();
  expect(emailComplaint("")).toBeDefined();
});

test("fields without a complaint are left out", () => {
  expect(complaints({ email: undefined, password: "too short" })).toEqual({
    password: "too short",
  });
});
