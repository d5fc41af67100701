import { indentUnit, type LanguageSupport } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

const LOADERS: Record<string, () => Promise<LanguageSupport>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
  java: async () => (await import("@codemirror/lang-java")).java(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
};

const INDENTS: Record<string, string> = { javascript: "  " };

/** Colours, indentation and brackets of a language, by its key; plain text for one that is not known here. */
export const loadLanguage = async (key: string): Promise<Extension> => {
  const support = await LOADERS[key]?.();
  return [indentUnit.of(INDENTS[key] ?? "    "), support ?? []];
};
