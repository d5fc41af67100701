import { backoffMs } from "@/lib/live/backoff";
import {
  type AsideDraft,
  type LocalDraft,
  mergeDrafts,
  type ServerDraft,
  takesOver,
} from "./draft-merge";
import type { DraftStorage } from "./draft-storage";

/** How a call about drafts failed. */
export type DraftFailure =
  /** No answer, or one that may be different next time. */
  | "unreachable"
  /** Nobody is signed in any more. */
  | "signed_out"
  /** The server will not take this text, for example because it is too long. */
  | "refused";

/** Thrown by {@link DraftRemote}. `message` is shown to the person when the failure is `refused`. */
export class DraftError extends Error {
  readonly failure: DraftFailure;

  constructor(failure: DraftFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** The server's side of a draft. Every call rejects with a {@link DraftError}. */
export type DraftRemote = {
  /** The stored copy; null when there is none. */
  read: () => Promise<ServerDraft | null>;
  write: (code: string) => Promise<ServerDraft>;
  /** Sends the text while the page goes away; nobody waits for the answer. */
  writeAndLeave: (code: string) => void;
};

/** Where the text is safe at the moment. */
export type SaveState =
  /** Nothing was typed yet. */
  | "untouched"
  /** Typed, and on its way. */
  | "saving"
  /** On the server. */
  | "saved"
  /** In this browser only; it goes to the server as soon as that works. */
  | "device"
  /** Nowhere: the browser refuses to keep it and the server cannot be reached. */
  | "unsafe";

export type DraftSnapshot = {
  /** False until it is known what to begin with; the editor waits for it. */
  ready: boolean;
  save: SaveState;
  /** Why it is not on the server. */
  problem: { failure: DraftFailure; message: string } | null;
  /** The last time that the server confirmed, in milliseconds. */
  savedAt: number | null;
  /** Another version of this work that the person may still want. */
  aside: AsideDraft | null;
};

export type DraftSessionOptions = {
  storage: DraftStorage;
  /** Null for a person who is not signed in: the draft stays in this browser. */
  remote: DraftRemote | null;
  starter: string;
  tab: string;
  /** Puts a text from elsewhere (server, other tab) into the editor. */
  onReplace: (code: string) => void;
  now?: () => number;
  random?: () => number;
};

const LOCAL_DELAY_MS = 250;
const REMOTE_DELAY_MS = 1_500;
const RETRY = { firstMs: 2_000, maxMs: 60_000 };
/** After this long without contact another device may have written: look before writing. */
const LOOK_FIRST_MS = 20_000;
/** A slow answer keeps nobody from typing for longer than this. */
const READY_MS = 2_000;
/** A tab that only follows sends the text itself when the writing tab has not done so within this time. */
const STAND_IN_MS = 10_000;

/**
 * Keeps one draft safe: in the browser at once, on the server soon after, in step with other tabs, and careful with
 * what other devices wrote. It owns timers and calls; what to do with two versions is decided in `draft-merge.ts`.
 */
export class DraftSession {
  readonly #options: DraftSessionOptions;
  readonly #listeners = new Set<() => void>();
  #local: LocalDraft | null;
  #snapshot: DraftSnapshot;
  #stored = true;
  #localTimer: ReturnType<typeof setTimeout> | undefined;
  #remoteTimer: ReturnType<typeof setTimeout> | undefined;
  #readyTimer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #again = false;
  #failures = 0;
  #lastContact = 0;
  #checked = false;
  #closed = false;
  readonly #unwatch: () => void;

  constructor(options: DraftSessionOptions) {
    this.#options = options;
    this.#local = options.storage.read();
    this.#checked = options.remote === null;
    this.#snapshot = {
      ready: this.#local !== null || options.remote === null,
      save: this.#local === null ? "untouched" : "device",
      problem: null,
      savedAt: null,
      aside: options.storage.readAside(),
    };
    this.#unwatch = options.storage.watch((draft) => this.#onOtherTab(draft));
    if (options.remote !== null) void this.#sync();
    if (!this.#snapshot.ready)
      this.#readyTimer = setTimeout(() => this.#set({ ready: true }), READY_MS);
  }

  /** The text to begin with. The server's copy, when it is newer, follows through `onReplace`. */
  get code(): string {
    return this.#local?.code ?? this.#options.starter;
  }

  get snapshot(): DraftSnapshot {
    return this.#snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The person changed the text. */
  edit(code: string): void {
    if (this.#closed || code === this.code) return;
    this.#local = {
      code,
      editedAt: this.#now(),
      base: this.#local?.base ?? null,
      dirty: true,
      writer: this.#options.tab,
      sent: this.#local?.sent ?? null,
    };
    clearTimeout(this.#localTimer);
    this.#localTimer = setTimeout(() => this.#store(), LOCAL_DELAY_MS);
    if (this.#options.remote === null) this.#set({ save: "device" });
    else {
      this.#set({ save: "saving" });
      this.#schedule(REMOTE_DELAY_MS);
    }
  }

  /** Writes what is not written yet, without waiting: the page may be gone the next moment. */
  leave(): void {
    if (this.#closed) return;
    const remote = this.#options.remote;
    const sends =
      remote !== null &&
      this.#local?.dirty === true &&
      this.#checked &&
      this.#snapshot.problem?.failure !== "refused";
    if (this.#local && sends) this.#local = { ...this.#local, sent: this.#local.code };
    this.#store();
    if (this.#local && sends) remote.writeAndLeave(this.#local.code);
  }

  /** The page is in front again, or the network is back: look what happened meanwhile. */
  refresh(): void {
    if (this.#closed || this.#options.remote === null) return;
    this.#failures = 0;
    this.#checked = false;
    this.#schedule(0);
  }

  /** The person has decided about the other version. */
  dropAside(): void {
    this.#options.storage.writeAside(null);
    this.#set({ aside: null });
  }

  /** Ends timers and calls. What was typed last is written first. */
  close(): void {
    this.leave();
    this.#closed = true;
    clearTimeout(this.#localTimer);
    clearTimeout(this.#remoteTimer);
    clearTimeout(this.#readyTimer);
    this.#unwatch();
    this.#listeners.clear();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #set(part: Partial<DraftSnapshot>): void {
    const next = { ...this.#snapshot, ...part };
    if (next.save === "device" && !this.#stored) next.save = "unsafe";
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }

  #store(): void {
    clearTimeout(this.#localTimer);
    if (this.#local === null || this.#local.writer !== this.#options.tab) return;
    this.#stored = this.#options.storage.write(this.#local);
    if (!this.#stored && this.#snapshot.save === "device") this.#set({ save: "unsafe" });
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#remoteTimer);
    this.#remoteTimer = setTimeout(() => void this.#sync(), delayMs);
  }

  /** Looks at the server's copy when that may have changed, then sends ours when there is something to send. */
  async #sync(): Promise<void> {
    const remote = this.#options.remote;
    if (remote === null || this.#closed) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#again = false;
    try {
      if (!this.#checked || this.#now() - this.#lastContact > LOOK_FIRST_MS) {
        const server = await remote.read();
        this.#contact();
        this.#apply(server);
      }
      const local = this.#local;
      if (local?.dirty) {
        this.#local = { ...local, sent: local.code };
        this.#store();
        this.#set({ save: "saving" });
        const saved = await remote.write(local.code);
        this.#contact();
        this.#confirm(local.code, saved);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
      if (!this.#snapshot.ready && !this.#closed) this.#set({ ready: true });
    }
    if (this.#again && !this.#closed) this.#schedule(REMOTE_DELAY_MS);
  }

  #contact(): void {
    this.#checked = true;
    this.#failures = 0;
    this.#lastContact = this.#now();
  }

  #apply(server: ServerDraft | null): void {
    if (this.#closed) return;
    const merge = mergeDrafts(this.#local, server);
    switch (merge.kind) {
      case "none":
        return;
      case "same":
        this.#confirm(this.code, { code: this.code, saved_at: merge.base });
        return;
      case "take_server":
        this.#show(merge.server);
        return;
      case "send_local":
        this.#local = this.#local && { ...this.#local, dirty: true };
        return;
      case "conflict":
        this.#options.storage.writeAside(merge.aside);
        if (merge.show === "server" && server !== null) this.#show(server);
        this.#set({ aside: merge.aside });
    }
  }

  #show(server: ServerDraft): void {
    const at = Date.parse(server.saved_at);
    this.#local = {
      code: server.code,
      editedAt: at,
      base: server.saved_at,
      dirty: false,
      writer: this.#options.tab,
      sent: null,
    };
    this.#store();
    this.#options.onReplace(server.code);
    this.#set({ save: "saved", savedAt: at, problem: null });
  }

  /** The server holds `code`. What was typed since stays dirty, but grows from the confirmed copy. */
  #confirm(code: string, saved: ServerDraft): void {
    if (this.#local === null) return;
    const current = this.#local.code === code;
    this.#local = {
      ...this.#local,
      base: saved.saved_at,
      dirty: !current,
      writer: this.#options.tab,
      sent: null,
    };
    this.#store();
    if (this.#closed) return;
    this.#set({
      save: current ? "saved" : "saving",
      savedAt: Date.parse(saved.saved_at),
      problem: null,
    });
    if (!current) this.#again = true;
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    const failure = error instanceof DraftError ? error.failure : "unreachable";
    const message = error instanceof Error ? error.message : "";
    this.#store();
    if (this.#local !== null) this.#set({ save: "device", problem: { failure, message } });
    if (failure === "unreachable") {
      this.#checked = false;
      this.#schedule(backoffMs(this.#failures, RETRY, this.#options.random));
      this.#failures += 1;
      this.#again = false;
    }
  }

  #onOtherTab(draft: LocalDraft): void {
    if (this.#closed || !takesOver(draft, this.#local, this.#options.tab)) return;
    const changed = draft.code !== this.code;
    this.#local = draft;
    clearTimeout(this.#localTimer);
    // The tab in which somebody types is the one that sends; this one only stands in when that tab is gone.
    if (draft.dirty && this.#options.remote !== null) this.#schedule(STAND_IN_MS);
    else clearTimeout(this.#remoteTimer);
    if (changed) this.#options.onReplace(draft.code);
    this.#set({
      save: draft.dirty ? (this.#options.remote === null ? "device" : "saving") : "saved",
      savedAt: draft.base === null ? this.#snapshot.savedAt : Date.parse(draft.base),
    });
  }
}
