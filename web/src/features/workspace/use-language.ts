import { useState } from "react";
import type { Language, Problem } from "@/lib/api/work";

const LAST = "codequest:language";
const forProblem = (problemId: string) => `codequest:language:${problemId}`;

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

const write = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage can be refused: the choice then holds for this page.
  }
};

/** The languages in which a problem can be solved: those with starter code, or all when it has none. */
export const offeredLanguages = (languages: readonly Language[], problem: Problem): Language[] => {
  const withStarter = languages.filter((language) => language.key in problem.starter_code);
  return withStarter.length > 0 ? withStarter : [...languages];
};

/** The language to begin with: the last one used here, the last one used anywhere, the first that runs. */
export const firstLanguage = (
  offered: readonly Language[],
  used: readonly (string | null)[],
): Language | undefined => {
  for (const key of used) {
    const known = offered.find((language) => language.key === key);
    if (known) return known;
  }
  return offered.find((language) => language.available) ?? offered[0];
};

/** The chosen language of a problem; remembered for it, and as the habit for others. */
export const useLanguage = (languages: readonly Language[], problem: Problem) => {
  const offered = offeredLanguages(languages, problem);
  const [key, setKey] = useState(
    () => firstLanguage(offered, [read(forProblem(problem.id)), read(LAST)])?.key ?? "",
  );
  const language = offered.find((item) => item.key === key) ?? offered[0];
  const choose = (next: string) => {
    setKey(next);
    write(forProblem(problem.id), next);
    write(LAST, next);
  };
  return { offered, language, choose };
};
