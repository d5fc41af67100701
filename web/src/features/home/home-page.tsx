import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { ButtonLink, Link } from "@/components/ui/link";
import { useTitle } from "@/lib/use-title";
import { needsAdmin } from "./api/server-facts";
import { ServerFacts, TopOfBoard } from "./facts";
import { Steps } from "./steps";

const SetupNotice = () => {
  const { data } = useQuery(needsAdmin);
  if (!data) return null;
  return (
    <p className="flex items-start gap-3 rounded-md border border-accent bg-accent-soft px-4 py-3 text-sm">
      <KeyRound size={18} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
      <span>
        This server has no administrator yet. If it is yours, open the set-up link that it printed
        when it started.
      </span>
    </p>
  );
};

/** What CodeQuest is, for somebody who is not signed in. */
export const HomePage = () => {
  useTitle(undefined);
  return (
    <>
      <div className="bg-stage text-on-stage">
        <div className="mx-auto grid w-full max-w-6xl gap-x-16 gap-y-12 px-4 py-12 sm:px-6 md:py-20 lg:grid-cols-[1.15fr_1fr] lg:items-center">
          <div className="grid gap-6">
            <h1 className="max-w-[14ch] text-3xl">Write the code. Watch every test answer.</h1>
            <p className="max-w-[46ch] text-lg text-on-stage-2">
              CodeQuest is a place to learn programming by solving problems, and to see how far you
              have come, beside others.
            </p>
            <div className="flex flex-wrap gap-3 [&_a:focus-visible]:outline-on-stage">
              <ButtonLink to="/sign-up" tone="primary" size="lg">
                Create an account
              </ButtonLink>
              <ButtonLink to="/problems" tone="onStage" size="lg">
                See the problems
              </ButtonLink>
            </div>
          </div>
          <Steps />
        </div>
      </div>
      <div className="mx-auto grid w-full max-w-6xl gap-x-16 gap-y-10 px-4 py-12 sm:px-6 lg:grid-cols-[1fr_1.15fr]">
        <div className="empty:hidden lg:col-span-2">
          <SetupNotice />
        </div>
        <ServerFacts />
        <TopOfBoard />
      </div>
      <footer className="mx-auto w-full max-w-6xl border-t border-line px-4 py-6 text-sm sm:px-6">
        <Link to="/reference" search={{}}>
          API reference
        </Link>
      </footer>
    </>
  );
};
