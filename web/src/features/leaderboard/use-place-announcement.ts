import { useEffect, useRef, useState } from "react";
import { placeSentence } from "./board-view";

/** At most one sentence in this time, so that a busy board does not talk without end. */
const QUIET_MS = 10_000;

type Place = { rank: number; points: number } | null;

/** A sentence about the own place, for a live region; it changes rarely. */
export const usePlaceAnnouncement = (place: Place, board: string): string => {
  const [sentence, setSentence] = useState("");
  const said = useRef<{ board: string; place: Place; at: number }>({
    board: "",
    place: null,
    at: 0,
  });
  const rank = place?.rank ?? null;
  const points = place?.points ?? null;

  useEffect(() => {
    const now = rank === null || points === null ? null : { rank, points };
    if (said.current.board !== board || said.current.place === null) {
      said.current = { board, place: now, at: 0 };
      return;
    }
    const words = placeSentence(said.current.place, now);
    if (words === "") return;
    const wait = Math.max(0, said.current.at + QUIET_MS - Date.now());
    const timer = setTimeout(() => {
      said.current = { board, place: now, at: Date.now() };
      setSentence(words);
    }, wait);
    return () => clearTimeout(timer);
  }, [rank, points, board]);
  return sentence;
};
