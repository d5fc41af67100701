import { PackageX } from "lucide-react";
import { useMemo, useState } from "react";
import { CodeEditor } from "@/components/editor/code-editor";
import { Loading, Skeleton } from "@/components/ui/states";
import { cn } from "@/lib/cn";
import { count } from "@/lib/time";
import { AsideNotice } from "./drafts/aside-notice";
import { DraftStatus } from "./drafts/draft-status";
import { EditorToolbar } from "./editor-toolbar";
import { Notice } from "./notice";
import { useFontSize } from "./use-font-size";
import { MOST_CHARACTERS, type Workbench } from "./use-workbench";

/** From here on the length is shown. */
const NEARLY_TOO_LONG = MOST_CHARACTERS * 0.9;

type EditorPaneProps = { bench: Workbench; signedIn: boolean; title: string };

/** The editor with its toolbar and what there is to say about the text. */
export const EditorPane = ({ bench, signedIn, title }: EditorPaneProps) => {
  const [fontSize, setFontSize] = useFontSize();
  const { language, draft } = bench;
  const { session, snapshot } = draft;
  // The text at the time when the editor is made; what follows comes through its handle.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each session, when it is ready.
  const initialCode = useMemo(() => session?.code ?? "", [session, snapshot.ready]);
  const [length, setLength] = useState(0);
  if (language === undefined) return null;
  return (
    <section aria-label="Editor" className="flex min-h-0 flex-1 flex-col bg-surface">
      <EditorToolbar
        offered={bench.offered}
        language={language}
        onLanguage={bench.chooseLanguage}
        fontSize={fontSize}
        onFontSize={setFontSize}
        onReset={bench.reset}
        status={
          <>
            <DraftStatus snapshot={snapshot} signedIn={signedIn} />
            <Length length={length} />
          </>
        }
      />
      {language.available ? null : (
        <p className="flex items-start gap-2 border-b border-line bg-crash-soft px-3 py-2 text-sm text-crash">
          <PackageX size={18} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            {language.name} cannot run on this server at present. {language.install_hint ?? ""}
          </span>
        </p>
      )}
      {snapshot.aside ? (
        <AsideNotice
          aside={snapshot.aside}
          language={language.key}
          onUse={bench.useAside}
          onDrop={() => session?.dropAside()}
        />
      ) : null}
      {bench.notice ? <Notice notice={bench.notice} onClose={bench.closeNotice} /> : null}
      {session !== null && snapshot.ready ? (
        <CodeEditor
          key={language.key}
          handle={bench.editor}
          initialCode={initialCode}
          language={language.key}
          label={`${language.name} code for ${title}`}
          fontSize={fontSize}
          onChange={(code) => {
            session.edit(code);
            // Only near the limit, so that typing redraws nothing else.
            setLength(code.length >= NEARLY_TOO_LONG ? code.length : 0);
          }}
          onRun={bench.startRun}
          onSubmit={bench.startSubmit}
        />
      ) : (
        <Loading label="Loading your code" className="grid content-start gap-2 p-4">
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-2/5" />
        </Loading>
      )}
    </section>
  );
};

type LengthProps = { length: number };

/** How much of the allowed length is used, once that matters. */
const Length = ({ length }: LengthProps) =>
  length === 0 ? null : (
    <span
      className={cn(
        "ml-3 whitespace-nowrap text-xs tabular-nums",
        length > MOST_CHARACTERS ? "font-semibold text-bad" : "text-ink-2",
      )}
    >
      {count(length)} of {count(MOST_CHARACTERS)} characters
    </span>
  );
