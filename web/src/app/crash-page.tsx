import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { ErrorState } from "@/components/ui/states";
import { toApiError } from "@/lib/api/envelope";
import { useReachable } from "@/lib/connection";
import { useTitle } from "@/lib/use-title";

/** What stands where a page has failed. The header still works. */
export const CrashPage = ({ error, reset }: ErrorComponentProps) => {
  useTitle("Something broke");
  const router = useRouter();
  const reachable = useReachable();
  const isAway = toApiError(error).isNetwork && toApiError(error).code === "NETWORK";
  const retry = () => void router.invalidate().then(reset);
  useEffect(() => {
    if (!isAway) console.error(error);
    // Browsers remember that a file could not be had: only a new page asks for it again.
    else if (reachable) window.location.reload();
  }, [error, isAway, reachable]);
  if (isAway) {
    return (
      <Page width="text">
        <h1 className="sr-only">The server is away</h1>
        <ErrorState error={error} title="The server is away" />
      </Page>
    );
  }
  return (
    <Page width="text">
      <div role="alert">
        <h1 className="text-2xl">This page has stopped working</h1>
        <p className="mt-3 max-w-[56ch] text-ink-2">
          That is a fault of CodeQuest, not yours. Code that you typed is kept in this browser. Try
          the page again; if it fails again, send the text below to whoever runs this server.
        </p>
        <pre className="mt-4 overflow-x-auto rounded-sm border border-line bg-sunken p-3 text-sm">
          {toApiError(error).message}
        </pre>
      </div>
      <div className="mt-6 flex flex-wrap gap-2">
        <Button tone="primary" onClick={retry}>
          Try again
        </Button>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </div>
    </Page>
  );
};
