import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { useTitle } from "@/lib/use-title";

/** What an address without a page shows. */
export const NotFoundPage = () => {
  useTitle("Page not found");
  return (
    <Page width="text">
      <p className="font-mono text-sm text-ink-2">404</p>
      <h1 className="mt-2 text-3xl">This path leads nowhere</h1>
      <p className="mt-4 max-w-[48ch] text-ink-2">
        There is no page at this address. It may have moved, or the link may be incomplete.
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <ButtonLink to="/problems" tone="primary">
          See the problems
        </ButtonLink>
        <ButtonLink to="/">Go to the start</ButtonLink>
      </div>
    </Page>
  );
};
