/** One event of a `text/event-stream`, as the HTML standard defines it. */
export type SseEvent = {
  /** Value of the `event` field; `message` when the stream names none. */
  event: string;
  /** The `data` lines, joined by line feeds. */
  data: string;
  /** The last event id seen so far on the stream; empty before the first. */
  id: string;
};

/** What the parser reports to its owner. */
export type SseSink = {
  onEvent: (event: SseEvent) => void;
  /** The server asks to wait this long, in milliseconds, before connecting again. */
  onRetry?: (delayMs: number) => void;
};

/**
 * Reads an event stream piece by piece. Pieces may end anywhere: within a line, between `\r` and `\n`, or before the
 * blank line that completes an event. An event that is not completed when the stream ends is dropped, as the standard
 * demands, so that half a message is never acted on.
 */
export class SseParser {
  readonly #sink: SseSink;
  #rest = "";
  #skipLineFeed = false;
  #started = false;
  #event = "";
  #data: string[] = [];
  #lastId: string;

  constructor(sink: SseSink, lastId = "") {
    this.#sink = sink;
    this.#lastId = lastId;
  }

  /** The id to resume from. */
  get lastId(): string {
    return this.#lastId;
  }

  /** Takes the next piece of decoded text. */
  push(text: string): void {
    let input = text;
    if (!this.#started && input.length > 0) {
      this.#started = true;
      if (input.charCodeAt(0) === 0xfeff) input = input.slice(1);
    }
    if (this.#skipLineFeed && input.length > 0) {
      this.#skipLineFeed = false;
      if (input[0] === "\n") input = input.slice(1);
    }
    this.#rest += input;
    let start = 0;
    for (let at = 0; at < this.#rest.length; at += 1) {
      const char = this.#rest[at];
      if (char !== "\n" && char !== "\r") continue;
      this.#line(this.#rest.slice(start, at));
      if (char === "\r") {
        if (at + 1 === this.#rest.length) this.#skipLineFeed = true;
        else if (this.#rest[at + 1] === "\n") at += 1;
      }
      start = at + 1;
    }
    this.#rest = this.#rest.slice(start);
  }

  #line(line: string): void {
    if (line === "") {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#lastId = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.#sink.onRetry?.(Number(value));
  }

  #dispatch(): void {
    const event = this.#event;
    const data = this.#data;
    this.#event = "";
    this.#data = [];
    if (data.length === 0) return;
    this.#sink.onEvent({ event: event || "message", data: data.join("\n"), id: this.#lastId });
  }
}
