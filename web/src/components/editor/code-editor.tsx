import {
  type CSSProperties,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { useTouch } from "@/lib/use-touch";
import { createEditor, type EditorHandle } from "./create-editor";
import { SymbolBar } from "./symbol-bar";

type CodeEditorProps = {
  handle: Ref<EditorHandle | null>;
  /** What the editor begins with; later changes come through the handle. */
  initialCode: string;
  /** Key of the language: `python`. */
  language: string;
  /** What the editor holds, for screen readers. */
  label: string;
  /** Size of the letters in px. */
  fontSize: number;
  onChange: (code: string) => void;
  onRun: () => void;
  onSubmit: () => void;
};

/**
 * The code editor. Tab indents; Escape and then Tab leaves, which is said to screen readers. On touch screens a bar
 * holds the symbols that phones hide.
 */
export const CodeEditor = ({
  handle,
  initialCode,
  language,
  label,
  fontSize,
  onChange,
  onRun,
  onSubmit,
}: CodeEditorProps) => {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | null>(null);
  const help = useId();
  const touch = useTouch();
  const calls = useRef({ onChange, onRun, onSubmit });
  const initial = useRef({ code: initialCode, language, label });
  useEffect(() => {
    calls.current = { onChange, onRun, onSubmit };
  });

  // Before the handle is given away, and so before any effect of the page uses it.
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const made = createEditor({
      parent: parent.current,
      ...initial.current,
      describedBy: help,
      onChange: (code) => {
        // A remount in development begins with what is there now.
        initial.current = { ...initial.current, code };
        calls.current.onChange(code);
      },
      onRun: () => calls.current.onRun(),
      onSubmit: () => calls.current.onSubmit(),
    });
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, [help]);

  useEffect(() => editor.current?.setLanguage(language), [language]);
  useEffect(() => editor.current?.setLabel(label), [label]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is read from CSS; a change must be measured.
  useEffect(() => editor.current?.measure(), [fontSize]);
  useImperativeHandle(handle, () => editor.current as EditorHandle, []);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p id={help} className="sr-only">
        Tab indents. To leave the editor, press Escape and then Tab.
      </p>
      <div
        ref={parent}
        className="min-h-0 flex-1 overflow-hidden"
        style={{ "--editor-size": `${fontSize}px` } as CSSProperties}
      />
      {touch ? <SymbolBar editor={editor} /> : null}
    </div>
  );
};
