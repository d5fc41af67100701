/** Limits of a growing wait between attempts, in milliseconds. */
export type BackoffLimits = { firstMs: number; maxMs: number };

/**
 * How long to wait before attempt number `attempt` (0 is the first retry): doubling up to the maximum, and then a
 * random part of it, so that many browsers do not come back at the same moment after a restart of the server.
 */
export function backoffMs(
  attempt: number,
  limits: BackoffLimits,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(limits.maxMs, limits.firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(ceiling * (0.5 + 0.5 * random()));
}

/** Milliseconds of a `Retry-After` header (seconds or a date); `null` when absent or unreadable. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header.trim()) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
