import { describe, expect, it } from "vitest";
import { parseBoardSearch } from "./board-search";
import { newerEvent, pageOfRank, parseBoardEvent, placeSentence, withOwn } from "./board-view";

const row = (rank: number, id: string) => ({
  rank,
  user: { id, display_name: id, avatar_url: null },
  points: 10,
  problems_solved: 1,
  level: "Beginner" as const,
  streak_days: 0,
});

describe("parseBoardEvent", () => {
  it("takes a board and nothing else", () => {
    expect(parseBoardEvent(JSON.stringify({ seq: 3, total: 9, rows: [row(1, "a")] }))?.total).toBe(
      9,
    );
    expect(parseBoardEvent('{"seq":3}')).toBeNull();
    expect(parseBoardEvent("null")).toBeNull();
    expect(parseBoardEvent("{")).toBeNull();
  });
});

describe("newerEvent", () => {
  it("never goes back to an older board", () => {
    const old = { seq: 1, total: 0, rows: [] };
    const fresh = { seq: 2, total: 0, rows: [] };
    expect(newerEvent(fresh, old)).toBe(fresh);
    expect(newerEvent(old, fresh)).toBe(fresh);
    expect(newerEvent(null, old)).toBe(old);
  });
});

describe("withOwn", () => {
  it("marks nobody when nobody is signed in", () => {
    expect(withOwn([row(1, "a")], undefined)[0]?.own).toBe(false);
    expect(withOwn([row(1, "a"), row(2, "b")], "b").map((item) => item.own)).toEqual([false, true]);
  });
});

describe("pageOfRank", () => {
  it("begins at page one and changes after a full page", () => {
    expect([1, 50, 51, 100, 101].map((rank) => pageOfRank(rank, 50))).toEqual([1, 1, 2, 2, 3]);
  });
});

describe("placeSentence", () => {
  it("speaks only when the rank changed", () => {
    expect(placeSentence(null, { rank: 4, points: 10 })).toBe("");
    expect(placeSentence({ rank: 4 }, { rank: 4, points: 20 })).toBe("");
    expect(placeSentence({ rank: 4 }, { rank: 3, points: 20 })).toBe(
      "You went up to rank 3, with 20 points.",
    );
    expect(placeSentence({ rank: 4 }, { rank: 5, points: 20 })).toContain("down to rank 5");
  });
});

describe("parseBoardSearch", () => {
  it("leaves out what is usual or makes no sense", () => {
    expect(parseBoardSearch({ timeframe: "all_time", page: "1", topic: "" })).toEqual({});
    expect(parseBoardSearch({ timeframe: "weekly", page: "2", topic: "graphs" })).toEqual({
      timeframe: "weekly",
      page: 2,
      topic: "graphs",
    });
  });
});
