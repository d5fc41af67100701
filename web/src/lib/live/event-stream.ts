import { type BackoffLimits, backoffMs, retryAfterMs } from "./backoff";
import { type SseEvent, SseParser } from "./sse-parser";

/** Where a live connection stands. `waiting` means cut and about to be tried again. */
export type StreamState = "connecting" | "open" | "waiting" | "closed" | "refused";

/** Opens one response; it adds the credentials, and refreshes them when the server asks for it. */
export type StreamFetch = (url: string, init: RequestInit) => Promise<Response>;

export type EventStreamOptions = {
  url: string;
  fetch: StreamFetch;
  onEvent: (event: SseEvent) => void;
  /** Called on every change; `failures` counts attempts in a row that brought no event. */
  onState?: (state: StreamState, failures: number) => void;
  /** The server will not serve this stream (status 4xx): trying again would not help. */
  onRefused?: (status: number) => void;
  /** Resume after this event. */
  lastEventId?: string;
  backoff?: BackoffLimits;
  /** A connection that brings nothing at all, no comment either, for this long is taken for dead. */
  silenceMs?: number;
  random?: () => number;
};

const BACKOFF: BackoffLimits = { firstMs: 500, maxMs: 15_000 };
const SILENCE_MS = 60_000;

/**
 * Follows a server-sent event stream over `fetch`, because `EventSource` can neither send an `Authorization` header nor
 * say why it failed. It connects again after a cut, with `Last-Event-ID`, until it is closed or refused.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt: AbortController | undefined;
  #failures = 0;
  #lastId: string;
  #retryMs: number | null = null;
  #state: StreamState = "connecting";

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#lastId = options.lastEventId ?? "";
    void this.#connect();
  }

  get state(): StreamState {
    return this.#state;
  }

  /** Ends the connection for good. Safe to call more than once, and from within `onEvent`. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#attempt?.abort();
    this.#set("closed");
  }

  /** Tries again now instead of after the wait, for example when the network is back. */
  retryNow(): void {
    if (this.#state !== "waiting") return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  async #connect(): Promise<void> {
    this.#set("connecting");
    const attempt = new AbortController();
    this.#attempt = attempt;
    let waitMs: number | null = null;
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (this.#lastId !== "") headers["Last-Event-ID"] = this.#lastId;
      const response = await this.#options.fetch(this.#options.url, {
        headers,
        signal: attempt.signal,
        cache: "no-store",
      });
      if (this.#abort.signal.aborted) return;
      if (response.ok && response.body !== null && isEventStream(response)) {
        this.#set("open");
        await this.#read(response.body, attempt);
      } else {
        void response.body?.cancel().catch(() => undefined);
        const passing =
          response.status === 429 || response.status === 408 || response.status >= 500;
        if (!passing) {
          this.#abort.abort();
          this.#set("refused");
          this.#options.onRefused?.(response.status);
          return;
        }
        waitMs = retryAfterMs(response.headers.get("Retry-After"));
      }
    } catch {
      // A cut connection is ordinary: what matters is only that it is tried again.
    }
    if (this.#abort.signal.aborted) return;
    attempt.abort();
    const growing = backoffMs(
      this.#failures,
      this.#options.backoff ?? BACKOFF,
      this.#options.random,
    );
    this.#failures += 1;
    this.#timer = setTimeout(
      () => void this.#connect(),
      waitMs ?? Math.max(growing, this.#retryMs ?? 0),
    );
    this.#set("waiting");
  }

  async #read(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const parser = new SseParser(
      {
        onEvent: (event) => {
          if (this.#abort.signal.aborted) return;
          this.#failures = 0;
          this.#lastId = event.id;
          this.#options.onEvent(event);
        },
        onRetry: (delayMs) => {
          this.#retryMs = Math.min(delayMs, 60_000);
        },
      },
      this.#lastId,
    );
    const decoder = new TextDecoder();
    const reader = body.getReader();
    const silence = this.#options.silenceMs ?? SILENCE_MS;
    let watchdog = setTimeout(() => attempt.abort(), silence);
    const stop = () => void reader.cancel().catch(() => undefined);
    attempt.signal.addEventListener("abort", stop, { once: true });
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), silence);
        parser.push(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(watchdog);
      attempt.signal.removeEventListener("abort", stop);
    }
  }

  #set(state: StreamState): void {
    this.#state = state;
    this.#options.onState?.(state, this.#failures);
  }
}

function isEventStream(response: Response): boolean {
  return (response.headers.get("Content-Type") ?? "").toLowerCase().startsWith("text/event-stream");
}
