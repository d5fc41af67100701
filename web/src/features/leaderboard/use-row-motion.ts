import { type RefObject, useLayoutEffect, useRef } from "react";

const MOVE_MS = 450;
const EASE = "cubic-bezier(0.2, 0.8, 0.2, 1)";

/**
 * Lets rows glide from their old place to the new one. Rows are found by `data-row`; nothing moves for people who ask
 * for less motion, and nothing on the first showing of a board.
 */
export const useRowMotion = (
  box: RefObject<HTMLElement | null>,
  board: string,
  version: unknown,
): void => {
  const known = useRef({ board: "", tops: new Map<string, number>() });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the rows changed.
  useLayoutEffect(() => {
    const origin = box.current?.getBoundingClientRect().top;
    if (box.current === null || origin === undefined) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const before = known.current.board === board ? known.current.tops : new Map<string, number>();
    const tops = new Map<string, number>();
    for (const row of box.current.querySelectorAll<HTMLElement>("[data-row]")) {
      const id = row.dataset.row ?? "";
      const top = row.getBoundingClientRect().top - origin;
      tops.set(id, top);
      const old = before.get(id);
      if (still || old === undefined || Math.abs(old - top) < 1) continue;
      row.animate([{ transform: `translateY(${old - top}px)` }, { transform: "none" }], {
        duration: MOVE_MS,
        easing: EASE,
      });
    }
    known.current = { board, tops };
  }, [box, board, version]);
};
