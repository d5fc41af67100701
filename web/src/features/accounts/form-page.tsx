import type { ReactNode } from "react";
import { Page } from "@/components/ui/page";
import { useTitle } from "@/lib/use-title";

type FormPageProps = {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** Under the sheet: where else one may want to go. */
  footer?: ReactNode;
};

/** A page that asks for one thing. */
export const FormPage = ({ title, intro, children, footer }: FormPageProps) => {
  useTitle(title);
  return (
    <Page width="narrow">
      <h1 className="text-2xl">{title}</h1>
      {intro ? <div className="mt-2 text-ink-2">{intro}</div> : null}
      <div className="mt-6 border-t-3 border-accent pt-6">{children}</div>
      {footer ? <div className="mt-8 grid gap-2 text-sm text-ink-2">{footer}</div> : null}
    </Page>
  );
};
