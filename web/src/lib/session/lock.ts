const NAME = "codequest.refresh";
const LEASE_MS = 15_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Says whether the page may use Web Locks: browsers offer them on HTTPS and localhost only. */
const locks = (): LockManager | undefined =>
  typeof navigator === "undefined" ? undefined : navigator.locks;

type Lease = { owner: string; until: number };

const readLease = (): Lease | null => {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "null") as Lease | null;
  } catch {
    return null;
  }
};

/**
 * A lock between tabs on a page served over plain HTTP (a classroom's server by its address):
 * a lease in localStorage, written and read back after a moment, so that of two tabs that
 * write at once only the last goes on.
 */
const withLease = async <T>(work: () => Promise<T>): Promise<T> => {
  const owner = Array.from(crypto.getRandomValues(new Uint32Array(2))).join("-");
  for (;;) {
    const held = readLease();
    if (held === null || held.until < Date.now() || held.owner === owner) {
      localStorage.setItem(NAME, JSON.stringify({ owner, until: Date.now() + LEASE_MS }));
      await pause(40);
      if (readLease()?.owner === owner) break;
    }
    await pause(60);
  }
  try {
    return await work();
  } finally {
    if (readLease()?.owner === owner) localStorage.removeItem(NAME);
  }
};

/** Runs `work` while no other tab of this browser runs it. */
export const withRefreshLock = async <T>(work: () => Promise<T>): Promise<T> => {
  const manager = locks();
  if (manager !== undefined) return await manager.request(NAME, work);
  try {
    localStorage.getItem(NAME);
  } catch {
    return await work();
  }
  return await withLease(work);
};
