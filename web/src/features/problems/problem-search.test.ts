import { describe, expect, it } from "vitest";
import { isFiltered, nextSort, parseProblemSearch, withFilter } from "./problem-search";

describe("parseProblemSearch", () => {
  it("keeps what it understands and leaves out the rest", () => {
    expect(
      parseProblemSearch({
        q: "  sum ",
        topic: "arrays",
        difficulty: "2",
        status: "solved",
        tags: "array,,hash table,array",
        sort: "title",
        order: "desc",
        page: 3,
        other: 1,
      }),
    ).toEqual({
      q: "sum",
      topic: "arrays",
      difficulty: 2,
      status: "solved",
      tags: "array,hash table",
      sort: "title",
      order: "desc",
      page: 3,
    });
  });

  it("opens a list for any nonsense in the address", () => {
    expect(
      parseProblemSearch({
        q: {},
        difficulty: 9,
        status: "done",
        tags: {},
        sort: "x",
        order: "desc",
        page: -1,
      }),
    ).toEqual({});
    expect(parseProblemSearch({ page: "1.5" })).toEqual({});
  });

  it("takes a number typed into the search for text", () => {
    expect(parseProblemSearch({ q: 2048 })).toEqual({ q: "2048" });
  });
});

describe("withFilter", () => {
  it("goes back to the first page when a filter changes", () => {
    expect(withFilter({ q: "a", page: 4 }, { difficulty: 1 })).toEqual({ q: "a", difficulty: 1 });
  });
  it("takes a filter away when it is set to nothing", () => {
    expect(withFilter({ q: "a", tags: "x" }, { q: "", tags: "" })).toEqual({});
  });
});

describe("nextSort", () => {
  it("goes up, down, and back to the server's order", () => {
    const up = nextSort({ q: "a" }, "title");
    expect(up).toEqual({ q: "a", sort: "title" });
    const down = nextSort(up, "title");
    expect(down).toEqual({ q: "a", sort: "title", order: "desc" });
    expect(nextSort(down, "title")).toEqual({ q: "a" });
  });
});

describe("isFiltered", () => {
  it("does not count order and page as filters", () => {
    expect(isFiltered({ sort: "title", page: 2 })).toBe(false);
    expect(isFiltered({ tags: "x" })).toBe(true);
  });
});
