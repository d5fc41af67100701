import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

type TooltipProps = {
  /** A few words; never the only place where something is said. */
  text: ReactNode;
  /** One element that takes the focus. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
};

/** Words beside a control, on hover and on focus. Needs `TooltipProvider` above. */
export const Tooltip = ({ text, children, side = "top" }: TooltipProps) => (
  <Radix.Root>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-64 rounded-sm bg-ink px-2.5 py-1.5 text-xs text-canvas shadow-high"
      >
        {text}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

type TooltipProviderProps = { children: ReactNode };

export const TooltipProvider = ({ children }: TooltipProviderProps) => (
  <Radix.Provider delayDuration={350}>{children}</Radix.Provider>
);
