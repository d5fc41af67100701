import { useCallback, useEffect, useRef, useState } from "react";
import type { EditorHandle } from "@/components/editor/create-editor";
import { toast } from "@/components/ui/toast";
import type { Diagnostic, Language, Problem, Run, Submission, TestResult } from "@/lib/api/work";
import { caseProblem } from "./cases/cases";
import { useCases } from "./cases/use-cases";
import { useDraft } from "./drafts/use-draft";
import type { EditorNotice } from "./notice";
import { useRun } from "./run/use-run";
import { useShortcuts } from "./shortcuts";
import { useSubmit } from "./submit/use-submit";
import { useLanguage } from "./use-language";

/** The judge takes at most this many characters. */
export const MOST_CHARACTERS = 10_000;

export type ResultTab = "cases" | "run" | "submission";

type UseWorkbench = {
  problem: Problem;
  languages: readonly Language[];
  userId: string | null;
  /** Brings the results into view, on phones too. */
  onShowResults: (tab: ResultTab) => void;
  onShowCode: () => void;
};

/** Everything that the workspace does, apart from how it is laid out. */
export const useWorkbench = ({
  problem,
  languages,
  userId,
  onShowResults,
  onShowCode,
}: UseWorkbench) => {
  const { offered, language, choose } = useLanguage(languages, problem);
  const languageKey = language?.key ?? "";
  const starter = problem.starter_code[languageKey] ?? "";
  const editor = useRef<EditorHandle | null>(null);
  const [notice, setNotice] = useState<EditorNotice | null>(null);
  const pending = useRef<string | null>(null);

  const onReplace = useRef((code: string) => editor.current?.follow(code));
  const draft = useDraft({
    userId,
    problemId: problem.id,
    language: languageKey,
    starter,
    onReplace,
  });
  const { session } = draft;
  const code = () => editor.current?.code() ?? session?.code ?? "";

  const showDiagnostics = useCallback((diagnostics: readonly Diagnostic[], ofCode: string) => {
    // Lines of an older text would point at the wrong places.
    if (editor.current?.code() === ofCode) editor.current.showDiagnostics(diagnostics);
  }, []);
  const onRunOver = useCallback(
    (run: Run, ofCode: string) => showDiagnostics(run.diagnostics, ofCode),
    [showDiagnostics],
  );
  const onResult = useCallback(
    (submission: Submission, ofCode: string) => {
      showDiagnostics(submission.diagnostics ?? [], ofCode);
    },
    [showDiagnostics],
  );
  const run = useRun(onRunOver);
  const submission = useSubmit(problem.id, onResult);
  const cases = useCases(userId, problem.id, problem.sample_test_cases);
  const running = run.state?.busy ?? false;
  const judging = submission.state?.busy ?? false;

  /** Why this code cannot be judged; null when it can. */
  const refusal = (text: string): string | null => {
    if (language === undefined) return "This server offers no language for this problem.";
    if (!language.available)
      return language.install_hint ?? `${language.name} is not installed on this server.`;
    if (text.trim() === "") return "Write some code first.";
    if ([...text].length > MOST_CHARACTERS) {
      return `The code has ${[...text].length} characters; at most ${MOST_CHARACTERS} are taken.`;
    }
    return null;
  };

  const startRun = () => {
    const text = code();
    if (running || language === undefined) return;
    if (userId === null) {
      toast("Sign in to run your program. What you have written stays.", "info");
      return;
    }
    const refused = refusal(text);
    const badCase = cases.all.find((item) => caseProblem(item) !== null);
    if (refused !== null || badCase || cases.all.length === 0) {
      if (badCase) cases.select(badCase.id);
      if (refused === null) onShowResults("cases");
      toast(refused ?? (badCase ? (caseProblem(badCase) ?? "") : "Add a case first."), "bad");
      return;
    }
    editor.current?.showDiagnostics([]);
    onShowResults("run");
    void run.start({ problem_id: problem.id, language: language.api_name, code: text }, cases.all);
  };

  const startSubmit = () => {
    const text = code();
    if (judging || language === undefined) return;
    onShowResults("submission");
    if (userId === null) return;
    const refused = refusal(text);
    if (refused !== null) {
      toast(refused, "bad");
      return;
    }
    editor.current?.showDiagnostics([]);
    void submission.submit(language.api_name, text);
  };
  useShortcuts({ onRun: startRun, onSubmit: startSubmit });

  const replaceCode = useCallback((text: string, words: string) => {
    const handle = editor.current;
    if (handle === null || handle.code() === text) return;
    const before = handle.code();
    handle.replace(text);
    setNotice({ text: words, onUndo: () => editor.current?.replace(before) });
  }, []);

  /** Puts a solution into the editor of its language, which may have to be opened first. */
  const loadCode = (key: string, text: string) => {
    onShowCode();
    if (key === languageKey) {
      replaceCode(text, "The old solution is in the editor.");
      return;
    }
    pending.current = text;
    choose(key);
  };
  useEffect(() => {
    const text = pending.current;
    if (text === null || !draft.snapshot.ready || session === null) return;
    pending.current = null;
    // The editor of the other language appears in this very turn.
    const timer = setTimeout(() => replaceCode(text, "The old solution is in the editor."), 0);
    return () => clearTimeout(timer);
  }, [draft.snapshot.ready, session, replaceCode]);

  const copyToRun = (test: TestResult) => {
    cases.add({ input: test.input ?? "", expected: test.expected_output ?? "" });
    onShowResults("cases");
  };
  const goTo = (line: number, column?: number | null) => {
    onShowCode();
    // On phones the editor becomes visible first.
    requestAnimationFrame(() => editor.current?.goTo(line, column));
  };

  return {
    editor,
    draft,
    offered,
    language,
    chooseLanguage: (key: string) => {
      setNotice(null);
      choose(key);
    },
    starter,
    notice,
    closeNotice: () => setNotice(null),
    reset: () => replaceCode(starter, "The starter code is back."),
    useAside: (text: string) => {
      replaceCode(text, "The other text is in the editor.");
      session?.dropAside();
    },
    loadCode,
    cases,
    copyToRun,
    goTo,
    run: run.state,
    submission: submission.state,
    resume: submission.resume,
    running,
    judging,
    startRun,
    startSubmit,
  };
};

export type Workbench = ReturnType<typeof useWorkbench>;
