import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type MenuProps = {
  /** The button that opens the menu. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
};

/** A menu under a button: arrow keys, typing ahead, Escape. Not modal, so nothing is injected. */
export const Menu = ({ trigger, children, align = "end" }: MenuProps) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        align={align}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 min-w-48 rounded-md border border-line bg-raised p-1.5 text-sm shadow-high motion-safe:animate-rise"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);

const itemClass =
  "flex min-h-9 w-full items-center gap-2.5 rounded-xs px-2.5 outline-none data-highlighted:bg-sunken data-disabled:opacity-55";

type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  onSelect?: () => void;
  disabled?: boolean;
  /** The child is a link and becomes the item. */
  asChild?: boolean;
};

export const MenuItem = ({ children, icon, onSelect, disabled, asChild }: MenuItemProps) => (
  <DropdownMenu.Item
    className={cn(itemClass, "cursor-pointer")}
    disabled={disabled ?? false}
    asChild={asChild ?? false}
    {...(onSelect ? { onSelect } : {})}
  >
    {asChild ? (
      children
    ) : (
      <>
        {icon}
        {children}
      </>
    )}
  </DropdownMenu.Item>
);

type MenuRadioGroupProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
};

/** Choices of which one holds, inside a menu. */
export const MenuRadioGroup = ({ label, value, onChange, options }: MenuRadioGroupProps) => (
  <DropdownMenu.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
    {options.map((option) => (
      <DropdownMenu.RadioItem
        key={option.value}
        value={option.value}
        className={cn(itemClass, "cursor-pointer justify-between")}
      >
        <span className="flex items-center gap-2.5">
          {option.icon}
          {option.label}
        </span>
        <DropdownMenu.ItemIndicator>
          <span aria-hidden className="block size-2 rounded-full bg-accent" />
        </DropdownMenu.ItemIndicator>
      </DropdownMenu.RadioItem>
    ))}
  </DropdownMenu.RadioGroup>
);

export const MenuSeparator = () => <DropdownMenu.Separator className="my-1.5 h-px bg-line" />;

type MenuLabelProps = { children: ReactNode };

export const MenuLabel = ({ children }: MenuLabelProps) => (
  <DropdownMenu.Label className="px-2.5 py-1.5 text-xs text-ink-2">{children}</DropdownMenu.Label>
);
