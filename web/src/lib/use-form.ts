import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type ApiError, toApiError } from "@/lib/api/envelope";
import { waitText } from "@/lib/wait-text";

/** What is wrong, by field name. */
export type FieldErrors = Record<string, string>;
type Values = Record<string, string>;

type FormOptions<T> = {
  /** Complaints that need no server; an empty object when there are none. */
  check?: (values: Values) => FieldErrors;
  send: (values: Values) => Promise<T>;
  onDone: (result: T, values: Values) => void;
  /** Field names of the server that differ from the form's. */
  rename?: Record<string, string>;
  /** Own words for some error codes. Return undefined for the usual ones. */
  explain?: (error: ApiError) => string | undefined;
};

type Form = {
  ref: RefObject<HTMLFormElement | null>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** The complaint about one field. */
  error: (field: string) => string | undefined;
  /** The complaint about the whole form. */
  formError: string | undefined;
  /** The error as the server sent it. */
  failure: ApiError | undefined;
  busy: boolean;
};

const describe = (error: ApiError): string =>
  error.status === 429
    ? `Too many attempts. Try again in ${waitText(error.retryAfter ?? 60)}.`
    : error.message;

/**
 * A form that is checked here first and then by the server, whose complaints stand at their
 * fields. The focus goes to the first field that is wrong.
 */
export const useForm = <T>({ check, send, onDone, rename, explain }: FormOptions<T>): Form => {
  const ref = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<ApiError>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const submit = async () => {
    if (ref.current === null || busy) return;
    const values: Values = {};
    for (const [name, value] of new FormData(ref.current)) {
      if (typeof value === "string") values[name] = value;
    }
    const complaints = check?.(values) ?? {};
    setErrors(complaints);
    setFailure(undefined);
    if (Object.keys(complaints).length > 0) return;
    setBusy(true);
    try {
      onDone(await send(values), values);
    } catch (thrown) {
      const error = toApiError(thrown);
      setFailure(error);
      setErrors(
        Object.fromEntries(
          error.details.map(({ field, message }) => [rename?.[field] ?? field, message]),
        ),
      );
    } finally {
      setBusy(false);
    }
  };

  const named = (field: string) => ref.current?.elements.namedItem(field) !== null;
  const allAtFields =
    failure !== undefined &&
    failure.details.length > 0 &&
    Object.keys(errors).every((field) => named(field));

  return {
    ref,
    onSubmit: (event) => {
      event.preventDefault();
      void submit();
    },
    error: (field) => errors[field],
    formError:
      failure === undefined || allAtFields ? undefined : (explain?.(failure) ?? describe(failure)),
    failure,
    busy,
  };
};
