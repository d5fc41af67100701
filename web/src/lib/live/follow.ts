import { backoffMs } from "./backoff";
import { EventStream, type StreamFetch, type StreamState } from "./event-stream";

/** How the newest state arrives at the moment. */
export type FollowMode = "stream" | "poll";

export type FollowOptions<T> = {
  url: string;
  fetch: StreamFetch;
  /** Reads the data of one event; `null` skips it. */
  parse: (data: string) => T | null;
  /** Asks for the present state by an ordinary request. Rejects when it cannot be had now. */
  poll: () => Promise<T>;
  onState: (state: T) => void;
  /** After such a state nothing follows: everything is closed. */
  isFinal: (state: T) => boolean;
  onMode?: (mode: FollowMode) => void;
  /** Attempts in a row without an event before asking by turns instead. */
  streamAttempts?: number;
  pollMs?: number;
  random?: () => number;
};

/**
 * Follows something that changes until it is final: by event stream when that works, and by asking in turns when a
 * proxy or an old network device lets no stream through. The stream goes on being tried meanwhile. Returns the function
 * that ends it.
 */
export function follow<T>(options: FollowOptions<T>): () => void {
  const attempts = options.streamAttempts ?? 2;
  const pollMs = options.pollMs ?? 1_500;
  let ended = false;
  let polling = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    ended = true;
    clearTimeout(timer);
    stream.close();
  };
  const take = (state: T) => {
    if (ended) return;
    options.onState(state);
    if (options.isFinal(state)) end();
  };
  const ask = async () => {
    try {
      const state = await options.poll();
      failures = 0;
      if (polling) take(state);
    } catch {
      failures += 1;
    }
    if (ended || !polling) return;
    const waitMs =
      failures === 0
        ? pollMs
        : backoffMs(failures, { firstMs: pollMs, maxMs: 15_000 }, options.random);
    timer = setTimeout(() => void ask(), waitMs);
  };
  const setPolling = (wanted: boolean) => {
    if (ended || polling === wanted) return;
    polling = wanted;
    clearTimeout(timer);
    options.onMode?.(wanted ? "poll" : "stream");
    if (wanted) void ask();
  };
  const onStreamState = (state: StreamState, streamFailures: number) => {
    if (state === "waiting" && streamFailures >= attempts) setPolling(true);
  };
  const stream = new EventStream({
    url: options.url,
    fetch: options.fetch,
    onEvent: (event) => {
      setPolling(false);
      const state = options.parse(event.data);
      if (state !== null) take(state);
    },
    onState: onStreamState,
    onRefused: () => setPolling(true),
    ...(options.random ? { random: options.random } : {}),
  });
  return end;
}
