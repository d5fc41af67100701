type KbdProps = { children: string };

/** A key or a chord, written `Ctrl+Enter`. */
export const Kbd = ({ children }: KbdProps) => (
  <kbd className="inline-flex items-center rounded-xs border border-b-2 border-line-strong bg-surface px-1.5 text-xs leading-5 text-ink-2">
    {children}
  </kbd>
);
