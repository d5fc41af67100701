import {
  indentUnit,
  type LanguageSupport,
  StreamLanguage,
  type StreamParser,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";

type Loader = () => Promise<LanguageSupport | StreamLanguage<unknown>>;

const stream = (parser: StreamParser<unknown>) => StreamLanguage.define(parser);
const cpp: Loader = async () => (await import("@codemirror/lang-cpp")).cpp();
const python: Loader = async () => (await import("@codemirror/lang-python")).python();
const clike = (mode: "c" | "csharp" | "kotlin" | "scala"): Loader => {
  return async () => stream((await import("@codemirror/legacy-modes/mode/clike"))[mode]);
};
const lua: Loader = async () => stream((await import("@codemirror/legacy-modes/mode/lua")).lua);
const shell: Loader = async () =>
  stream((await import("@codemirror/legacy-modes/mode/shell")).shell);

/** By key of the server's languages. Each is fetched when it is first used. */
const LOADERS: Record<string, Loader> = {
  python,
  pypy: python,
  cpp,
  cpp20: cpp,
  cpp23: cpp,
  cpp17_clang: cpp,
  cpp20_clang: cpp,
  cpp23_clang: cpp,
  c: clike("c"),
  c_clang: clike("c"),
  java: async () => (await import("@codemirror/lang-java")).java(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () =>
    (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  rust: async () => stream((await import("@codemirror/legacy-modes/mode/rust")).rust),
  go: async () => stream((await import("@codemirror/legacy-modes/mode/go")).go),
  csharp: clike("csharp"),
  kotlin: clike("kotlin"),
  scala: clike("scala"),
  ruby: async () => stream((await import("@codemirror/legacy-modes/mode/ruby")).ruby),
  perl: async () => stream((await import("@codemirror/legacy-modes/mode/perl")).perl),
  lua,
  luajit: lua,
  haskell: async () => stream((await import("@codemirror/legacy-modes/mode/haskell")).haskell),
  ocaml: async () => stream((await import("@codemirror/legacy-modes/mode/mllike")).oCaml),
  pascal: async () => stream((await import("@codemirror/legacy-modes/mode/pascal")).pascal),
  fortran: async () => stream((await import("@codemirror/legacy-modes/mode/fortran")).fortran),
  d: async () => stream((await import("@codemirror/legacy-modes/mode/d")).d),
  erlang: async () => stream((await import("@codemirror/legacy-modes/mode/erlang")).erlang),
  r: async () => stream((await import("@codemirror/legacy-modes/mode/r")).r),
  octave: async () => stream((await import("@codemirror/legacy-modes/mode/octave")).octave),
  bash: shell,
  sql: async () => stream((await import("@codemirror/legacy-modes/mode/sql")).sqlite),
  scheme: async () => stream((await import("@codemirror/legacy-modes/mode/scheme")).scheme),
  lisp: async () => stream((await import("@codemirror/legacy-modes/mode/commonlisp")).commonLisp),
  cobol: async () => stream((await import("@codemirror/legacy-modes/mode/cobol")).cobol),
  clojure: async () => stream((await import("@codemirror/legacy-modes/mode/clojure")).clojure),
  groovy: async () => stream((await import("@codemirror/legacy-modes/mode/groovy")).groovy),
};

const TWO = "  ";
const INDENTS: Record<string, string> = {
  javascript: TWO,
  typescript: TWO,
  ruby: TWO,
  elixir: TWO,
  scala: TWO,
  haskell: TWO,
  ocaml: TWO,
  nim: TWO,
  scheme: TWO,
  lisp: TWO,
  clojure: TWO,
  r: TWO,
  pascal: TWO,
  fortran: TWO,
  ada: "   ",
  go: "\t",
};

/** Colours, indentation and brackets of a language, by its key; plain text for one that is not known here. */
export const loadLanguage = async (key: string): Promise<Extension> => {
  const support = await LOADERS[key]?.();
  return [indentUnit.of(INDENTS[key] ?? "    "), support ?? []];
};
