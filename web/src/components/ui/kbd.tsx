import { cn } from "@/lib/cn";

type KbdProps = {
  children: string;
  /** On the dark stage of a page. */
  onStage?: boolean;
};

/** A key or a chord, written `Ctrl+Enter`. */
export const Kbd = ({ children, onStage }: KbdProps) => (
  <kbd
    className={cn(
      "inline-flex items-center rounded-xs border border-b-2 px-1.5 text-xs leading-5",
      onStage ? "border-on-stage/45 text-on-stage-2" : "border-line-strong bg-surface text-ink-2",
    )}
  >
    {children}
  </kbd>
);
