import { CircleAlert } from "lucide-react";
import { Children, type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export const controlClass =
  "w-full rounded-sm border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-3 disabled:opacity-60 aria-invalid:border-bad aria-invalid:border-2";

type FieldText = {
  label: ReactNode;
  /** A sentence under the label: what is expected. */
  hint?: ReactNode;
  /** What is wrong; marks the control invalid and is read out with it. */
  error?: string | undefined;
};

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type FieldProps = FieldText & {
  className?: string | undefined;
  children: (control: Described) => ReactNode;
};

/** Label, hint and error around one control; gives the control its ids. */
export const Field = ({ label, hint, error, className, children }: FieldProps) => {
  const id = useId();
  const parts = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-2">
          {hint}
        </p>
      ) : null}
      {children({
        id,
        ...(parts.length > 0 ? { "aria-describedby": parts.join(" ") } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-bad">
          <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  );
};

type InputProps = FieldText & ComponentProps<"input">;

/** A labelled text box. */
export const Input = ({ label, hint, error, className, ...rest }: InputProps) => (
  <Field label={label} hint={hint} error={error} className={className}>
    {(control) => <input {...rest} {...control} className={cn(controlClass, "min-h-11")} />}
  </Field>
);

type TextAreaProps = FieldText & ComponentProps<"textarea">;

/** A labelled box for several lines. */
export const TextArea = ({ label, hint, error, className, ...rest }: TextAreaProps) => (
  <Field label={label} hint={hint} error={error} className={className}>
    {(control) => (
      <textarea {...rest} {...control} className={cn(controlClass, "min-h-28 py-2.5")} />
    )}
  </Field>
);

type Option = { value: string; label: string; disabled?: boolean };
/** Options under a heading. */
export type OptionGroup = { label: string; options: readonly Option[] };

type SelectProps = FieldText &
  ComponentProps<"select"> & {
    options: readonly (Option | OptionGroup)[];
    /** The label is there for screen readers only. */
    hideLabel?: boolean;
  };

const toOption = (option: Option) => (
  <option key={option.value} value={option.value} disabled={option.disabled}>
    {option.label}
  </option>
);

/** A labelled choice: the browser's own list, so that phones and keyboards get theirs. */
export const Select = ({
  label,
  hint,
  error,
  options,
  hideLabel,
  className,
  ...rest
}: SelectProps) => (
  <Field
    label={hideLabel ? <span className="sr-only">{label}</span> : label}
    hint={hint}
    error={error}
    className={cn(hideLabel && "gap-0!", className)}
  >
    {(control) => (
      <select {...rest} {...control} className={cn(controlClass, "select-arrow min-h-10 text-sm")}>
        {options.map((item) =>
          "options" in item ? (
            <optgroup key={item.label} label={item.label}>
              {item.options.map(toOption)}
            </optgroup>
          ) : (
            toOption(item)
          ),
        )}
      </select>
    )}
  </Field>
);

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode };

/** A box to tick, with its label to the right; both are the target. */
export const Checkbox = ({ label, className, ...rest }: CheckboxProps) => (
  <label className={cn("inline-flex min-h-8 items-center gap-2.5 text-sm", className)}>
    <input type="checkbox" {...rest} className="size-4.5 accent-accent" />
    <span>{label}</span>
  </label>
);

type FormErrorProps = { children?: ReactNode };

/** What is wrong with a whole form, above its button. Read out when it appears. */
export const FormError = ({ children }: FormErrorProps) => (
  <div role="alert" className="empty:absolute">
    {Children.toArray(children).length > 0 ? (
      <p className="flex items-start gap-2 rounded-sm border border-bad bg-bad-soft px-3 py-2 text-sm text-bad">
        <CircleAlert size={18} aria-hidden className="mt-0.5 shrink-0" />
        <span>{children}</span>
      </p>
    ) : null}
  </div>
);
