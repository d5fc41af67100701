import { indentWithTab, redo, undo } from "@codemirror/commands";
import { type Diagnostic as LintDiagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, Prec, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import type { Diagnostic } from "@/lib/api/work";
import { adoptEditorStyles } from "./adopted-styles";
import { loadLanguage } from "./languages";
import { smallestChange } from "./smallest-change";
import { editorTheme } from "./theme";

/** What the rest of the page may do with the editor. */
export type EditorHandle = {
  code: () => string;
  /** Replaces the text as one step that undo takes back. */
  replace: (code: string) => void;
  /** Shows a text from elsewhere; undo does not go back behind it, and `onChange` is not called. */
  follow: (code: string) => void;
  undo: () => void;
  redo: () => void;
  /** Types a text at the cursor, or in place of the selection. */
  insert: (text: string) => void;
  indent: () => void;
  move: (characters: number) => void;
  /** Puts the cursor at a line (from 1) and column (from 1), and the focus into the editor. */
  goTo: (line: number, column?: number | null) => void;
  focus: () => void;
  showDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  setLanguage: (key: string) => void;
  setLabel: (label: string) => void;
  setReadOnly: (readOnly: boolean) => void;
  measure: () => void;
  destroy: () => void;
};

export type EditorOptions = {
  parent: HTMLElement;
  code: string;
  language: string;
  label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  describedBy?: string;
  readOnly?: boolean;
  onChange?: (code: string) => void;
  onRun?: () => void;
  onSubmit?: () => void;
};

const fromElsewhere = Annotation.define<boolean>();

const severity = (word: string): LintDiagnostic["severity"] =>
  word === "warning" || word === "info" || word === "hint"
    ? word
    : word === "note"
      ? "info"
      : "error";

/** Where a compiler's line and column are in the text; lines behind the end count as the last one. */
const toLint = (state: EditorState, item: Diagnostic): LintDiagnostic => {
  const line = state.doc.line(Math.min(Math.max(item.line, 1), state.doc.lines));
  const indent = /^\s*/u.exec(line.text)?.[0].length ?? 0;
  const column = item.column ? Math.min(item.column - 1, line.length) : indent;
  const from = line.from + column;
  const word = state.wordAt(from);
  return {
    from,
    to: item.column && word ? word.to : line.to,
    severity: severity(item.severity.toLowerCase()),
    message: item.message,
  };
};

/** Makes one CodeMirror editor in the given element. */
export const createEditor = (options: EditorOptions): EditorHandle => {
  adoptEditorStyles();
  const language = new Compartment();
  const attributes = new Compartment();
  const editable = new Compartment();
  let wanted = options.language;

  const describe = (label: string) =>
    EditorView.contentAttributes.of({
      "aria-label": label,
      ...(options.describedBy ? { "aria-describedby": options.describedBy } : {}),
      // Read-only text must be reachable as well, to be scrolled and copied.
      tabindex: "0",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      translate: "no",
    });
  const command = (action: (() => void) | undefined) => () => {
    action?.();
    return action !== undefined;
  };
  const writable = (readOnly: boolean) => [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
  ];

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.code,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Ctrl-Enter", mac: "Cmd-Enter", run: command(options.onSubmit) },
            { key: "Ctrl-'", mac: "Cmd-'", run: command(options.onRun) },
          ]),
        ),
        editable.of(writable(options.readOnly ?? false)),
        basicSetup,
        options.readOnly ? [] : [keymap.of([indentWithTab]), lintGutter()],
        EditorState.tabSize.of(4),
        language.of([]),
        attributes.of(describe(options.label)),
        editorTheme,
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((transaction) => transaction.annotation(fromElsewhere)))
            return;
          options.onChange?.(update.state.doc.toString());
        }),
      ],
    }),
  });

  const setLanguage = (key: string) => {
    wanted = key;
    void loadLanguage(key)
      .then((support) => {
        if (wanted === key) view.dispatch({ effects: language.reconfigure(support) });
      })
      // Without its colours the text can still be written; the next visit tries again.
      .catch(() => undefined);
  };
  setLanguage(options.language);

  const insert = (text: string) => {
    view.dispatch(view.state.replaceSelection(text), {
      userEvent: "input.type",
      scrollIntoView: true,
    });
    view.focus();
  };

  return {
    code: () => view.state.doc.toString(),
    replace: (code) => {
      const changes = smallestChange(view.state.doc.toString(), code);
      if (changes) view.dispatch({ changes, userEvent: "input.replace" });
    },
    follow: (code) => {
      const changes = smallestChange(view.state.doc.toString(), code);
      if (!changes) return;
      view.dispatch({
        changes,
        annotations: [fromElsewhere.of(true), Transaction.addToHistory.of(false)],
      });
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    insert,
    indent: () => {
      indentWithTab.run?.(view);
      view.focus();
    },
    move: (characters) => {
      const { head } = view.state.selection.main;
      const anchor = Math.min(Math.max(head + characters, 0), view.state.doc.length);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    goTo: (line, column) => {
      const { doc } = view.state;
      const target = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const anchor = target.from + Math.min(Math.max((column ?? 1) - 1, 0), target.length);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    showDiagnostics: (diagnostics) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((item) => toLint(view.state, item)),
        ),
      ),
    setLanguage,
    setLabel: (label) => view.dispatch({ effects: attributes.reconfigure(describe(label)) }),
    setReadOnly: (readOnly) => view.dispatch({ effects: editable.reconfigure(writable(readOnly)) }),
    measure: () => view.requestMeasure(),
    destroy: () => view.destroy(),
  };
};
