import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { toApiError } from "@/lib/api/envelope";
import { useTitle } from "@/lib/use-title";

/** What stands where a page has failed. The header still works. */
export const CrashPage = ({ error, reset }: ErrorComponentProps) => {
  useTitle("Something broke");
  useEffect(() => {
    console.error(error);
  }, [error]);
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
        <Button tone="primary" onClick={reset}>
          Try again
        </Button>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </div>
    </Page>
  );
};
