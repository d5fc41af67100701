import { expect, test } from "vitest";
import { shareOfLevel, stages } from "./levels";

const current = (xp: number) => stages(xp).find((stage) => stage.state === "current")?.name;

test("a level begins at its own XP and not one before", () => {
  expect(current(0)).toBe("Beginner");
  expect(current(999)).toBe("Beginner");
  expect(current(1_000)).toBe("Intermediate");
  expect(current(6_000)).toBe("Expert");
  expect(current(50_000)).toBe("Expert");
});

test("progress is counted from where the level began", () => {
  expect(shareOfLevel(0)).toBe(0);
  expect(shareOfLevel(1_000)).toBe(0);
  expect(shareOfLevel(2_000)).toBe(0.5);
  expect(shareOfLevel(6_000)).toBe(1);
});
