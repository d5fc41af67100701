import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ResizablePanes } from "@/components/ui/resizable-panes";
import { type Tab, Tabs } from "@/components/ui/tabs";
import type { Language, Problem } from "@/lib/api/work";
import { problemSubmissionsQuery } from "@/lib/queries/submissions";
import { useMedia } from "@/lib/use-media";
import { runAnnouncement, submitAnnouncement } from "./announcement";
import { problemStatsQuery } from "./api/problem";
import { CasePanel } from "./cases/case-panel";
import { EditorPane } from "./editor-pane";
import { ActionButtons } from "./editor-toolbar";
import { HistoryPane } from "./history/history-pane";
import { RunPanel } from "./run/run-panel";
import { StatementPane } from "./statement/statement-pane";
import { isDecided } from "./submit/submission-live";
import { SubmitPanel } from "./submit/submit-panel";
import { type ResultTab, useWorkbench } from "./use-workbench";

type WorkspaceProps = { problem: Problem; languages: readonly Language[]; userId: string | null };

type Side = "statement" | "code" | "results" | "history";

/** Statement, editor and results: panes on wide screens, tabs on phones. */
export const Workspace = ({ problem, languages, userId }: WorkspaceProps) => {
  const wide = useMedia("(min-width: 64rem)");
  const signedIn = userId !== null;
  const [side, setSide] = useState<Side>("statement");
  const [result, setResult] = useState<ResultTab>("cases");
  const stats = useQuery(problemStatsQuery(problem.id));
  const bench = useWorkbench({
    problem,
    languages,
    userId,
    onShowResults: (tab) => {
      setResult(tab);
      if (!wide) setSide("results");
    },
    onShowCode: () => {
      if (!wide) setSide("code");
    },
  });
  useResume(problem.id, signedIn, bench.resume, () => setResult("submission"));

  // There from the beginning, because new live regions are not read out.
  const announcements = (
    <div className="sr-only">
      <h1>{problem.title}</h1>
      <p role="status">{runAnnouncement(bench.run)}</p>
      <p role="status">{submitAnnouncement(bench.submission)}</p>
    </div>
  );
  const statement: Tab = {
    id: "statement",
    label: "Problem",
    keepMounted: true,
    content: <StatementPane problem={problem} stats={stats.data} />,
  };
  const history: Tab = {
    id: "history",
    label: "Submissions",
    content: (
      <HistoryPane
        problemId={problem.id}
        languages={languages}
        signedIn={signedIn}
        onLoad={bench.loadCode}
        onCopyToRun={bench.copyToRun}
      />
    ),
  };
  const actions = (
    <ActionButtons
      onRun={bench.startRun}
      onSubmit={bench.startSubmit}
      running={bench.running}
      judging={bench.judging}
      disabled={bench.language?.available !== true}
    />
  );
  const editor = <EditorPane bench={bench} signedIn={signedIn} title={problem.title} />;
  const results = (
    <Tabs
      label="Results"
      selected={result}
      onSelect={(id) => setResult(id as ResultTab)}
      className="flex-1 bg-surface"
      panelClassName="overflow-auto"
      actions={wide ? <span className="self-center pr-2">{actions}</span> : null}
      tabs={[
        {
          id: "cases",
          label: "Cases",
          content: <CasePanel cases={bench.cases} signature={problem.signature} />,
        },
        {
          id: "run",
          label: "Run",
          content: <RunPanel state={bench.run} onGoTo={bench.goTo} onRetry={bench.startRun} />,
        },
        {
          id: "submission",
          label: "Verdict",
          content: (
            <SubmitPanel
              state={bench.submission}
              signedIn={signedIn}
              onGoTo={bench.goTo}
              onCopyToRun={bench.copyToRun}
              onRetry={bench.startSubmit}
            />
          ),
        },
      ]}
    />
  );

  if (!wide) {
    return (
      <div className="relative flex h-[calc(100dvh-var(--header)-1px)] flex-col overflow-hidden bg-surface">
        {announcements}
        <Tabs
          label="Workspace"
          selected={side}
          onSelect={(id) => setSide(id as Side)}
          className="min-h-0 flex-1"
          panelClassName="flex-col overflow-auto not-[[hidden]]:flex"
          tabs={[
            statement,
            { id: "code", label: "Code", keepMounted: true, content: editor },
            { id: "results", label: "Results", content: results },
            history,
          ]}
        />
        <div className="flex shrink-0 justify-end border-t border-line px-3 py-2">{actions}</div>
      </div>
    );
  }
  return (
    <div className="relative flex h-[calc(100dvh-var(--header)-1px)] flex-col overflow-hidden p-2">
      {announcements}
      <ResizablePanes
        direction="row"
        label="Problem and editor"
        storageKey="codequest:pane:statement"
        initial={42}
        least={20}
        className="flex-1"
        first={
          <Frame>
            <Tabs
              label="Problem"
              selected={side === "history" ? "history" : "statement"}
              onSelect={(id) => setSide(id as Side)}
              className="flex-1"
              panelClassName="overflow-auto"
              tabs={[statement, history]}
            />
          </Frame>
        }
        second={
          <ResizablePanes
            direction="column"
            label="Editor and results"
            storageKey="codequest:pane:results"
            initial={60}
            least={15}
            className="flex-1"
            first={<Frame>{editor}</Frame>}
            second={<Frame>{results}</Frame>}
          />
        }
      />
    </div>
  );
};

type FrameProps = { children: React.ReactNode };

const Frame = ({ children }: FrameProps) => (
  <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-md border border-line bg-surface">
    {children}
  </div>
);

/** After a reload, goes on watching a submission that is still being judged. */
const useResume = (
  problemId: string,
  signedIn: boolean,
  resume: (id: string) => void,
  onResume: () => void,
): void => {
  const latest = useQuery({ ...problemSubmissionsQuery(problemId, 1), enabled: signedIn });
  const looked = useRef(false);
  const call = useRef({ resume, onResume });
  useEffect(() => {
    call.current = { resume, onResume };
  });
  useEffect(() => {
    if (looked.current || !latest.data) return;
    looked.current = true;
    const row = latest.data.data[0];
    if (row === undefined || isDecided(row)) return;
    call.current.resume(row.id);
    call.current.onResume();
  }, [latest.data]);
};
