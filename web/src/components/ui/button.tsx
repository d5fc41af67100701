import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export type ButtonTone = "primary" | "secondary" | "ghost" | "danger" | "onStage";
export type ButtonSize = "sm" | "md" | "lg";

const TONES: Record<ButtonTone, string> = {
  primary:
    "bg-accent text-on-accent border-accent hover:bg-accent-hover hover:border-accent-hover font-semibold",
  secondary: "bg-surface text-ink border-line-strong hover:bg-sunken",
  ghost: "bg-transparent text-ink-2 border-transparent hover:bg-sunken hover:text-ink",
  onStage:
    "bg-transparent text-on-stage border-on-stage/60 hover:border-on-stage hover:bg-on-stage/10",
  danger: "bg-surface text-bad border-bad hover:bg-bad-soft",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 text-sm gap-1.5 rounded-sm",
  md: "min-h-10 px-4 text-sm gap-2 rounded-md",
  lg: "min-h-12 px-6 text-base gap-2 rounded-md",
};

type Look = { tone?: ButtonTone | undefined; size?: ButtonSize | undefined };

/** The classes of a button, for links that look like one. */
export const buttonClass = ({ tone = "secondary", size = "md" }: Look = {}): string =>
  cn(
    "inline-flex items-center justify-center border font-medium leading-tight transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:shrink-0",
    TONES[tone],
    SIZES[size],
  );

type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Work is going on: the button keeps its place and cannot be pressed again. */
    busy?: boolean;
    /** An icon before the text, 16 px. */
    icon?: ReactNode;
  };

export const Button = ({
  tone,
  size,
  busy = false,
  icon,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    disabled={disabled || busy}
    aria-busy={busy || undefined}
    className={cn(buttonClass({ tone, size }), className)}
  >
    {busy ? <LoaderCircle size={16} aria-hidden className="animate-spin" /> : icon}
    {children}
  </button>
);

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** What the button does; also its tooltip. */
  label: string;
  size?: ButtonSize;
};

/** A button that shows only an icon; at least 32 by 32 px, 40 by default. */
export const IconButton = ({ label, size = "md", className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    title={label}
    className={cn(
      "inline-flex items-center justify-center rounded-sm text-ink-2 transition-colors hover:bg-sunken hover:text-ink disabled:opacity-55",
      size === "sm" ? "size-8" : size === "lg" ? "size-12" : "size-10",
      className,
    )}
  />
);
