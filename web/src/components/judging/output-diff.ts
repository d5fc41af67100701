/** Where two outputs part. Lines and columns count from 1, columns in characters. */
export type FirstDifference = {
  line: number;
  column: number;
  /** What was expected there, and what came; null when the text has no such line. */
  expected: string | null;
  actual: string | null;
};

const lines = (text: string): string[] =>
  text
    .replaceAll("\r\n", "\n")
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());

/**
 * The first place where two outputs differ, or null when they do not. Blank space at both ends, and at the ends of
 * lines, does not count: the judge's default comparison ignores it as well.
 */
export const firstDifference = (expected: string, actual: string): FirstDifference | null => {
  const left = lines(expected);
  const right = lines(actual);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const want = left[at];
    const got = right[at];
    if (want === got) continue;
    return {
      line: at + 1,
      column: want === undefined || got === undefined ? 1 : firstColumn(want, got),
      expected: want ?? null,
      actual: got ?? null,
    };
  }
  return null;
};

const firstColumn = (left: string, right: string): number => {
  const a = [...left];
  const b = [...right];
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at + 1;
};

/** A line cut at the place of difference: what agrees, and the rest. */
export const splitAt = (line: string, column: number): [same: string, rest: string] => {
  const letters = [...line];
  return [letters.slice(0, column - 1).join(""), letters.slice(column - 1).join("")];
};

/** The text as the comparison sees it, in lines. */
export const comparedLines = lines;
