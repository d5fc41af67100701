import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { cn } from "@/lib/cn";

const STEP = 4;

const clamp = (value: number, least: number) => Math.min(100 - least, Math.max(least, value));

const readShare = (key: string | undefined, initial: number, least: number): number => {
  if (key === undefined) return initial;
  try {
    const stored = Number.parseFloat(localStorage.getItem(key) ?? "");
    return Number.isFinite(stored) ? clamp(stored, least) : initial;
  } catch {
    return initial;
  }
};

const storeShare = (key: string | undefined, share: number) => {
  if (key === undefined) return;
  try {
    localStorage.setItem(key, String(Math.round(share)));
  } catch {
    // Storage can be refused: the panes then start as designed next time.
  }
};

type ResizablePanesProps = {
  /** `row`: side by side. `column`: one above the other. */
  direction: "row" | "column";
  first: ReactNode;
  second: ReactNode;
  /** What the divider divides, for screen readers. */
  label: string;
  /** Share of the first pane in percent. */
  initial?: number;
  /** The least share of either pane, in percent. */
  least?: number;
  /** Where the share is remembered. */
  storageKey?: string;
  className?: string;
};

/**
 * Two panes with a divider that is moved with the pointer or, once focused, with the arrow keys
 * (Home and End go to the ends, double click and Enter back to the start). On phones use `Tabs`.
 */
export const ResizablePanes = ({
  direction,
  first,
  second,
  label,
  initial = 50,
  least = 15,
  storageKey,
  className,
}: ResizablePanesProps) => {
  const [share, setShare] = useState(() => readShare(storageKey, initial, least));
  const box = useRef<HTMLDivElement>(null);
  const row = direction === "row";

  const change = (next: number) => {
    const clamped = clamp(next, least);
    setShare(clamped);
    storeShare(storageKey, clamped);
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const area = box.current?.getBoundingClientRect();
    if (area === undefined) return;
    change(
      row
        ? ((event.clientX - area.left) / area.width) * 100
        : ((event.clientY - area.top) / area.height) * 100,
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      [row ? "ArrowLeft" : "ArrowUp"]: share - STEP,
      [row ? "ArrowRight" : "ArrowDown"]: share + STEP,
      Home: least,
      End: 100 - least,
      Enter: initial,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    change(next);
  };

  return (
    <div ref={box} className={cn("flex min-h-0 min-w-0", row ? "flex-row" : "flex-col", className)}>
      <div className="flex min-h-0 min-w-0 flex-col" style={{ flex: `${share} 1 0%` }}>
        {first}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot take the focus and a value. */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation={row ? "vertical" : "horizontal"}
        aria-valuenow={Math.round(share)}
        aria-valuemin={least}
        aria-valuemax={100 - least}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => change(initial)}
        onKeyDown={onKeyDown}
        className={cn(
          "group flex shrink-0 touch-none items-center justify-center",
          row ? "w-2.5 cursor-col-resize" : "h-2.5 cursor-row-resize",
        )}
      >
        <span
          aria-hidden
          className={cn(
            "rounded-full bg-line-strong opacity-60 transition-opacity group-hover:bg-accent group-hover:opacity-100 group-focus-visible:opacity-100",
            row ? "h-8 w-1" : "h-1 w-8",
          )}
        />
      </div>
      <div className="flex min-h-0 min-w-0 flex-col" style={{ flex: `${100 - share} 1 0%` }}>
        {second}
      </div>
    </div>
  );
};
