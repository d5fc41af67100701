import { describe, expect, it } from "vitest";
import type { Run, RunCase } from "@/lib/api/work";
import { isRunOver, parseRun, runSentence } from "./run-view";

const runCase = (name: string, status: RunCase["status"]): RunCase => ({
  name,
  status,
  verdict: null,
  stdout: "",
  stderr: "",
  result: null,
  exit_code: null,
  signal: null,
  execution_time_ms: 0,
  memory_kb: 0,
  truncated: false,
  message: null,
});

const run = (status: Run["status"], ...cases: RunCase["status"][]): Run => ({
  id: "r",
  problem_id: null,
  language: "python3.10",
  status,
  compile_output: null,
  diagnostics: [],
  cases: cases.map((state, index) => runCase(`Case ${index + 1}`, state)),
});

describe("parseRun", () => {
  it("takes a run and nothing else", () => {
    expect(parseRun(JSON.stringify(run("RUNNING", "PENDING")))?.status).toBe("RUNNING");
    expect(parseRun('{"status":"RUNNING"}')).toBeNull();
    expect(parseRun("not json")).toBeNull();
    expect(parseRun("null")).toBeNull();
  });
});

describe("runSentence", () => {
  it("counts what is done while it runs", () => {
    expect(runSentence(run("PENDING", "PENDING"))).toBe("Waiting for the judge");
    expect(runSentence(run("RUNNING", "PASSED", "PENDING"))).toBe("1 of 2 cases done");
  });
  it("counts what passed at the end", () => {
    expect(runSentence(run("FINISHED", "PASSED", "FAILED"))).toBe("1 of 2 cases passed.");
    expect(runSentence(run("FINISHED", "PASSED", "PASSED"))).toBe("All 2 cases passed.");
    expect(runSentence(run("FINISHED", "PASSED", "FINISHED"))).toBe("The case passed.");
    expect(runSentence(run("FINISHED", "FINISHED"))).toBe("The case ran.");
    expect(runSentence(run("COMPILATION_ERROR", "PENDING"))).toBe("Your program does not compile.");
  });
});

describe("isRunOver", () => {
  it("ends with every state but waiting and running", () => {
    expect(
      ["PENDING", "RUNNING", "FINISHED", "COMPILATION_ERROR", "ERROR"].map((s) =>
        isRunOver(run(s as Run["status"])),
      ),
    ).toEqual([false, false, true, true, true]);
  });
});
