import { cn } from "@/lib/cn";

type ProgressProps = {
  label: string;
  value: number;
  max: number;
  /** The value in words, for screen readers; else the share in percent. */
  text?: string;
  className?: string;
};

/** How far along: a bar. */
export const Progress = ({ label, value, max, text, className }: ProgressProps) => {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text ?? `${Math.round(share * 100)} %`}
      className={cn("h-2.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line", className)}
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-300 ease-out"
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
};
