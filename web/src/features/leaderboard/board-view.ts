import type { BoardEvent, BoardRow } from "@/lib/api/work";

/** One row as it is shown. */
export type ShownRow = BoardRow & { own: boolean };

/** Marks the row of the person who looks; events do not know who that is. */
export const withOwn = (rows: readonly BoardRow[], userId: string | undefined): ShownRow[] =>
  rows.map((row) => ({ ...row, own: userId !== undefined && row.user.id === userId }));

/** Reads one event of a board's stream; null when it is none. */
export const parseBoardEvent = (data: string): BoardEvent | null => {
  try {
    const value = JSON.parse(data) as Partial<BoardEvent> | null;
    return typeof value?.seq === "number" && Array.isArray(value.rows)
      ? { seq: value.seq, total: value.total ?? value.rows.length, rows: value.rows }
      : null;
  } catch {
    return null;
  }
};

/** The newer of two states; events may overtake each other after a new connection. */
export const newerEvent = (known: BoardEvent | null, event: BoardEvent): BoardEvent =>
  known !== null && known.seq > event.seq ? known : event;

/** The page on which a rank stands. */
export const pageOfRank = (rank: number, size: number): number => Math.ceil(rank / size);

/** What is said to screen readers when the own place changed; empty when there is nothing to say. */
export const placeSentence = (
  before: { rank: number } | null,
  now: { rank: number; points: number } | null,
): string => {
  if (now === null || before === null || before.rank === now.rank) return "";
  const way = now.rank < before.rank ? "up" : "down";
  return `You went ${way} to rank ${now.rank}, with ${now.points} points.`;
};
