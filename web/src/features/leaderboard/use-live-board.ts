import { useEffect, useState } from "react";
import type { BoardEvent } from "@/lib/api/work";
import { EventStream, type StreamState } from "@/lib/live/event-stream";
import { sessionFetch } from "@/lib/live/session-fetch";
import { newerEvent, parseBoardEvent } from "./board-view";

/** Changes are shown at most this often, so that rows can be read while they move. */
const CALM_MS = 1_000;

/** The newest state of a board's first rows, and how the connection stands; null follows nothing. */
export const useLiveBoard = (url: string | null) => {
  const [event, setEvent] = useState<{ url: string; event: BoardEvent } | null>(null);
  const [state, setState] = useState<StreamState>("connecting");

  useEffect(() => {
    if (url === null) return;
    let newest: BoardEvent | null = null;
    let shownAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      shownAt = Date.now();
      if (newest !== null) setEvent({ url, event: newest });
    };
    const stream = new EventStream({
      url,
      fetch: sessionFetch,
      onState: (next) => {
        // A restarted server counts from the beginning: only events of one connection are compared.
        if (next === "open") newest = null;
        setState(next);
      },
      onEvent: ({ data }) => {
        const incoming = parseBoardEvent(data);
        if (incoming === null) return;
        newest = newerEvent(newest, incoming);
        timer ??= setTimeout(show, Math.max(0, CALM_MS - (Date.now() - shownAt)));
      },
    });
    const onOnline = () => stream.retryNow();
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      clearTimeout(timer);
      stream.close();
    };
  }, [url]);

  // What belongs to another board is not shown, not even for a moment.
  return { event: event?.url === url ? event.event : null, state };
};
