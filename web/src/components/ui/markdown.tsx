import { cn } from "@/lib/cn";

type MarkdownProps = {
  /** HTML that the server has rendered and sanitised. Never anything else. */
  html: string;
  className?: string;
};

/** Text that the server rendered from Markdown. */
export const Markdown = ({ html, className }: MarkdownProps) => (
  <div
    className={cn("prose", className)}
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the server sanitises it (comrak, then ammonia).
    dangerouslySetInnerHTML={{ __html: html }}
  />
);
