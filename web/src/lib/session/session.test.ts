import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SessionUser } from "@/lib/api/accounts";
import { Session } from "./session";
import { readStored, writeStored } from "./storage";

const KEY = "0123456789abcdef";
const ada: SessionUser = {
  id: "u1",
  email: "ada@example.org",
  display_name: "Ada",
  role: "learner",
  email_verified: true,
};

/** A server that rotates refresh tokens, and repeats its answer to the same key only. */
class Server {
  current = "r0";
  previous = "";
  previousKey = "";
  refreshes = 0;
  /** How many answers are lost on their way, after the server has rotated. */
  lost = 0;
  accepted = new Set<string>();

  answer = async (input: Request | string, init?: RequestInit): Promise<Response> => {
    if (typeof input === "string") {
      return input === "/v1/auth/refresh"
        ? this.#refresh(
            JSON.parse(String(init?.body)).refresh_token,
            new Headers(init?.headers).get("idempotency-key") ?? "",
          )
        : new Response(null, { status: 204 });
    }
    const token = input.headers.get("authorization")?.slice("Bearer ".length) ?? "";
    return this.accepted.has(token)
      ? Response.json({ ok: true })
      : Response.json({ error: { code: "UNAUTHORIZED" } }, { status: 401 });
  };

  #refresh(token: string, key: string): Response {
    this.refreshes += 1;
    const isRepeated = token === this.previous && key === this.previousKey;
    if (!isRepeated) {
      if (token !== this.current || key.length < 16) {
        return Response.json({ error: { code: "INVALID_TOKEN" } }, { status: 401 });
      }
      this.previous = token;
      this.previousKey = key;
      this.current = `${token}'`;
    }
    const access = `a${this.refreshes}`;
    this.accepted.add(access);
    if (this.lost > 0) {
      this.lost -= 1;
      throw new TypeError("connection cut");
    }
    return Response.json({
      data: { access_token: access, refresh_token: this.current, expires_in: 3600 },
    });
  }
}

const channels = new Set<FakeChannel>();

/** Other tabs hear a message a moment later, never the tab that sent it. */
class FakeChannel extends EventTarget {
  constructor() {
    super();
    channels.add(this);
  }

  postMessage(data: unknown): void {
    for (const channel of channels) {
      if (channel !== this) {
        queueMicrotask(() => channel.dispatchEvent(new MessageEvent("message", { data })));
      }
    }
  }
}

/** Web Locks: one holder at a time, in order. */
const fakeLocks = () => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: <T>(_: string, work: () => Promise<T>): Promise<T> => {
      const run = last.then(work, work);
      last = run.catch(() => undefined);
      return run;
    },
  };
};

let server: Server;

beforeEach(() => {
  vi.useFakeTimers();
  channels.clear();
  localStorage.clear();
  server = new Server();
  vi.stubGlobal("fetch", server.answer);
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("navigator", { locks: fakeLocks() });
  writeStored({ refreshToken: "r0", rotationKey: KEY, user: ada });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const call = () => new Request("http://localhost/v1/users/me");

test("calls made at once share one refresh", async () => {
  const tab = new Session();
  const replies = await Promise.all([tab.fetch(call()), tab.fetch(call()), tab.fetch(call())]);
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
  expect(server.refreshes).toBe(1);
});

test("tabs share one refresh", async () => {
  const tabs = [new Session(), new Session(), new Session()];
  const tokens = await Promise.all(tabs.map((tab) => tab.token()));
  expect(tokens).toEqual(["a1", "a1", "a1"]);
  expect(server.refreshes).toBe(1);
});

test("a refresh whose answer is lost is repeated with the same token, and nobody is signed out", async () => {
  server.lost = 2;
  const tab = new Session();
  const token = tab.token();
  await vi.runAllTimersAsync();
  expect(await token).toBe("a3");
  expect(tab.user).toEqual(ada);
  expect(readStored()?.refreshToken).toBe("r0'");
});

test("a tab that was closed before the answer came does not sign anybody out", async () => {
  await server.answer("/v1/auth/refresh", {
    headers: { "idempotency-key": KEY },
    body: JSON.stringify({ refresh_token: "r0" }),
  });
  expect(await new Session().token()).toBe("a2");
  expect(readStored()?.refreshToken).toBe("r0'");
});

test("each refresh token has a key of its own", async () => {
  await new Session().token();
  expect(readStored()?.rotationKey).toMatch(/^[0-9a-f]{32}$/);
});

test("a server that stays away ends the call, not the session", async () => {
  server.lost = 100;
  const tab = new Session();
  const token = tab.token().catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await token).toMatchObject({ code: "NETWORK" });
  expect(tab.user).toEqual(ada);
  expect(readStored()?.user).toEqual(ada);
});

test("a refused refresh signs out every tab", async () => {
  const [tab, other] = [new Session(), new Session()];
  server.current = "somebody else's";
  expect(await tab.token()).toBeNull();
  expect(tab.user).toBeNull();
  expect(other.user).toBeNull();
  expect(readStored()).toBeNull();
});

test("a refused token that another tab has replaced meanwhile is not the end", async () => {
  const tab = new Session();
  server.current = "r9";
  const refuse = server.answer;
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const reply = await refuse(input, init);
    if (reply.status === 401) writeStored({ refreshToken: "r9", rotationKey: KEY, user: ada });
    return reply;
  });
  expect(await tab.token()).toBe("a2");
  expect(tab.user).toEqual(ada);
});

test("a call whose access token has been revoked is repeated once with a fresh one", async () => {
  const tab = new Session();
  await tab.token();
  server.accepted.clear();
  expect((await tab.fetch(call())).status).toBe(200);
  expect(server.refreshes).toBe(2);
});

test("signing out in one tab signs out the others and tells them", async () => {
  const [tab, other] = [new Session(), new Session()];
  await tab.token();
  const told = vi.fn();
  other.subscribe(told);
  await tab.end();
  expect(other.user).toBeNull();
  expect(told).toHaveBeenCalledOnce();
});

test("an answer that arrives after signing out does not sign in again", async () => {
  const tab = new Session();
  const token = tab.token();
  const end = tab.end();
  expect(await token).toBeNull();
  await end;
  expect(readStored()).toBeNull();
});

test("a tab takes over who signs in in another", () => {
  const tab = new Session();
  const grace: SessionUser = { ...ada, id: "u2", email: "grace@example.org" };
  writeStored({ refreshToken: "g0", rotationKey: KEY, user: grace });
  window.dispatchEvent(new StorageEvent("storage", { key: "codequest.session" }));
  expect(tab.user).toEqual(grace);
});
