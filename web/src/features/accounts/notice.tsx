import { CircleCheck, CircleX, Mail } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

const KINDS = {
  ok: { icon: CircleCheck, colour: "text-ok" },
  bad: { icon: CircleX, colour: "text-bad" },
  mail: { icon: Mail, colour: "text-accent-ink" },
};

type NoticeProps = {
  kind: keyof typeof KINDS;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
};

/**
 * How something ended, and what comes next. It takes the focus from the form whose place it
 * takes, so that it is read out and the keyboard goes on from here.
 */
export const Notice = ({ kind, title, children, actions }: NoticeProps) => {
  const { icon: Icon, colour } = KINDS[kind];
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  }, []);
  return (
    <div ref={element} role="status" tabIndex={-1} className="grid gap-3 outline-none">
      <Icon size={36} strokeWidth={1.75} aria-hidden className={cn(colour)} />
      <p className="font-display text-lg font-semibold">{title}</p>
      {children ? <div className="grid gap-3 text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
};
