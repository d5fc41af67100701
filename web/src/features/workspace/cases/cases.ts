import type { SampleCase } from "@/lib/api/work";

/** One input on which Run tries the program. */
export type Case = {
  id: string;
  name: string;
  input: string;
  /** Empty: nothing to compare with. */
  expected: string;
  /** Samples belong to the problem and are not edited; a copy is. */
  sample: boolean;
};

/** The server takes at most this many cases in one run. */
export const MOST_CASES = 10;
/** The server takes at most this many bytes of input for one case. */
export const MOST_INPUT_BYTES = 64 * 1024;

const KEY = "codequest:cases:";

type OwnCase = { id: string; input: string; expected: string };

/** The problem's samples and the person's own cases, in the order in which they are shown. */
export const allCases = (samples: readonly SampleCase[], own: readonly OwnCase[]): Case[] => [
  ...samples.slice(0, MOST_CASES).map((sample, index) => ({
    id: `sample-${index}`,
    name: `Case ${index + 1}`,
    input: sample.input,
    expected: sample.output,
    sample: true,
  })),
  ...own.slice(0, Math.max(0, MOST_CASES - samples.length)).map((item, index) => ({
    id: item.id,
    name: `Case ${samples.length + index + 1}`,
    input: item.input,
    expected: item.expected,
    sample: false,
  })),
];

/** The same case among those that are there, so that copying twice makes no twins. */
export const findSame = (cases: readonly Case[], input: string): Case | undefined =>
  cases.find((item) => item.input.trim() === input.trim());

/** Why a case cannot be run; null when it can. */
export const caseProblem = (item: Case): string | null =>
  new TextEncoder().encode(item.input).length > MOST_INPUT_BYTES
    ? "The input is longer than 64 KiB. Make it shorter."
    : null;

const storageKey = (userId: string | null, problemId: string) =>
  `${KEY}${userId ?? "guest"}:${problemId}`;

/** Own cases of a person for a problem, as this browser keeps them. */
export const readOwnCases = (userId: string | null, problemId: string): OwnCase[] => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(userId, problemId)) ?? "[]");
    if (!Array.isArray(value)) return [];
    return value.filter(
      (item): item is OwnCase =>
        typeof item?.id === "string" &&
        typeof item?.input === "string" &&
        typeof item?.expected === "string",
    );
  } catch {
    return [];
  }
};

/** Keeps own cases in this browser. */
export const writeOwnCases = (userId: string | null, problemId: string, own: OwnCase[]): void => {
  try {
    const key = storageKey(userId, problemId);
    if (own.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(own));
  } catch {
    // Storage can be refused: the cases then live as long as this page.
  }
};
