import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AsideDraft, LocalDraft, ServerDraft } from "./draft-merge";
import { DraftError, type DraftRemote, DraftSession } from "./draft-session";
import type { DraftStorage } from "./draft-storage";

/** One browser's storage, shared by its tabs. */
class Disk {
  draft: LocalDraft | null = null;
  aside: AsideDraft | null = null;
  full = false;
  readonly watchers: ((draft: LocalDraft) => void)[] = [];

  tab(): DraftStorage {
    let own: ((draft: LocalDraft) => void) | undefined;
    return {
      read: () => this.draft,
      write: (draft) => {
        if (this.full) return false;
        this.draft = draft;
        for (const watcher of this.watchers) if (watcher !== own) watcher(draft);
        return true;
      },
      readAside: () => this.aside,
      writeAside: (aside) => {
        this.aside = aside;
      },
      watch: (onWrite) => {
        own = onWrite;
        this.watchers.push(onWrite);
        return () => this.watchers.splice(this.watchers.indexOf(onWrite), 1);
      },
    };
  }
}

/** A server that can be switched off, or can lose its answers. */
class Server implements DraftRemote {
  draft: ServerDraft | null = null;
  mode: "up" | "down" | "mute" | "strict" | "signed_out" = "up";
  writes: string[] = [];
  left: string[] = [];

  read = async () => {
    if (this.mode === "down" || this.mode === "mute")
      throw new DraftError("unreachable", "no answer");
    if (this.mode === "signed_out") throw new DraftError("signed_out", "sign in");
    return this.draft;
  };
  write = async (code: string) => {
    if (this.mode === "down") throw new DraftError("unreachable", "no answer");
    if (this.mode === "strict") throw new DraftError("refused", "Code too long");
    this.writes.push(code);
    this.draft = { code, saved_at: new Date(Date.now()).toISOString() };
    if (this.mode === "mute") throw new DraftError("unreachable", "the answer was lost");
    return this.draft;
  };
  writeAndLeave = (code: string) => {
    this.left.push(code);
  };
}

