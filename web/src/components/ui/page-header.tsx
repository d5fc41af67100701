import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** A sentence under the title. */
  intro?: ReactNode;
  /** At the right, under the title on a phone. */
  actions?: ReactNode;
};

/** The head of a page: its one `<h1>`. */
export const PageHeader = ({ title, intro, actions }: PageHeaderProps) => (
  <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
    <div className="min-w-0">
      <h1 className="text-2xl">{title}</h1>
      {intro ? <p className="mt-2 max-w-[62ch] text-ink-2">{intro}</p> : null}
    </div>
    {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
  </header>
);
