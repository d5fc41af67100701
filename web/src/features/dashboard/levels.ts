/** The levels and the XP at which each begins. */
export const LEVELS = [
  { name: "Beginner", from: 0 },
  { name: "Intermediate", from: 1_000 },
  { name: "Advanced", from: 3_000 },
  { name: "Expert", from: 6_000 },
] as const;

export type Stage = { name: string; from: number; state: "done" | "current" | "ahead" };

/** Where somebody with `xp` stands on the way through the levels. */
export const stages = (xp: number): Stage[] => {
  const current = LEVELS.findLastIndex((level) => xp >= level.from);
  return LEVELS.map((level, index) => ({
    ...level,
    state: index < current ? "done" : index === Math.max(0, current) ? "current" : "ahead",
  }));
};

/** How much of the level that began is done, from 0 to 1; 1 at the last level. */
export const shareOfLevel = (xp: number): number => {
  const current = Math.max(
    0,
    LEVELS.findLastIndex((level) => xp >= level.from),
  );
  const next = LEVELS[current + 1];
  const base = LEVELS[current]?.from ?? 0;
  return next === undefined ? 1 : Math.max(0, (xp - base) / (next.from - base));
};
