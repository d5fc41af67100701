import type { FieldErrors } from "@/lib/use-form";

const MAX_BYTES = 72;

export type PasswordRule = { text: string; holds: (password: string) => boolean };

/** What a password needs; the server has the same rules and the last word. */
export const PASSWORD_RULES: readonly PasswordRule[] = [
  { text: "8 characters or more", holds: (password) => [...password].length >= 8 },
  { text: "a lower-case letter", holds: (password) => /\p{Ll}/u.test(password) },
  { text: "an upper-case letter", holds: (password) => /\p{Lu}/u.test(password) },
  { text: "a digit", holds: (password) => /\d/.test(password) },
];

/** What is wrong with a new password, if anything. */
export const passwordComplaint = (password: string): string | undefined => {
  const missing = PASSWORD_RULES.filter((rule) => !rule.holds(password));
  if (missing.length > 0) {
    return `The password still needs ${missing.map((rule) => rule.text).join(", ")}.`;
  }
  return new TextEncoder().encode(password).length > MAX_BYTES
    ? `The password is too long: at most ${MAX_BYTES} bytes.`
    : undefined;
};

/** What is wrong with an address, if anything; the server checks it again. */
export const emailComplaint = (email: string): string | undefined =>
  /^\S+@\S+$/.test(email.trim()) ? undefined : "Enter an e-mail address, like name@example.org.";

/** What is wrong with a name, if anything. */
export const nameComplaint = (name: string): string | undefined =>
  name.trim() === "" ? "Enter the name that others will see." : undefined;

/** Leaves out the fields without a complaint. */
export const complaints = (found: Record<string, string | undefined>): FieldErrors =>
  Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
