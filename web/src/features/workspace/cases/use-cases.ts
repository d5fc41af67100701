import { useCallback, useMemo, useState } from "react";
import type { SampleCase } from "@/lib/api/work";
import { allCases, type Case, findSame, MOST_CASES, readOwnCases, writeOwnCases } from "./cases";

export type Cases = {
  all: readonly Case[];
  selected: Case | undefined;
  select: (id: string) => void;
  full: boolean;
  /** Adds an own case, a copy of the selected one unless told otherwise, and selects it. */
  add: (from?: { input: string; expected: string }) => void;
  edit: (id: string, change: { input?: string; expected?: string }) => void;
  remove: (id: string) => void;
  /** Takes all own cases away. */
  reset: () => void;
  hasOwn: boolean;
};

/** Sample and own cases of one person for one problem. */
export const useCases = (
  userId: string | null,
  problemId: string,
  samples: readonly SampleCase[],
): Cases => {
  const [own, setOwn] = useState(() => readOwnCases(userId, problemId));
  const all = useMemo(() => allCases(samples, own), [samples, own]);
  const [chosen, setChosen] = useState("sample-0");
  const selected = all.find((item) => item.id === chosen) ?? all[0];

  const change = useCallback(
    (next: typeof own) => {
      setOwn(next);
      writeOwnCases(userId, problemId, next);
    },
    [userId, problemId],
  );

  return {
    all,
    selected,
    select: setChosen,
    full: all.length >= MOST_CASES,
    hasOwn: own.length > 0,
    add: (from) => {
      const source = from ?? { input: selected?.input ?? "", expected: "" };
      const same = from ? findSame(all, from.input) : undefined;
      if (same) {
        setChosen(same.id);
        return;
      }
      if (all.length >= MOST_CASES) return;
      const id = `own-${Date.now().toString(36)}-${own.length}`;
      change([...own, { id, ...source }]);
      setChosen(id);
    },
    edit: (id, part) => change(own.map((item) => (item.id === id ? { ...item, ...part } : item))),
    remove: (id) => {
      const at = all.findIndex((item) => item.id === id);
      change(own.filter((item) => item.id !== id));
      setChosen(all[at - 1]?.id ?? "sample-0");
    },
    reset: () => {
      change([]);
      setChosen("sample-0");
    },
  };
};
