import type { SessionUser, SignedIn, Tokens } from "@/lib/api/accounts";
import { type Envelope, errorFrom, networkError } from "@/lib/api/envelope";
import { withRefreshLock } from "./lock";
import {
  newRotationKey,
  onStoredChange,
  readStored,
  type StoredSession,
  writeStored,
} from "./storage";

/** Refresh this long before the access token runs out, so that clocks may differ a little. */
const EARLY_MS = 30_000;
const RETRY_MS = [300, 1_000, 3_000];

type Access = { token: string; expiresAt: number; userId: string };
type Message = { type: "tokens"; access: Access } | { type: "signed-out" };

type Listener = () => void;

/**
 * The one session of this browser. The access token stays in memory; the refresh token is shared
 * by all tabs through localStorage, and only one tab at a time may use it, because each use
 * replaces it. A refresh that gets no answer is repeated with the same token under the same
 * `Idempotency-Key`, and gets the same answer: nobody is signed out by a cut connection.
 */
export class Session {
  #access: Access | null = null;
  #user: SessionUser | null = readStored()?.user ?? null;
  #pending: Promise<string | null> | null = null;
  #listeners = new Set<Listener>();
  #channel: BroadcastChannel | null =
    typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("codequest.session");

  constructor() {
    onStoredChange(() => this.#adoptStored());
    this.#channel?.addEventListener("message", (event: MessageEvent<Message>) => {
      if (event.data.type === "tokens") {
        if (event.data.access.userId === this.#user?.id) this.#access = event.data.access;
      } else {
        this.#forget();
      }
    });
  }

  /** The signed-in person as known without asking the server; null when signed out. */
  get user(): SessionUser | null {
    return this.#user;
  }

  /** Calls back whenever somebody signs in or out, in this tab or another. */
  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts a session from a sign-in's answer. */
  start(signedIn: SignedIn): void {
    this.#user = signedIn.user;
    this.#keep(signedIn);
    this.#notify();
  }

  /** Updates what is shown of the person, after an edit of the profile. */
  rename(displayName: string): void {
    const stored = readStored();
    if (this.#user === null || stored === null) return;
    this.#user = { ...this.#user, display_name: displayName };
    writeStored({ ...stored, user: this.#user });
    this.#notify();
  }

  /** Ends the session here, in all other tabs, and on the server if it can be reached. */
  async end(): Promise<void> {
    const refreshToken = readStored()?.refreshToken;
    const access = this.#access;
    this.#drop();
    if (refreshToken === undefined) return;
    const headers = new Headers({ "content-type": "application/json" });
    if (access !== null) headers.set("authorization", `Bearer ${access.token}`);
    await fetch("/v1/auth/logout", {
      method: "POST",
      headers,
      body: JSON.stringify({ refresh_token: refreshToken }),
      keepalive: true,
    }).catch(() => undefined);
  }

  /**
   * A fresh access token, or null when nobody is signed in.
   * Throws `ApiError` (code `NETWORK`) when the server cannot be asked.
   */
  async token(): Promise<string | null> {
    if (this.#user === null) return null;
    const access = this.#access;
    if (access !== null && access.expiresAt - EARLY_MS > Date.now()) return access.token;
    return await this.#refreshOnce(access?.token ?? null);
  }

  /** `fetch` with the access token; a 401 leads to one refresh and one repetition. */
  async fetch(request: Request): Promise<Response> {
    const repeat = request.clone();
    const token = await this.token();
    const response = await send(request, token);
    if (response.status !== 401 || token === null) return response;
    const fresh = await this.#refreshOnce(token);
    return fresh === null ? response : await send(repeat, fresh);
  }

  #refreshOnce(stale: string | null): Promise<string | null> {
    this.#pending ??= withRefreshLock(() => this.#refresh(stale)).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #refresh(stale: string | null): Promise<string | null> {
    // While this tab waited for the lock, another may have refreshed and told us.
    const current = this.#access;
    if (current !== null && current.token !== stale && current.expiresAt - EARLY_MS > Date.now()) {
      return current.token;
    }
    for (let attempt = 0; ; attempt += 1) {
      const stored = readStored();
      if (stored === null) {
        this.#drop();
        return null;
      }
      const answer = await refresh(stored);
      if (answer?.response.ok) {
        const { data } = answer.body as Envelope<Tokens>;
        // Signed out meanwhile in another tab: the answer is not wanted any more.
        if (readStored() === null) return null;
        this.#keep(data);
        return data.access_token;
      }
      const status = answer?.response.status;
      if (status === 401 || status === 400) {
        // Another tab may have replaced the token while the lock was not to be had.
        if (readStored()?.refreshToken !== stored.refreshToken) continue;
        this.#drop();
        return null;
      }
      const wait = RETRY_MS[attempt];
      if (wait === undefined || status === 429) {
        throw answer === null ? networkError() : errorFrom(answer.response, answer.body);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  #keep(tokens: Tokens): void {
    if (this.#user === null) return;
    const access = {
      token: tokens.access_token,
      expiresAt: Date.now() + tokens.expires_in * 1000,
      userId: this.#user.id,
    };
    this.#access = access;
    writeStored({
      refreshToken: tokens.refresh_token,
      rotationKey: newRotationKey(),
      user: this.#user,
    });
    this.#channel?.postMessage({ type: "tokens", access } satisfies Message);
  }

  #drop(): void {
    writeStored(null);
    this.#channel?.postMessage({ type: "signed-out" } satisfies Message);
    this.#forget();
  }

  #forget(): void {
    if (this.#user === null) return;
    this.#access = null;
    this.#user = null;
    this.#notify();
  }

  #adoptStored(): void {
    const stored = readStored();
    if (stored === null) {
      this.#forget();
    } else if (stored.user.id !== this.#user?.id) {
      this.#access = null;
      this.#user = stored.user;
      this.#notify();
    } else if (stored.user.display_name !== this.#user.display_name) {
      this.#user = stored.user;
      this.#notify();
    }
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

const send = (request: Request, token: string | null): Promise<Response> => {
  if (token !== null) request.headers.set("authorization", `Bearer ${token}`);
  return fetch(request);
};

type Answer = { response: Response; body: unknown };

/** Asks for the next tokens; null when no whole answer arrived. */
const refresh = async (stored: StoredSession): Promise<Answer | null> => {
  try {
    const response = await fetch("/v1/auth/refresh", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": stored.rotationKey },
      body: JSON.stringify({ refresh_token: stored.refreshToken }),
    });
    const text = await response.text();
    return { response, body: parse(text) };
  } catch {
    return null;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export const session = new Session();
