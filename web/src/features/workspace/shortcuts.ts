import { useEffect, useRef } from "react";

const isMac = /Mac|iPhone|iPad/u.test(navigator.platform);

/** A chord with the platform's main key, as people read it: `Ctrl+Enter`, `⌘+Enter`. */
export const chord = (key: string): string => `${isMac ? "⌘" : "Ctrl"}+${key}`;

type Shortcuts = { onRun: () => void; onSubmit: () => void };

/** Run and Submit from anywhere on the page. What the editor has handled already is not handled again. */
export const useShortcuts = ({ onRun, onSubmit }: Shortcuts): void => {
  const calls = useRef({ onRun, onSubmit });
  useEffect(() => {
    calls.current = { onRun, onSubmit };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const main = isMac ? event.metaKey : event.ctrlKey;
      if (!main || event.altKey || event.shiftKey || event.defaultPrevented || event.repeat) return;
      if (event.key === "Enter") calls.current.onSubmit();
      else if (event.key === "'") calls.current.onRun();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
};
