import { verdictLook } from "@/components/ui/verdict";
import { isRunOver, runSentence } from "./run/run-view";
import type { RunState } from "./run/use-run";
import type { SubmitState } from "./submit/use-submit";

/** What is read out of the last run: its end only, since the steps would talk over each other. */
export const runAnnouncement = (state: RunState | null): string => {
  if (state?.error) return `The run was not taken. ${state.error.message}`;
  if (state?.busy) return "Running";
  return state?.run && isRunOver(state.run) ? runSentence(state.run) : "";
};

/** What is read out of the last submission: that it is judged, and the verdict. */
export const submitAnnouncement = (state: SubmitState | null): string => {
  if (state?.error) return `The submission failed. ${state.error.message}`;
  if (state?.busy) return "Judging your submission";
  if (!state?.result) return "";
  const { verdict, status, points, xp_earned } = state.result;
  const xp = xp_earned ? `, ${xp_earned} XP earned` : "";
  return `${verdictLook(verdict || status).label}, ${points} points${xp}`;
};
