import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventStream, type StreamFetch, type StreamState } from "./event-stream";
import { follow } from "./follow";

/** A response whose body the test feeds by hand. */
function feed(init: ResponseInit = {}) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own;
    },
  });
  const response = new Response(body, {
    headers: { "Content-Type": "text/event-stream" },
    ...init,
  });
  return {
    response,
    send: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    cut: () => controller?.error(new Error("cut")),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("EventStream", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function start(fetch: StreamFetch) {
    const data: string[] = [];
    const states: StreamState[] = [];
    const refused: number[] = [];
    const stream = new EventStream({
      url: "/events",
      fetch,
      onEvent: (event) => data.push(event.data),
      onState: (state) => states.push(state),
      onRefused: (status) => refused.push(status),
      random: () => 1,
    });
    return { stream, data, states, refused };
  }

  it("decodes characters that are cut between two pieces", async () => {
    const bytes = new TextEncoder().encode("data: ž\n\n");
    const body = new ReadableStream<Uint8Array>({
      start: (own) => {
        own.enqueue(bytes.slice(0, 7));
        own.enqueue(bytes.slice(7));
      },
    });
    const { stream, data } = start(
      async () => new Response(body, { headers: { "Content-Type": "text/event-stream" } }),
    );
    await settle();
    expect(data).toEqual(["ž"]);
    stream.close();
  });

  it("connects again after a cut and says which event it saw last", async () => {
    const first = feed();
    const second = feed();
    const asked: (string | undefined)[] = [];
    const responses = [first.response, second.response];
    const { stream, data, states } = start(async (_url, init) => {
      asked.push((init.headers as Record<string, string>)["Last-Event-ID"]);
      const next = responses.shift();
      if (!next) throw new Error("no more");
      return next;
    });
    await settle();
    first.send("id: 41\ndata: a\n\ndata: unfinished");
    await settle();
    first.cut();
    await settle();
    expect(states.at(-1)).toBe("waiting");
    await vi.advanceTimersByTimeAsync(500);
    second.send("id: 42\ndata: b\n\n");
    await settle();
    expect(asked).toEqual([undefined, "41"]);
    expect(data).toEqual(["a", "b"]);
    stream.close();
    expect(states).toEqual(["connecting", "open", "waiting", "connecting", "open", "closed"]);
  });

  it("waits longer after each failure, and as long as Retry-After says", async () => {
    let calls = 0;
    const { stream } = start(async () => {
      calls += 1;
      if (calls === 3) return new Response("", { status: 429, headers: { "Retry-After": "30" } });
      throw new TypeError("network");
    });
    await settle();
    expect(calls).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(calls).toBe(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(calls).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toBe(3);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(calls).toBe(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toBe(4);
    stream.close();
  });

  it("gives up when the server refuses the stream", async () => {
    let calls = 0;
    const { refused, states } = start(async () => {
      calls += 1;
      return new Response("", { status: 404 });
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toBe(1);
    expect(refused).toEqual([404]);
    expect(states.at(-1)).toBe("refused");
  });

  it("takes a silent connection for dead", async () => {
    let calls = 0;
    const { stream } = start(async () => {
      calls += 1;
      return feed().response;
    });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(calls).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toBe(2);
    stream.close();
  });

  it("reports nothing after it was closed", async () => {
    const first = feed();
    const { stream, data } = start(async () => first.response);
    await settle();
    first.send("data: late\n\n");
    stream.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(data).toEqual([]);
  });
});

describe("follow", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  type State = { done: boolean };

  it("asks in turns when no stream comes through, and stops at the final state", async () => {
    const seen: State[] = [];
    const answers: State[] = [{ done: false }, { done: true }];
    let polls = 0;
    follow<State>({
      url: "/events",
      fetch: async () => {
        throw new TypeError("network");
      },
      parse: (data) => JSON.parse(data) as State,
      poll: async () => {
        polls += 1;
        return answers.shift() ?? { done: true };
      },
      onState: (state) => seen.push(state),
      isFinal: (state) => state.done,
      random: () => 1,
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual([{ done: false }, { done: true }]);
    expect(polls).toBe(2);
  });

  it("returns to the stream as soon as it brings an event", async () => {
    const live = feed();
    let calls = 0;
    let polls = 0;
    const modes: string[] = [];
    const end = follow<State>({
      url: "/events",
      fetch: async () => {
        calls += 1;
        if (calls <= 2) throw new TypeError("network");
        return live.response;
      },
      parse: (data) => JSON.parse(data) as State,
      poll: async () => {
        polls += 1;
        return { done: false };
      },
      onState: () => undefined,
      isFinal: (state) => state.done,
      onMode: (mode) => modes.push(mode),
      random: () => 1,
    });
    await vi.advanceTimersByTimeAsync(3_000);
    live.send('data: {"done":false}\n\n');
    await settle();
    const before = polls;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(modes).toEqual(["poll", "stream"]);
    expect(polls).toBe(before);
    end();
  });
});
