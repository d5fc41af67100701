import { Kbd } from "@/components/ui/kbd";

const STEPS = [
  {
    title: "Read",
    text: "A statement with samples that are explained, and three hints if you want them.",
  },
  { title: "Write", text: "In the browser. Your draft survives a closed tab and a lost network." },
  {
    title: "Run",
    text: "On the samples or on input of your own, before it counts.",
    keys: "Ctrl+'",
  },
  {
    title: "Submit",
    text: "Each hidden test answers on its own, the moment it is done.",
    keys: "Ctrl+Enter",
  },
  { title: "Climb", text: "Points move your row on the board while you watch." },
];

/** What solving a problem is like, as a trail. */
export const Steps = () => (
  <ol className="grid gap-7">
    {STEPS.map((step, index) => (
      <li key={step.title} className="relative grid grid-cols-[auto_1fr] gap-x-5">
        <span aria-hidden className="relative flex w-4 justify-center pt-2">
          <span className="relative z-10 size-3.5 rotate-45 rounded-[3px] bg-accent" />
          {index < STEPS.length - 1 ? (
            <span className="absolute top-3 -bottom-9 w-0.5 bg-on-stage/25" />
          ) : null}
        </span>
        <div>
          <p className="flex items-center gap-3 font-display text-lg font-semibold">
            {step.title}
            {step.keys ? <Kbd onStage>{step.keys}</Kbd> : null}
          </p>
          <p className="max-w-[42ch] text-on-stage-2">{step.text}</p>
        </div>
      </li>
    ))}
  </ol>
);
