import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/lib/api/client";
import { type ApiError, toApiError, unwrap } from "@/lib/api/envelope";
import type { Submission, SubmissionEvent } from "@/lib/api/work";
import { follow } from "@/lib/live/follow";
import { sessionFetch } from "@/lib/live/session-fetch";
import { SUBMISSION_LISTS, submissionQuery } from "@/lib/queries/submissions";
import {
  applyEvent,
  eventOf,
  isDecided,
  parseEvent,
  type SubmissionLive,
  WAITING,
} from "./submission-live";

/** The last submission: how far it has come, and its result. */
export type SubmitState = {
  id: string | null;
  code: string;
  live: SubmissionLive;
  result: Submission | null;
  error: ApiError | null;
  busy: boolean;
};

const readSubmission = (id: string) =>
  unwrap(api.GET("/v1/submissions/{submission_id}", { params: { path: { submission_id: id } } }));

/** Submits code and follows the judging until the verdict is there. */
export const useSubmit = (
  problemId: string,
  onResult: (submission: Submission, code: string) => void,
) => {
  const [state, setState] = useState<SubmitState | null>(null);
  const queries = useQueryClient();
  const end = useRef<() => void>(() => undefined);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
      end.current();
    },
    [],
  );

  /** Follows a submission that exists already. */
  const watch = useCallback(
    (id: string, code: string, own: number) => {
      const update = (change: (before: SubmitState) => Partial<SubmitState>) => {
        if (turn.current === own) setState((before) => before && { ...before, ...change(before) });
      };
      const finish = async () => {
        try {
          const submission = await queries.fetchQuery({ ...submissionQuery(id), staleTime: 0 });
          update(() => ({ result: submission, busy: false }));
          if (turn.current === own) onResult(submission, code);
        } catch (thrown) {
          update(() => ({ error: toApiError(thrown), busy: false }));
        }
        void queries.invalidateQueries({ queryKey: SUBMISSION_LISTS });
        void queries.invalidateQueries({ queryKey: ["problems"] });
        void queries.invalidateQueries({ queryKey: ["leaderboard"] });
      };
      end.current = follow<SubmissionEvent>({
        url: `/v1/submissions/${id}/events`,
        fetch: sessionFetch,
        parse: parseEvent,
        poll: async () => eventOf(await readSubmission(id)),
        isFinal: isDecided,
        onState: (event) => {
          update((before) => ({ live: applyEvent(before.live, event) }));
          if (isDecided(event)) void finish();
        },
      });
    },
    [queries, onResult],
  );

  const submit = useCallback(
    async (language: string, code: string) => {
      turn.current += 1;
      const own = turn.current;
      end.current();
      setState({ id: null, code, live: WAITING, result: null, error: null, busy: true });
      try {
        const { submission_id } = await unwrap(
          api.POST("/v1/submissions", {
            params: {},
            body: { problem_id: problemId, language, code },
          }),
        );
        if (turn.current !== own) return;
        setState((before) => before && { ...before, id: submission_id });
        void queries.invalidateQueries({ queryKey: SUBMISSION_LISTS });
        watch(submission_id, code, own);
      } catch (thrown) {
        if (turn.current !== own) return;
        setState((before) => before && { ...before, error: toApiError(thrown), busy: false });
      }
    },
    [problemId, queries, watch],
  );

  /** Goes on with a submission of an earlier visit that is still being judged. */
  const resume = useCallback(
    (id: string) => {
      turn.current += 1;
      end.current();
      setState({ id, code: "", live: WAITING, result: null, error: null, busy: true });
      watch(id, "", turn.current);
    },
    [watch],
  );

  return { state, submit, resume };
};
