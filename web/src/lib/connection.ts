import { useSyncExternalStore } from "react";

const EVERY_MS = 4_000;
const listeners = new Set<() => void>();
let reachable = true;
let isProbing = false;

const set = (next: boolean) => {
  if (reachable === next) return;
  reachable = next;
  for (const listener of listeners) listener();
};

/** Asks whether the server answers now. */
export const answers = (): Promise<boolean> =>
  fetch("/health", { cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );

const probe = async () => {
  if (isProbing) return;
  isProbing = true;
  while (!reachable) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (await answers()) set(true);
  }
  isProbing = false;
};

/** Notes that a call got no answer: asks `/health` until the server is back. */
export const noteUnreachable = (): void => {
  set(false);
  void probe();
};

/** Notes that the server has answered something. */
export const noteReachable = (): void => set(true);

/** Calls back when the server goes away or comes back. Returns the way to stop. */
export const onConnectionChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** False from the first call without an answer until the server answers again. */
export const isReachable = (): boolean => reachable;

export const useReachable = (): boolean => useSyncExternalStore(onConnectionChange, isReachable);
