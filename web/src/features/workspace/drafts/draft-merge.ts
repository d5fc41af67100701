/** What this browser keeps of one person's work on one problem in one language. */
export type LocalDraft = {
  code: string;
  /** When the text was last changed here, in milliseconds since 1970. */
  editedAt: number;
  /** `saved_at` of the server's copy from which this text grew; null before the first. */
  base: string | null;
  /** True while the server has not confirmed this text. */
  dirty: boolean;
  /** The tab that wrote it. */
  writer: string;
  /** The last text that was sent without an answer: it may have arrived all the same. */
  sent: string | null;
};

/** The server's copy. */
export type ServerDraft = { code: string; saved_at: string };

/** A text that was set aside because a newer one from elsewhere took its place. */
export type AsideDraft = { code: string; at: number; from: "here" | "elsewhere" };

/** What follows from comparing the two copies. */
export type Merge =
  /** Nothing was written yet: show the starter code. */
  | { kind: "none" }
  /** Both hold the same text. */
  | { kind: "same"; base: string }
  /** Only the server's copy moved on: show it. */
  | { kind: "take_server"; server: ServerDraft }
  /** Only the local copy moved on: send it. */
  | { kind: "send_local" }
  /** Both moved on: the newer is shown, the other one is offered. */
  | { kind: "conflict"; show: "local" | "server"; aside: AsideDraft };

/**
 * Decides between the text in this browser and the text on the server. Nothing is ever dropped in silence: when both
 * were changed since they last agreed, the newer by time is shown and the other one comes back as `aside`.
 */
export function mergeDrafts(local: LocalDraft | null, server: ServerDraft | null): Merge {
  if (server === null) return local === null ? { kind: "none" } : { kind: "send_local" };
  if (local === null) return { kind: "take_server", server };
  if (local.code === server.code) return { kind: "same", base: server.saved_at };
  if (local.base === server.saved_at || local.sent === server.code) return { kind: "send_local" };
  if (!local.dirty) return { kind: "take_server", server };
  const savedAt = Date.parse(server.saved_at);
  return local.editedAt > savedAt
    ? {
        kind: "conflict",
        show: "local",
        aside: { code: server.code, at: savedAt, from: "elsewhere" },
      }
    : {
        kind: "conflict",
        show: "server",
        aside: { code: local.code, at: local.editedAt, from: "here" },
      };
}

/** Says whether a text that another tab of this browser wrote replaces the one in this tab. */
export function takesOver(incoming: LocalDraft, own: LocalDraft | null, tab: string): boolean {
  if (incoming.writer === tab) return false;
  return own === null || incoming.editedAt >= own.editedAt;
}
