import { useEffect, useRef } from "react";
import { createEditor } from "./create-editor";

type CodeViewProps = {
  code: string;
  /** Key of the language: `python`. */
  language: string;
  label: string;
};

/** Code to read, with colours and line numbers. */
export const CodeView = ({ code, language, label }: CodeViewProps) => {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (parent.current === null) return;
    const view = createEditor({ parent: parent.current, code, language, label, readOnly: true });
    return () => view.destroy();
  }, [code, language, label]);
  return (
    <div
      ref={parent}
      className="h-96 max-h-[60vh] overflow-hidden rounded-sm border border-line [&_.cm-content]:pb-2!"
    />
  );
};
