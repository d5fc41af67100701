import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { IconButton } from "./button";

type ToastTone = "info" | "ok" | "bad";
type Shown = { id: number; tone: ToastTone; text: string };

const LIFE_MS = 6_000;
const listeners = new Set<() => void>();
let shown: readonly Shown[] = [];
let nextId = 1;

const set = (next: readonly Shown[]) => {
  shown = next;
  for (const listener of listeners) listener();
};

/** Shows a short message at the edge of the page. Errors stay until they are closed. */
export const toast = (text: string, tone: ToastTone = "info"): void => {
  set([...shown.slice(-3), { id: nextId, tone, text }]);
  nextId += 1;
};

const dismiss = (id: number) => set(shown.filter((item) => item.id !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const ICONS = { info: Info, ok: CircleCheck, bad: CircleAlert };
const COLOURS: Record<ToastTone, string> = { info: "text-ink-2", ok: "text-ok", bad: "text-bad" };

type ToastRowProps = { item: Shown };

const ToastRow = ({ item }: ToastRowProps) => {
  const Icon = ICONS[item.tone];
  useEffect(() => {
    if (item.tone === "bad") return;
    const timer = setTimeout(() => dismiss(item.id), LIFE_MS);
    return () => clearTimeout(timer);
  }, [item]);
  return (
    <li className="pointer-events-auto flex items-start gap-3 rounded-md border border-line bg-raised py-2 pl-3.5 pr-2 text-sm shadow-high motion-safe:animate-rise">
      <Icon size={18} aria-hidden className={`mt-1.5 shrink-0 ${COLOURS[item.tone]}`} />
      <span className="min-w-0 flex-1 py-1">{item.text}</span>
      <IconButton label="Dismiss" size="sm" onClick={() => dismiss(item.id)}>
        <X size={16} aria-hidden />
      </IconButton>
    </li>
  );
};

/** The place where toasts appear; once, in the shell. */
export const Toaster = () => {
  const items = useSyncExternalStore(subscribe, () => shown);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 sm:left-auto sm:w-96"
    >
      <ol className="grid gap-2">
        {items.map((item) => (
          <ToastRow key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
};
