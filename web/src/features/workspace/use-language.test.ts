import { describe, expect, it } from "vitest";
import type { Language, Problem } from "@/lib/api/work";
import { firstLanguage, offeredLanguages } from "./use-language";

const language = (key: string, available = true): Language => ({
  api_name: key,
  key,
  name: key,
  version: available ? "1" : null,
  judge0_id: 1,
  file_name: "main",
  file_extension: "txt",
  available,
  functions: true,
  install_hint: null,
});

describe("firstLanguage", () => {
  const offered = [language("java", false), language("python"), language("cpp")];

  it("prefers the one used for this problem, then the habit, then the first that runs", () => {
    expect(firstLanguage(offered, ["cpp", "python"])?.key).toBe("cpp");
    expect(firstLanguage(offered, [null, "python"])?.key).toBe("python");
    expect(firstLanguage(offered, [null, "haskell"])?.key).toBe("python");
  });

  it("keeps a language that cannot run at present when work exists in it", () => {
    expect(firstLanguage(offered, ["java"])?.key).toBe("java");
  });
});

describe("offeredLanguages", () => {
  it("offers those with starter code, and all when there is none", () => {
    const languages = [language("python"), language("cpp")];
    const problem = (starter_code: Record<string, string>) => ({ starter_code }) as Problem;
    expect(offeredLanguages(languages, problem({ cpp: "" })).map((item) => item.key)).toEqual([
      "cpp",
    ]);
    expect(offeredLanguages(languages, problem({}))).toHaveLength(2);
  });
});
