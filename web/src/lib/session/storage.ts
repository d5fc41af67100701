import type { SessionUser } from "@/lib/api/accounts";

const KEY = "codequest.session";

/**
 * What outlives the page: who is signed in, the refresh token, and the key under which its one use
 * may be repeated until the answer arrives, even by another tab or after a restart.
 */
export type StoredSession = { refreshToken: string; rotationKey: string; user: SessionUser };

/** A key for the one use of a refresh token: 32 visible characters. */
export const newRotationKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** Reads the stored session; null when nobody is signed in or storage is refused. */
export const readStored = (): StoredSession | null => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const { refreshToken, rotationKey, user } = value as Partial<StoredSession>;
    return typeof refreshToken === "string" &&
      typeof rotationKey === "string" &&
      typeof user?.id === "string"
      ? { refreshToken, rotationKey, user }
      : null;
  } catch {
    return null;
  }
};

/** Stores the session for all tabs, or removes it. */
export const writeStored = (stored: StoredSession | null): void => {
  try {
    if (stored === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Storage can be refused or full: the session then lives as long as this tab.
  }
};

/** Calls back when another tab has changed the stored session. Returns the way to stop. */
export const onStoredChange = (callback: () => void): (() => void) => {
  const listener = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) callback();
  };
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
};
