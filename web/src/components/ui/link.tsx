import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button";

/** The look of a link inside text. */
export const linkClass =
  "text-accent-ink underline decoration-1 underline-offset-[0.18em] hover:decoration-2";

/** A link to a page of the app, inside text. Takes the router's typed `to`. */
export const Link = createLink(({ className, ...rest }: ComponentProps<"a">) => (
  <a {...rest} className={cn(linkClass, className)} />
));

type ButtonAnchorProps = ComponentProps<"a"> & { tone?: ButtonTone; size?: ButtonSize };

/** A link that looks like a button: it goes somewhere, a `Button` does something. */
export const ButtonLink = createLink(({ tone, size, className, ...rest }: ButtonAnchorProps) => (
  <a {...rest} className={cn(buttonClass({ tone, size }), className)} />
));
