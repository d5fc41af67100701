import { RotateCw, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { toApiError } from "@/lib/api/envelope";
import { cn } from "@/lib/cn";
import { Button } from "./button";

type EmptyStateProps = {
  title: string;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  icon?: ReactNode;
  className?: string;
};

/** What stands where there is nothing yet: what will be here, and how to begin. */
export const EmptyState = ({ title, children, action, icon, className }: EmptyStateProps) => (
  <div className={cn("grid justify-items-center gap-2 px-4 py-10 text-center", className)}>
    {icon ? <span className="mb-1 text-accent-ink [&_svg]:size-8">{icon}</span> : null}
    <p className="font-display text-lg font-semibold">{title}</p>
    {children ? <div className="max-w-[44ch] text-sm text-ink-2">{children}</div> : null}
    {action ? <div className="mt-3">{action}</div> : null}
  </div>
);

type ErrorStateProps = {
  error: unknown;
  /** What could not be shown. */
  title?: string;
  onRetry?: () => void;
  className?: string;
};

/** What stands where something could not be loaded: why, and a way to try again. */
export const ErrorState = ({ error, title, onRetry, className }: ErrorStateProps) => {
  const { isNetwork, message, requestId } = toApiError(error);
  return (
    <div
      role="alert"
      className={cn("grid justify-items-center gap-2 px-4 py-10 text-center", className)}
    >
      {isNetwork ? <WifiOff size={32} aria-hidden className="mb-1 text-ink-2" /> : null}
      <p className="font-display text-lg font-semibold">{title ?? "This could not be loaded"}</p>
      <p className="max-w-[52ch] text-sm text-ink-2">{message}</p>
      {requestId ? (
        <p className="text-xs text-ink-3">
          Request <code>{requestId}</code>
        </p>
      ) : null}
      {onRetry ? (
        <Button className="mt-3" icon={<RotateCw size={16} aria-hidden />} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
};

type SkeletonProps = { className?: string };

/** A grey place-holder of the size of what is coming. */
export const Skeleton = ({ className }: SkeletonProps) => (
  <div
    aria-hidden
    className={cn("rounded-sm bg-line motion-safe:animate-pulse", className ?? "h-4 w-full")}
  />
);

type LoadingProps = { label: string; children: ReactNode; className?: string };

/** Wraps skeletons and says to screen readers what is being loaded. */
export const Loading = ({ label, children, className }: LoadingProps) => (
  <div role="status" className={className}>
    <span className="sr-only">{label}</span>
    {children}
  </div>
);
