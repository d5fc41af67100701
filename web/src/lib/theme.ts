import { useSyncExternalStore } from "react";

export type ThemeChoice = "light" | "dark" | "system";

// `public/theme.js` reads the same key before the first paint.
const KEY = "codequest.theme";
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

const read = (): ThemeChoice => {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
};

let choice = read();

const isDark = () => choice === "dark" || (choice === "system" && systemDark.matches);

const apply = () => {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  for (const listener of listeners) listener();
};

/** Chooses the theme, for all tabs. */
export const setTheme = (next: ThemeChoice): void => {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage can be refused: the choice then holds for this tab.
  }
  apply();
};

systemDark.addEventListener("change", apply);
window.addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  choice = read();
  apply();
});

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The chosen theme. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);

/** The theme in force: true when dark. For what cannot take its colours from CSS. */
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);
