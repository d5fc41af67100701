import { cn } from "@/lib/cn";

const GROUPS = [
  {
    title: "Grounds and ink",
    names: [
      ["canvas", "bg-canvas"],
      ["surface", "bg-surface"],
      ["raised", "bg-raised"],
      ["sunken", "bg-sunken"],
      ["line", "bg-line"],
      ["line-strong", "bg-line-strong"],
      ["ink-3", "bg-ink-3"],
      ["ink-2", "bg-ink-2"],
      ["ink", "bg-ink"],
      ["stage", "bg-stage"],
    ],
  },
  {
    title: "Accent and focus",
    names: [
      ["accent", "bg-accent"],
      ["accent-hover", "bg-accent-hover"],
      ["accent-ink", "bg-accent-ink"],
      ["accent-soft", "bg-accent-soft"],
      ["focus", "bg-focus"],
    ],
  },
  {
    title: "Verdicts",
    names: [
      ["ok", "bg-ok"],
      ["bad", "bg-bad"],
      ["slow", "bg-slow"],
      ["mem", "bg-mem"],
      ["crash", "bg-crash"],
      ["quiet", "bg-quiet"],
    ],
  },
];

export const Colours = () => (
  <div className="grid gap-5">
    {GROUPS.map((group) => (
      <div key={group.title} className="grid gap-2">
        <h3 className="text-sm">{group.title}</h3>
        <ul className="flex flex-wrap gap-3">
          {group.names.map(([name, background]) => (
            <li key={name} className="grid w-24 gap-1 text-xs">
              <span className={cn("h-12 rounded-sm border border-line", background)} />
              {name}
            </li>
          ))}
        </ul>
      </div>
    ))}
  </div>
);

export const Type = () => (
  <div className="grid gap-3">
    <p className="font-display text-3xl font-semibold">Every test answers</p>
    <p className="font-display text-2xl font-semibold">Page title, 2xl</p>
    <p className="font-display text-xl font-semibold">Part of a page, xl</p>
    <p className="font-display text-lg font-semibold">Card title, lg</p>
    <p className="max-w-[62ch]">
      Text for reading is set in Atkinson Hyperlegible Next at 17 px: letters that look alike
      elsewhere differ here, Il1 and O0 among them, which matters to people who read code.
    </p>
    <p className="text-sm text-ink-2">Labels, tables and hints at 15 px.</p>
    <p className="font-mono text-sm">total = sum(int(n) for n in input().split()) # 0O 1lI</p>
  </div>
);
