import { WifiOff } from "lucide-react";
import { useReachable } from "@/lib/connection";

/** Says that the server does not answer, for as long as it does not. */
export const ConnectionNotice = () => {
  const reachable = useReachable();
  return (
    <div role="status">
      {reachable ? null : (
        <p className="flex items-center justify-center gap-2.5 bg-ink px-4 py-2 text-center text-sm text-canvas">
          <WifiOff size={16} aria-hidden className="shrink-0" />
          The server cannot be reached. This page will go on as soon as it answers.
        </p>
      )}
    </div>
  );
};
