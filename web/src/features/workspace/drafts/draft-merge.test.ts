import { describe, expect, it } from "vitest";
import { type LocalDraft, mergeDrafts, takesOver } from "./draft-merge";

const T1 = "2026-11-20T10:00:00.000000Z";
const T2 = "2026-11-20T11:00:00.000000Z";
const before = Date.parse(T2) - 1;
const after = Date.parse(T2) + 1;

const local = (part: Partial<LocalDraft> = {}): LocalDraft => ({
  code: "local",
  editedAt: after,
  base: T1,
  dirty: true,
  writer: "a",
  sent: null,
  ...part,
});

describe("mergeDrafts", () => {
  it("has nothing to show before anything was written", () => {
    expect(mergeDrafts(null, null)).toEqual({ kind: "none" });
  });

  it("shows the only copy there is", () => {
    const server = { code: "server", saved_at: T1 };
    expect(mergeDrafts(null, server)).toEqual({ kind: "take_server", server });
    expect(mergeDrafts(local(), null)).toEqual({ kind: "send_local" });
  });

  it("sends a local text again when the server has lost its copy, even if it was confirmed once", () => {
    expect(mergeDrafts(local({ dirty: false }), null)).toEqual({ kind: "send_local" });
  });

  it("is content when both hold the same text, whatever the times say", () => {
    expect(mergeDrafts(local({ code: "x" }), { code: "x", saved_at: T2 })).toEqual({
      kind: "same",
      base: T2,
    });
  });

  it("sends local work that grew from the server's copy, even if the clock here is slow", () => {
    const merge = mergeDrafts(local({ base: T2, editedAt: 0 }), { code: "server", saved_at: T2 });
    expect(merge).toEqual({ kind: "send_local" });
  });

  it("takes the server's copy when nothing was changed here since they agreed", () => {
    const server = { code: "server", saved_at: T2 };
    expect(mergeDrafts(local({ dirty: false, editedAt: after }), server)).toEqual({
      kind: "take_server",
      server,
    });
  });

  it("does not call it a conflict when the server holds what was sent without an answer", () => {
    const merge = mergeDrafts(local({ code: "abc", sent: "ab" }), { code: "ab", saved_at: T2 });
    expect(merge).toEqual({ kind: "send_local" });
  });

  it("shows the newer text and offers the other one when both were changed", () => {
    const server = { code: "server", saved_at: T2 };
    expect(mergeDrafts(local({ editedAt: after }), server)).toEqual({
      kind: "conflict",
      show: "local",
      aside: { code: "server", at: Date.parse(T2), from: "elsewhere" },
    });
    expect(mergeDrafts(local({ editedAt: before }), server)).toEqual({
      kind: "conflict",
      show: "server",
      aside: { code: "local", at: before, from: "here" },
    });
  });

  it("never loses one of two different unsaved texts", () => {
    for (const editedAt of [0, before, Date.parse(T2), after]) {
      for (const base of [null, T1]) {
        const merge = mergeDrafts(local({ editedAt, base }), { code: "server", saved_at: T2 });
        if (merge.kind !== "conflict") throw new Error("expected a conflict");
        const shown = merge.show === "local" ? "local" : "server";
        expect(new Set([shown, merge.aside.code])).toEqual(new Set(["local", "server"]));
      }
    }
  });
});

describe("takesOver", () => {
  it("follows another tab unless the text here is newer", () => {
    expect(takesOver(local({ writer: "b", editedAt: 5 }), null, "a")).toBe(true);
    expect(takesOver(local({ writer: "b", editedAt: 5 }), local({ editedAt: 4 }), "a")).toBe(true);
    expect(takesOver(local({ writer: "b", editedAt: 5 }), local({ editedAt: 6 }), "a")).toBe(false);
    expect(takesOver(local({ writer: "a", editedAt: 9 }), local({ editedAt: 6 }), "a")).toBe(false);
  });
});
