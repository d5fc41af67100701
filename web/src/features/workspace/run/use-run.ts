import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/lib/api/client";
import { type ApiError, toApiError, unwrap } from "@/lib/api/envelope";
import type { Run, RunRequest } from "@/lib/api/work";
import { follow } from "@/lib/live/follow";
import { sessionFetch } from "@/lib/live/session-fetch";
import type { Case } from "../cases/cases";
import { isRunOver, parseRun } from "./run-view";

/** The last run: what was asked, and how far it has come. */
export type RunState = {
  /** The cases as they were sent, in the order of the answer. */
  cases: readonly Case[];
  code: string;
  run: Run | null;
  error: ApiError | null;
  busy: boolean;
};

const readRun = (id: string) =>
  unwrap(api.GET("/v1/runs/{run_id}", { params: { path: { run_id: id } } }));

/** Runs code on cases and follows the results as they come. Starting again leaves the earlier run. */
export const useRun = (onOver: (run: Run, code: string) => void) => {
  const [state, setState] = useState<RunState | null>(null);
  const end = useRef<() => void>(() => undefined);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
      end.current();
    },
    [],
  );

  const start = useCallback(
    async (request: Omit<RunRequest, "cases">, cases: readonly Case[]) => {
      turn.current += 1;
      const own = turn.current;
      end.current();
      setState({ cases, code: request.code, run: null, error: null, busy: true });
      const update = (part: Partial<RunState>) => {
        if (turn.current === own) setState((before) => before && { ...before, ...part });
      };
      try {
        const { run_id } = await unwrap(
          api.POST("/v1/runs", {
            params: {},
            body: {
              ...request,
              cases: cases.map((item) => ({
                name: item.name,
                input: item.input,
                ...(item.expected.trim() === "" ? {} : { expected_output: item.expected }),
              })),
            },
          }),
        );
        if (turn.current !== own) return;
        end.current = follow<Run>({
          url: `/v1/runs/${run_id}/events`,
          fetch: sessionFetch,
          parse: parseRun,
          poll: () => readRun(run_id),
          isFinal: isRunOver,
          onState: (run) => {
            update({ run, busy: !isRunOver(run) });
            if (isRunOver(run)) onOver(run, request.code);
          },
        });
      } catch (thrown) {
        update({ error: toApiError(thrown), busy: false });
      }
    },
    [onOver],
  );
  return { state, start };
};
