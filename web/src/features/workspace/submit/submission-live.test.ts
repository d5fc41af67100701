import { describe, expect, it } from "vitest";
import { applyEvent, isDecided, parseEvent, WAITING, waitingSentence } from "./submission-live";

const passed = (index: number) => ({
  index,
  name: `t${index}`,
  status: "PASSED" as const,
  execution_time_ms: 1,
  memory_kb: 1,
  is_sample: false,
});

describe("applyEvent", () => {
  it("collects tests by their place, whatever the order and however often they come", () => {
    const one = applyEvent(WAITING, { status: "RUNNING", test_results: [passed(1)] });
    const two = applyEvent(one, { status: "RUNNING", test_results: [passed(0), passed(1)] });
    expect(two.tests.map((test) => test.name)).toEqual(["t0", "t1"]);
    expect(two.tests[0]).not.toHaveProperty("index");
  });

  it("lets progress only grow", () => {
    const half = applyEvent(WAITING, { status: "RUNNING", progress: 50 });
    expect(applyEvent(half, { status: "RUNNING", progress: 40 }).progress).toBe(50);
    expect(applyEvent(half, { status: "RUNNING" }).progress).toBe(50);
    expect(applyEvent(half, { status: "ACCEPTED" }).progress).toBe(100);
  });

  it("keeps a verdict when an older event arrives after it", () => {
    const done = applyEvent(WAITING, { status: "FAILED" });
    expect(applyEvent(done, { status: "RUNNING", progress: 10 })).toBe(done);
  });

  it("does not go back to waiting once it ran", () => {
    const running = applyEvent(WAITING, { status: "RUNNING" });
    expect(applyEvent(running, { status: "PENDING" }).status).toBe("RUNNING");
  });

  it("forgets the place in the queue once it runs", () => {
    const queued = applyEvent(WAITING, { status: "PENDING", queue_position: 3 });
    expect(waitingSentence(queued)).toBe("3 submissions are before yours");
    expect(applyEvent(queued, { status: "RUNNING" }).queuePosition).toBeNull();
  });
});

describe("isDecided", () => {
  it("takes every state but waiting and running for a verdict", () => {
    const states = [
      "PENDING",
      "RUNNING",
      "ACCEPTED",
      "FAILED",
      "ERROR",
      "TIMEOUT",
      "COMPILATION_ERROR",
    ];
    expect(states.map((status) => isDecided({ status }))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe("parseEvent", () => {
  it("refuses what has no status", () => {
    expect(parseEvent('{"status":"RUNNING","progress":40}')).toEqual({
      status: "RUNNING",
      progress: 40,
    });
    expect(parseEvent("{}")).toBeNull();
    expect(parseEvent("null")).toBeNull();
    expect(parseEvent("x")).toBeNull();
  });
});
