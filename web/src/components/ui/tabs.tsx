import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { cn } from "@/lib/cn";

export type Tab = {
  id: string;
  label: ReactNode;
  /** Stays in the page while hidden, so that what it holds keeps its state. */
  keepMounted?: boolean;
  content: ReactNode;
};

type TabsProps = {
  /** What the tabs choose between, for screen readers. */
  label: string;
  tabs: readonly Tab[];
  selected: string;
  onSelect: (id: string) => void;
  /** Shown at the right end of the row of tabs. */
  actions?: ReactNode;
  className?: string;
  panelClassName?: string;
};

/** Tabs: arrow keys move and select, Home and End go to the ends. */
export const Tabs = ({
  label,
  tabs,
  selected,
  onSelect,
  actions,
  className,
  panelClassName,
}: TabsProps) => {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const last = tabs.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const index = targets[event.key];
    const target = index === undefined ? undefined : tabs[index];
    if (target === undefined || index === undefined) return;
    event.preventDefault();
    onSelect(target.id);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div className={cn("flex min-h-0 flex-col", className)}>
      <div className="flex items-end justify-between gap-2 border-b border-line">
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          onKeyDown={onKeyDown}
          className="-mb-px flex overflow-x-auto"
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-tab-${tab.id}`}
              aria-selected={tab.id === selected}
              aria-controls={`${base}-panel-${tab.id}`}
              tabIndex={tab.id === selected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
              className={cn(
                "min-h-10 whitespace-nowrap border-b-3 px-3 text-sm font-medium -outline-offset-2",
                tab.id === selected
                  ? "border-accent text-ink"
                  : "border-transparent text-ink-2 hover:border-line-strong hover:text-ink",
              )}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {actions}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={`${base}-panel-${tab.id}`}
          aria-labelledby={`${base}-tab-${tab.id}`}
          hidden={tab.id !== selected}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard.
          tabIndex={0}
          className={cn("min-h-0 flex-1 -outline-offset-2", panelClassName)}
        >
          {tab.id === selected || tab.keepMounted ? tab.content : null}
        </div>
      ))}
    </div>
  );
};
