import { sentence } from "@/lib/sentence";

/** One field's complaint, as the server words it. */
export type FieldError = { field: string; message: string };

/** The shape that every `/v1` answer has. */
export type Envelope<T, M = object | null> = {
  success: boolean;
  data: T;
  meta: M;
  error: { code: string; message: string; details?: FieldError[] | null } | null;
};

/** Page numbers of a list; `total` counts all rows that match. */
export type PageMeta = { page: number; limit: number; total: number };

type ApiErrorInit = {
  status: number;
  code: string;
  message: string;
  details?: FieldError[];
  requestId?: string | undefined;
  retryAfter?: number | undefined;
};

/**
 * A call that failed. `status` is 0 when no answer arrived at all (code `NETWORK`).
 * `retryAfter` is in seconds.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(init: ApiErrorInit) {
    super(init.message);
    this.name = "ApiError";
    this.status = init.status;
    this.code = init.code;
    this.details = init.details ?? [];
    this.requestId = init.requestId;
    this.retryAfter = init.retryAfter;
  }

  /** True when no answer arrived: no network, or the server is down. */
  get isNetwork(): boolean {
    return this.status === 0;
  }

  /** What the server says about one field, if anything. */
  field(name: string): string | undefined {
    return this.details.find((detail) => detail.field === name)?.message;
  }
}

/** The error of a call that got no answer. */
export const networkError = (): ApiError =>
  new ApiError({
    status: 0,
    code: "NETWORK",
    message: "The server cannot be reached. Check your connection and try again.",
  });

/** Turns any thrown value into an `ApiError`. */
export const toApiError = (thrown: unknown): ApiError => {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof TypeError) return networkError();
  return new ApiError({
    status: 0,
    code: "UNEXPECTED",
    message: thrown instanceof Error ? thrown.message : "Something went wrong.",
  });
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const fieldErrors = (value: unknown): FieldError[] =>
  Array.isArray(value)
    ? value
        .filter(
          (item): item is FieldError =>
            isRecord(item) && typeof item.field === "string" && typeof item.message === "string",
        )
        .map(({ field, message }) => ({ field, message: sentence(message) }))
    : [];

/** Reads the error of a refused call from its body and headers; its messages become sentences. */
export const errorFrom = (response: Response, body: unknown): ApiError => {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const retryAfter = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  return new ApiError({
    status: response.status,
    code: typeof error.code === "string" ? error.code : `HTTP_${response.status}`,
    message:
      typeof error.message === "string" && error.message !== ""
        ? sentence(error.message)
        : `The server answered ${response.status} without saying why.`,
    details: fieldErrors(error.details),
    requestId: response.headers.get("x-request-id") ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
};

type Outcome<E> = { data?: E; error?: unknown; response: Response };

/** Waits for a call and returns the `data` of its envelope. Throws `ApiError`. */
export const unwrap = async <T>(call: Promise<Outcome<{ data: T }>>): Promise<T> =>
  (await settled(call)).data;

/** Like {@link unwrap}, with the envelope's `meta` beside the data. */
export const unwrapPage = async <T, M>(
  call: Promise<Outcome<{ data: T; meta: M }>>,
): Promise<{ data: T; meta: M }> => {
  const { data, meta } = await settled(call);
  return { data, meta };
};

/** Waits for a call that has no body (204). Throws `ApiError`. */
export const unwrapEmpty = async (call: Promise<Outcome<unknown>>): Promise<void> => {
  const { error, response } = await call.catch((thrown) => {
    throw toApiError(thrown);
  });
  if (!response.ok) throw errorFrom(response, error);
};

const settled = async <E>(call: Promise<Outcome<E>>): Promise<E> => {
  const { data, error, response } = await call.catch((thrown) => {
    throw toApiError(thrown);
  });
  if (!response.ok || data === undefined) throw errorFrom(response, error);
  return data;
};
