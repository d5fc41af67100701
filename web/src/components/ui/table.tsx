import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

type TableProps = {
  /** What the table holds; read out, not shown. */
  caption: string;
  children: ReactNode;
  className?: string;
};

/** A dense table that scrolls sideways on its own when it is wider than the page. */
export const Table = ({ caption, children, className }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
  <section aria-label={caption} tabIndex={0} className={cn("overflow-x-auto", className)}>
    <table className="w-full border-collapse text-sm tabular-nums">
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  </section>
);

type CellProps = { numeric?: boolean };

export const Th = ({ numeric, className, ...rest }: ComponentProps<"th"> & CellProps) => (
  <th
    scope="col"
    {...rest}
    className={cn(
      "h-9 whitespace-nowrap border-b border-line px-3 text-xs font-semibold text-ink-2 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
      numeric ? "text-right" : "text-left",
      className,
    )}
  />
);

export const Td = ({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) => (
  <td
    {...rest}
    className={cn(
      "h-11 border-b border-line px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
      numeric && "text-right",
      className,
    )}
  />
);

type TrProps = ComponentProps<"tr"> & {
  /** The row of the signed-in person. */
  own?: boolean;
};

export const Tr = ({ own, className, ...rest }: TrProps) => (
  <tr
    {...rest}
    className={cn(
      "last:[&>td]:border-b-0",
      own ? "bg-accent-soft font-semibold" : "hover:bg-sunken",
      className,
    )}
  />
);
