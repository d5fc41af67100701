import { describe, expect, it } from "vitest";
import type { Language } from "@/lib/api/work";
import { languageOptions } from "./language-options";

const language = (key: string, name: string, available = true): Language => ({
  api_name: key,
  key,
  name,
  version: available ? "1.2" : null,
  judge0_id: 1,
  file_name: "main",
  file_extension: "txt",
  available,
  functions: true,
  install_hint: available ? null : `apt-get install ${key}`,
});

describe("languageOptions", () => {
  it("sorts by name and says of those that are missing how they are installed", () => {
    const offered = [
      language("rust", "Rust"),
      language("scala", "Scala", false),
      language("cpp20", "C++20"),
      language("cpp17", "C++17"),
    ];
    expect(languageOptions(offered, "rust")).toEqual([
      { value: "cpp17", label: "C++17 1.2" },
      { value: "cpp20", label: "C++20 1.2" },
      { value: "rust", label: "Rust 1.2" },
      {
        label: "Not installed here",
        options: [{ value: "scala", label: "Scala: apt-get install scala", disabled: true }],
      },
    ]);
  });

  it("keeps the chosen language selectable and makes no empty group", () => {
    const missing = languageOptions([language("scala", "Scala", false)], "scala")[0];
    expect(missing).toMatchObject({ options: [{ disabled: false }] });
    expect(languageOptions([language("rust", "Rust")], "rust")).toHaveLength(1);
  });
});
