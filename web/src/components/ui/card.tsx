import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { cn } from "@/lib/cn";

type CardProps = Omit<ComponentPropsWithoutRef<"section">, "title"> & {
  title?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  /** No padding around the content: for tables and lists. */
  flush?: boolean;
};

/** A sheet on the page. Without a title it is only a sheet, not a section. */
export const Card = ({
  title,
  actions,
  flush = false,
  className,
  children,
  ...rest
}: CardProps) => {
  const Element = title ? "section" : "div";
  return (
    <Element {...rest} className={cn("rounded-lg border border-line bg-surface", className)}>
      {title ? (
        <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-4 sm:px-5">
          <h2 className="text-lg">{title}</h2>
          {actions}
        </div>
      ) : null}
      <div className={cn(flush ? (title ? "pt-2" : "") : "p-4 sm:p-5")}>{children}</div>
    </Element>
  );
};