describe("DraftSession", () => {
  let disk: Disk;
  let server: Server;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime("2026-11-20T12:00:00Z");
    disk = new Disk();
    server = new Server();
  });
  afterEach(() => vi.useRealTimers());

  function open(part: { tab?: string; remote?: DraftRemote | null; disk?: Disk } = {}) {
    const shown: string[] = [];
    const session = new DraftSession({
      storage: (part.disk ?? disk).tab(),
      remote: part.remote === undefined ? server : part.remote,
      starter: "start",
      tab: part.tab ?? "a",
      onReplace: (code) => shown.push(code),
      random: () => 1,
    });
    return { session, shown };
  }
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it("writes to the browser within 300 ms and to the server soon after", async () => {
    const { session } = open();
    await wait(0);
    expect(session.snapshot.save).toBe("untouched");
    session.edit("one");
    expect(session.snapshot.save).toBe("saving");
    await wait(299);
    expect(disk.draft?.code).toBe("one");
    expect(server.writes).toEqual([]);
    await wait(1_300);
    expect(server.writes).toEqual(["one"]);
    expect(session.snapshot.save).toBe("saved");
    expect(disk.draft).toMatchObject({ dirty: false, base: server.draft?.saved_at });
  });

  it("writes to the browser at once and to the server without waiting when the page goes away", async () => {
    const { session } = open();
    await wait(0);
    session.edit("last words");
    session.leave();
    expect(disk.draft?.code).toBe("last words");
    expect(server.left).toEqual(["last words"]);
  });

  it("keeps the text on the device while the server is down and sends it when it is back", async () => {
    server.mode = "down";
    const { session } = open();
    session.edit("offline");
    await wait(30_000);
    expect(session.snapshot).toMatchObject({ save: "device", problem: { failure: "unreachable" } });
    server.mode = "up";
    await wait(60_000);
    expect(server.draft?.code).toBe("offline");
    expect(session.snapshot).toMatchObject({ save: "saved", problem: null });
  });

  it("opens with the unsent text of a tab that was killed, and sends it", async () => {
    disk.draft = {
      code: "unsent",
      editedAt: Date.now() - 9_000,
      base: null,
      dirty: true,
      writer: "dead",
      sent: null,
    };
    const { session } = open();
    expect(session.code).toBe("unsent");
    expect(session.snapshot.ready).toBe(true);
    await wait(0);
    expect(server.draft?.code).toBe("unsent");
  });

  it("shows the server's copy on a device that has none, before anybody types", async () => {
    server.draft = { code: "from home", saved_at: "2026-11-20T11:00:00Z" };
    const { session, shown } = open();
    expect(session.snapshot.ready).toBe(false);
    await wait(0);
    expect(session.snapshot).toMatchObject({ ready: true, save: "saved" });
    expect(shown).toEqual(["from home"]);
    expect(server.writes).toEqual([]);
  });

  it("lets people type when the server does not answer", async () => {
    const { session } = open({ remote: { ...server, read: () => new Promise(() => undefined) } });
    await wait(1_999);
    expect(session.snapshot.ready).toBe(false);
    await wait(1);
    expect(session.snapshot.ready).toBe(true);
  });

  it("keeps both texts when two devices wrote apart from each other", async () => {
    const laptop = open({ tab: "laptop" });
    await wait(0);
    laptop.session.edit("laptop one");
    await wait(2_000);
    const phoneDisk = new Disk();
    const phone = open({ tab: "phone", disk: phoneDisk });
    await wait(0);
    expect(phone.session.code).toBe("laptop one");

    server.mode = "down";
    laptop.session.edit("laptop two");
    await wait(5_000);
    server.mode = "up";
    phone.session.edit("phone two");
    await wait(2_000);
    expect(server.draft?.code).toBe("phone two");
    await wait(60_000);

    expect(laptop.session.code).toBe("phone two");
    expect(laptop.session.snapshot.aside).toMatchObject({ code: "laptop two", from: "here" });
    expect(disk.aside?.code).toBe("laptop two");
    laptop.session.dropAside();
    expect(disk.aside).toBeNull();
  });

  it("looks before it writes when it has not heard from the server for a while", async () => {
    const { session } = open();
    await wait(0);
    session.edit("mine");
    await wait(2_000);
    await wait(30_000);
    server.draft = { code: "theirs", saved_at: new Date(Date.now() - 5_000).toISOString() };
    session.edit("mine, longer");
    await wait(2_000);
    expect(session.snapshot.aside).toMatchObject({ code: "theirs", from: "elsewhere" });
    expect(server.draft?.code).toBe("mine, longer");
  });

  it("sees no conflict in its own text whose answer was lost", async () => {
    const { session } = open();
    await wait(0);
    server.mode = "mute";
    session.edit("a");
    await wait(2_000);
    session.edit("ab");
    server.mode = "up";
    await wait(60_000);
    expect(server.draft?.code).toBe("ab");
    expect(session.snapshot).toMatchObject({ save: "saved", aside: null });
  });

  it("sends what was typed while a call was under way", async () => {
    let release: (() => void) | undefined;
    const slow: DraftRemote = {
      ...server,
      write: async (code) => {
        if (server.writes.length === 0) await new Promise<void>((resolve) => (release = resolve));
        return server.write(code);
      },
    };
    const { session } = open({ remote: slow });
    await wait(0);
    session.edit("a");
    await wait(1_500);
    session.edit("ab");
    await wait(1_600);
    release?.();
    await wait(0);
    expect(session.snapshot.save).toBe("saving");
    await wait(1_600);
    expect(server.writes).toEqual(["a", "ab"]);
    expect(session.snapshot.save).toBe("saved");
  });

  it("does not repeat a text that the server refuses until it changes", async () => {
    const { session } = open();
    await wait(0);
    server.mode = "strict";
    session.edit("too long");
    await wait(60_000);
    expect(session.snapshot).toMatchObject({
      save: "device",
      problem: { failure: "refused", message: "Code too long" },
    });
    server.mode = "up";
    session.edit("short");
    await wait(2_000);
    expect(session.snapshot.save).toBe("saved");
  });

  it("says so when the text is kept nowhere", async () => {
    disk.full = true;
    server.mode = "down";
    const { session } = open();
    session.edit("homeless");
    await wait(3_000);
    expect(session.snapshot.save).toBe("unsafe");
  });

  it("follows another tab, which alone sends", async () => {
    const first = open({ tab: "a" });
    const second = open({ tab: "b" });
    await wait(0);
    first.session.edit("typed in a");
    await wait(300);
    expect(second.shown).toEqual(["typed in a"]);
    await wait(1_300);
    expect(server.writes).toEqual(["typed in a"]);
    expect(second.session.snapshot.save).toBe("saved");
    await wait(60_000);
    expect(server.writes).toEqual(["typed in a"]);
  });

  it("sends for a tab that disappeared", async () => {
    const second = open({ tab: "b" });
    await wait(0);
    const gone = disk.tab();
    gone.write({
      code: "orphan",
      editedAt: Date.now(),
      base: null,
      dirty: true,
      writer: "a",
      sent: null,
    });
    await wait(10_000);
    expect(server.draft?.code).toBe("orphan");
    expect(second.session.snapshot.save).toBe("saved");
  });

  it("keeps the work of somebody who is not signed in on the device", async () => {
    const { session } = open({ remote: null });
    session.edit("guest");
    await wait(60_000);
    expect(session.snapshot.save).toBe("device");
    expect(disk.draft?.code).toBe("guest");
  });

  it("writes what was typed last when it is closed, and then no more", async () => {
    const { session } = open();
    await wait(0);
    session.edit("end");
    session.close();
    expect(disk.draft?.code).toBe("end");
    await wait(60_000);
    expect(server.writes).toEqual([]);
    expect(server.left).toEqual(["end"]);
  });
});
