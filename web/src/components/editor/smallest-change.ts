/** A replacement of the characters from `from` to `to`. */
export type TextChange = { from: number; to: number; insert: string };

/**
 * The smallest single replacement that turns one text into the other, so that a text from elsewhere leaves cursor and
 * scrolling where they are. Null when they are equal.
 */
export const smallestChange = (before: string, after: string): TextChange | null => {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let tail = 0;
  while (
    tail < shorter - from &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
};
