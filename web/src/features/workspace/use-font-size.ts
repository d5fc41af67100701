import { useState } from "react";

const KEY = "codequest:font-size";
export const FONT_SIZES = { least: 11, most: 24, usual: 14 };

const clamp = (size: number): number =>
  Math.min(FONT_SIZES.most, Math.max(FONT_SIZES.least, Math.round(size)));

const read = (): number => {
  try {
    const stored = Number(localStorage.getItem(KEY));
    return Number.isFinite(stored) && stored > 0 ? clamp(stored) : FONT_SIZES.usual;
  } catch {
    return FONT_SIZES.usual;
  }
};

/** Size of the editor's letters in px, remembered in this browser. */
export const useFontSize = (): [number, (size: number) => void] => {
  const [size, setSize] = useState(read);
  const change = (next: number) => {
    const clamped = clamp(next);
    setSize(clamped);
    try {
      localStorage.setItem(KEY, String(clamped));
    } catch {
      // Storage can be refused: the size then holds for this page.
    }
  };
  return [size, change];
};
