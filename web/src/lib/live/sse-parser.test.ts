import { describe, expect, it } from "vitest";
import { type SseEvent, SseParser } from "./sse-parser";

function parse(...pieces: string[]): { events: SseEvent[]; retries: number[]; lastId: string } {
  const events: SseEvent[] = [];
  const retries: number[] = [];
  const parser = new SseParser({
    onEvent: (event) => events.push(event),
    onRetry: (delayMs) => retries.push(delayMs),
  });
  for (const piece of pieces) parser.push(piece);
  return { events, retries, lastId: parser.lastId };
}

describe("SseParser", () => {
  it("reports an event when its blank line arrives, and not before", () => {
    expect(parse("data: one\n").events).toEqual([]);
    expect(parse("data: one\n", "\n").events).toEqual([{ event: "message", data: "one", id: "" }]);
  });

  it("gives the same events wherever the text is cut", () => {
    const text =
      'id: 7\r\nevent: update\r\ndata: {"a":1}\r\ndata: {"b":2}\r\n\r\n: ping\n\ndata:x\r\rid\ndata: y\n\n';
    const whole = parse(text);
    expect(whole.events).toEqual([
      { event: "update", data: '{"a":1}\n{"b":2}', id: "7" },
      { event: "message", data: "x", id: "7" },
      { event: "message", data: "y", id: "" },
    ]);
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(parse(text.slice(0, cut), text.slice(cut)).events).toEqual(whole.events);
    }
    expect(parse(...text).events).toEqual(whole.events);
  });

  it("takes away one leading space of a value, and only one", () => {
    expect(parse("data:  two\n\n").events[0]?.data).toBe(" two");
  });

  it("joins data lines and keeps empty ones", () => {
    expect(parse("data\ndata: a\ndata:\n\n").events[0]?.data).toBe("\na\n");
  });

  it("drops an event that the end of the stream cut short", () => {
    expect(parse("data: whole\n\ndata: half").events).toHaveLength(1);
  });

  it("ignores comments, unknown fields, and blocks without data", () => {
    expect(parse(": hello\nwhat: ever\nevent: x\n\n").events).toEqual([]);
    expect(parse("event: x\n\ndata: 1\n\n").events[0]?.event).toBe("message");
  });

  it("keeps the last id over blocks and refuses one with a NUL", () => {
    const { events, lastId } = parse("id: 3\ndata: a\n\nid: b\0d\ndata: b\n\n");
    expect(events.map((event) => event.id)).toEqual(["3", "3"]);
    expect(lastId).toBe("3");
  });

  it("passes on a retry time only when it is a plain number", () => {
    expect(parse("retry: 2500\nretry: 1e3\nretry: -4\n\n").retries).toEqual([2500]);
  });

  it("skips a byte order mark at the start", () => {
    expect(parse("\uFEFFdata: a\n\n").events[0]?.data).toBe("a");
  });
});
