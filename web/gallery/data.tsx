import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Bars, Sparkline } from "@/components/ui/charts";
import { DifficultyBadge } from "@/components/ui/difficulty-badge";
import { Markdown } from "@/components/ui/markdown";
import { Pagination } from "@/components/ui/pagination";
import { Progress } from "@/components/ui/progress";
import { ResizablePanes } from "@/components/ui/resizable-panes";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { VerdictBadge } from "@/components/ui/verdict-badge";

const VERDICTS = [
  "accepted",
  "wrong_answer",
  "time_limit_exceeded",
  "memory_limit_exceeded",
  "output_limit_exceeded",
  "runtime_error",
  "compilation_error",
  "internal_error",
  "pending",
  "running",
];

export const Verdicts = () => (
  <div className="grid gap-4">
    <div className="flex flex-wrap gap-2">
      {VERDICTS.map((verdict) => (
        <VerdictBadge key={verdict} verdict={verdict} />
      ))}
    </div>
    <div className="flex flex-wrap items-center gap-2">
      {VERDICTS.map((verdict) => (
        <VerdictBadge key={verdict} verdict={verdict} compact />
      ))}
      <span className="w-4" />
      {(["quiet", "accent", "ok", "bad"] as const).map((tone) => (
        <Badge key={tone} tone={tone}>
          {tone}
        </Badge>
      ))}
      <span className="w-4" />
      {["easy", "medium", "hard"].map((difficulty) => (
        <span key={difficulty} className="mr-3">
          <DifficultyBadge difficulty={difficulty} />
        </span>
      ))}
    </div>
  </div>
);

const BOARD = [
  { id: "a1", name: "Grace", points: 1200, values: [1, 3, 2, 5, 8] },
  { id: "b2", name: "Ada", points: 1070, values: [2, 2, 4, 4, 6], own: true },
  { id: "c3", name: "Alan", points: 940, values: [5, 4, 4, 3, 3] },
];

export const Data = () => {
  const [page, setPage] = useState(4);
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      <Card title="Leading" flush>
        <Table caption="Leading people">
          <thead>
            <tr>
              <Th numeric>Rank</Th>
              <Th>Name</Th>
              <Th>Week</Th>
              <Th numeric>Points</Th>
            </tr>
          </thead>
          <tbody>
            {BOARD.map((row, index) => (
              <Tr key={row.id} own={row.own ?? false}>
                <Td numeric>{index + 1}</Td>
                <Td>
                  <span className="flex items-center gap-2">
                    <Avatar name={row.name} id={row.id} size="sm" />
                    {row.name}
                  </span>
                </Td>
                <Td>
                  <Sparkline label={`Points of ${row.name} this week`} values={row.values} />
                </Td>
                <Td numeric>{row.points}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <div className="grid gap-5">
        <Card title="Activity">
          <Bars
            label="Submissions"
            points={[3, 0, 5, 8, 2, 0, 6, 4, 9, 1].map((value, index) => ({
              key: String(index),
              value,
              label: `Day ${index + 1}: ${value}`,
            }))}
          />
        </Card>
        <Progress label="Practice" value={7} max={12} text="7 of 12 solved" />
        <Pagination page={page} limit={20} total={203} onPage={setPage} />
      </div>
    </div>
  );
};

const STATEMENT =
  "<h2>Hello, sum</h2><p>Two integers stand on one line. Print their <strong>sum</strong>.</p><pre><code>3 4</code></pre><ul><li>Each lies between <code>-10</code> and <code>10</code>.</li></ul>";

export const Layout = () => {
  const [tab, setTab] = useState("statement");
  return (
    <ResizablePanes
      direction="row"
      label="Statement and result"
      className="h-72"
      first={
        <Tabs
          label="Problem"
          selected={tab}
          onSelect={setTab}
          className="h-full rounded-md border border-line bg-surface"
          panelClassName="overflow-y-auto p-4"
          tabs={[
            { id: "statement", label: "Statement", content: <Markdown html={STATEMENT} /> },
            { id: "hints", label: "Hints", content: <p>One at a time.</p> },
          ]}
        />
      }
      second={
        <div className="h-full rounded-md border border-line bg-sunken p-4 font-mono text-sm">
          print(sum(map(int, input().split())))
        </div>
      }
    />
  );
};
