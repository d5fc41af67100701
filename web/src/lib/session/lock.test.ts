import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withRefreshLock } from "./lock";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {});
  localStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("without Web Locks one tab works at a time", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 500));
    inside -= 1;
  };
  const all = Promise.all([withRefreshLock(work), withRefreshLock(work), withRefreshLock(work)]);
  await vi.runAllTimersAsync();
  await all;
  expect(most).toBe(1);
  expect(localStorage).toHaveLength(0);
});

test("a tab that died while it held the lock does not hold it for ever", async () => {
  localStorage.setItem(
    "codequest.refresh",
    JSON.stringify({ owner: "a closed tab", until: Date.now() + 15_000 }),
  );
  const done = withRefreshLock(async () => "mine");
  await vi.advanceTimersByTimeAsync(16_000);
  expect(await done).toBe("mine");
});

test("work that fails gives the lock back", async () => {
  const failed = withRefreshLock(async () => {
    throw new Error("cut");
  }).catch((error: Error) => error.message);
  await vi.runAllTimersAsync();
  expect(await failed).toBe("cut");
  expect(localStorage).toHaveLength(0);
});
