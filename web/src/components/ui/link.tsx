import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button";

/** The look of a link inside text. */
export const linkClass =
  "text-accent-ink underline decoration-1 underline-offset-[0.18em] hover:decoration-2";

type AnchorProps = ComponentProps<"a"> & {
  /** Looks like the text around it until it is pointed at: for names in lists. */
  plain?: boolean;
};

/** A link to a page of the app, inside text. Takes the router's typed `to`. */
export const Link = createLink(({ plain, className, ...rest }: AnchorProps) => (
  <a
    {...rest}
    className={cn(plain ? "underline-offset-[0.18em] hover:underline" : linkClass, className)}
  />
));

type ButtonAnchorProps = ComponentProps<"a"> & { tone?: ButtonTone; size?: ButtonSize };

/** A link that looks like a button: it goes somewhere, a `Button` does something. */
export const ButtonLink = createLink(({ tone, size, className, ...rest }: ButtonAnchorProps) => (
  <a {...rest} className={cn(buttonClass({ tone, size }), className)} />
));
