import type { AsideDraft, LocalDraft } from "./draft-merge";

/** Whose work on what: drafts of different people on one browser never mix. */
export type DraftKey = { userId: string | null; problemId: string; language: string };

/** Keeps drafts in the browser. Every call is synchronous, so that it also works while the page is going away. */
export type DraftStorage = {
  read: () => LocalDraft | null;
  /** False when the browser refuses to keep it: storage is full or switched off. */
  write: (draft: LocalDraft) => boolean;
  readAside: () => AsideDraft | null;
  writeAside: (aside: AsideDraft | null) => void;
  /** Calls back when another tab wrote this draft. Returns the function that ends it. */
  watch: (onWrite: (draft: LocalDraft) => void) => () => void;
};

const PREFIX = "codequest:draft:";

/** The drafts of one person, problem and language in `localStorage`. */
export function draftStorage(key: DraftKey, area: Storage = window.localStorage): DraftStorage {
  const name = `${PREFIX}${key.userId ?? "guest"}:${key.problemId}:${key.language}`;
  const asideName = `${name}:aside`;
  return {
    read: () => parseDraft(readItem(area, name)),
    write: (draft) => writeItem(area, name, JSON.stringify(draft)),
    readAside: () => parseAside(readItem(area, asideName)),
    writeAside: (aside) => {
      if (aside === null) area.removeItem(asideName);
      else writeItem(area, asideName, JSON.stringify(aside));
    },
    watch: (onWrite) => {
      const onStorage = (event: StorageEvent) => {
        if (event.storageArea !== area || event.key !== name) return;
        const draft = parseDraft(event.newValue);
        if (draft !== null) onWrite(draft);
      };
      window.addEventListener("storage", onStorage);
      return () => window.removeEventListener("storage", onStorage);
    },
  };
}

/**
 * Hands the work of somebody who was not signed in over to their account, once: only where the account has nothing of
 * its own in this browser yet.
 */
export function adoptGuestDraft(key: DraftKey, area: Storage = window.localStorage): void {
  if (key.userId === null) return;
  const guest = draftStorage({ ...key, userId: null }, area);
  const own = draftStorage(key, area);
  const draft = guest.read();
  if (draft === null || own.read() !== null) return;
  if (own.write({ ...draft, base: null, dirty: true, sent: null })) {
    area.removeItem(`${PREFIX}guest:${key.problemId}:${key.language}`);
  }
}

function readItem(area: Storage, name: string): string | null {
  try {
    return area.getItem(name);
  } catch {
    return null;
  }
}

function writeItem(area: Storage, name: string, value: string): boolean {
  try {
    area.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

function parseObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function parseDraft(text: string | null): LocalDraft | null {
  const value = parseObject(text);
  if (value === null || typeof value.code !== "string" || typeof value.editedAt !== "number")
    return null;
  return {
    code: value.code,
    editedAt: value.editedAt,
    base: typeof value.base === "string" ? value.base : null,
    dirty: value.dirty !== false,
    writer: typeof value.writer === "string" ? value.writer : "",
    sent: typeof value.sent === "string" ? value.sent : null,
  };
}

function parseAside(text: string | null): AsideDraft | null {
  const value = parseObject(text);
  if (value === null || typeof value.code !== "string" || typeof value.at !== "number") return null;
  return { code: value.code, at: value.at, from: value.from === "here" ? "here" : "elsewhere" };
}
