import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";
import { Page } from "@/components/ui/page";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { Actions, Feedback, Forms } from "./controls";
import { Data, Layout, Verdicts } from "./data";
import { Colours, Type } from "./foundations";

type PartProps = { id: string; title: string; children: ReactNode };

const Part = ({ id, title, children }: PartProps) => (
  <section id={id} aria-label={title} className="grid gap-5 border-t border-line py-8">
    <h2 className="text-xl">{title}</h2>
    {children}
  </section>
);

/** Every component once, with its states. */
export const Gallery = () => (
  <main>
    <Page>
      <header className="flex items-center justify-between pb-8">
        <h1 className="flex items-center gap-3 text-2xl">
          <Mark size={40} /> CodeQuest
        </h1>
        <ThemeToggle />
      </header>
      <Part id="colours" title="Colours">
        <Colours />
      </Part>
      <Part id="type" title="Type">
        <Type />
      </Part>
      <Part id="actions" title="Actions">
        <Actions />
      </Part>
      <Part id="forms" title="Forms">
        <Forms />
      </Part>
      <Part id="verdicts" title="Verdicts and badges">
        <Verdicts />
      </Part>
      <Part id="data" title="Data">
        <Data />
      </Part>
      <Part id="layout" title="Tabs, panes and text">
        <Layout />
      </Part>
      <Part id="feedback" title="States">
        <Feedback />
      </Part>
    </Page>
  </main>
);
