/** A path of this app, or undefined: a link must not lead to another site after signing in. */
export const safeNext = (next: unknown): string | undefined => {
  if (typeof next !== "string" || !next.startsWith("/")) return undefined;
  const { origin } = window.location;
  if (!URL.canParse(next, origin)) return undefined;
  const url = new URL(next, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : undefined;
};
