/**
 * Helpers to write an endpoint's types by hand in the form that `openapi-fetch` reads.
 * Only for endpoints that the generated `schema.d.ts` does not have.
 */
import type { Envelope, PageMeta } from "./envelope";

type Content<T> = { content: { "application/json": T } };
type Answer<T, M> = { 200: Content<Envelope<T, M>> };
type None = Record<never, never>;
type Parameters<Q, P> = {
  query?: Q;
  header?: never;
  cookie?: never;
} & (keyof P extends never ? { path?: never } : { path: P });

/** A call without a body. */
export type Call<T, Q = never, P = None, M = object | null> = {
  parameters: Parameters<Q, P>;
  requestBody?: never;
  responses: Answer<T, M>;
};

/** A call with a JSON body. */
export type CallWith<B, T, P = None> = {
  parameters: Parameters<never, P>;
  requestBody: Content<B>;
  responses: Answer<T, object | null>;
};

/** A list with page numbers in `meta`. */
export type ListCall<T, Q = never, P = None> = Call<T[], Q, P, PageMeta>;
