import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const WIDTHS = { narrow: "max-w-md", text: "max-w-3xl", wide: "max-w-6xl" };

type PageProps = {
  /** `narrow` for one form, `text` for reading, `wide` for tables and boards. */
  width?: keyof typeof WIDTHS;
  children: ReactNode;
};

/** The frame of a page that scrolls. The workspace fills the window and goes without. */
export const Page = ({ width = "wide", children }: PageProps) => (
  <div className={cn("mx-auto w-full px-4 pt-8 pb-16 sm:px-6 sm:pt-10", WIDTHS[width])}>
    {children}
  </div>
);
