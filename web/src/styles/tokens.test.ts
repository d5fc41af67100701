import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

const theme = (name: "light" | "dark"): Map<string, string> => {
  const block = css.split(`[data-theme="${name}"] {`)[1]?.split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] as string,
      match[2] as string,
    ]),
  );
};

/** Relative luminance as WCAG 2.2 defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const GROUNDS = ["canvas", "surface", "raised", "sunken"];
const VERDICTS = ["ok", "bad", "slow", "mem", "crash", "quiet"];

const TEXT: [string, string][] = [
  ...["ink", "ink-2", "ink-3", "accent-ink", ...VERDICTS].flatMap((text) =>
    GROUNDS.map((ground): [string, string] => [text, ground]),
  ),
  ...VERDICTS.map((verdict): [string, string] => [verdict, `${verdict}-soft`]),
  ["accent-ink", "accent-soft"],
  ["ink", "accent-soft"],
  ["ink-2", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-stage", "stage"],
  ["on-stage-2", "stage"],
  ["canvas", "ink"],
];

const SHAPES: [string, string][] = ["line-strong", "focus"].flatMap((shape) =>
  GROUNDS.map((ground): [string, string] => [shape, ground]),
);

const tooLittle = (name: "light" | "dark", pairs: [string, string][], least: number): string[] => {
  const colours = theme(name);
  return pairs
    .map(([one, other]) => {
      const ratio = contrast(colours.get(one) ?? "", colours.get(other) ?? "");
      return { pair: `${one} on ${other}: ${ratio.toFixed(2)}`, ratio };
    })
    .filter(({ ratio }) => !(ratio >= least))
    .map(({ pair }) => pair);
};

test.each(["light", "dark"] as const)("text can be read in the %s theme (4.5 to 1)", (name) => {
  expect(tooLittle(name, TEXT, 4.5)).toEqual([]);
});

test.each(["light", "dark"] as const)(
  "edges and focus are seen in the %s theme (3 to 1)",
  (name) => {
    expect(tooLittle(name, SHAPES, 3)).toEqual([]);
  },
);

test("both themes define the same colours", () => {
  expect([...theme("dark").keys()].sort()).toEqual([...theme("light").keys()].sort());
});
