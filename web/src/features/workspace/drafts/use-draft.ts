import { type RefObject, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { draftRemote } from "../api/draft-remote";
import { DraftSession, type DraftSnapshot } from "./draft-session";
import { adoptGuestDraft, draftStorage } from "./draft-storage";

/** This tab, as other tabs of the browser know it. */
const TAB = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) =>
  word.toString(36),
).join("");

const BEFORE: DraftSnapshot = {
  ready: false,
  save: "untouched",
  problem: null,
  savedAt: null,
  aside: null,
};

type UseDraft = {
  userId: string | null;
  problemId: string;
  language: string;
  starter: string;
  /** Receives texts from elsewhere. */
  onReplace: RefObject<(code: string) => void>;
};

type Held = { key: string; session: DraftSession };

/** The draft of one person, problem and language, for as long as the page shows it. */
export const useDraft = ({ userId, problemId, language, starter, onReplace }: UseDraft) => {
  const key = JSON.stringify([userId, problemId, language, starter]);
  const [held, setHeld] = useState<Held | null>(null);

  useEffect(() => {
    adoptGuestDraft({ userId, problemId, language });
    const session = new DraftSession({
      storage: draftStorage({ userId, problemId, language }),
      remote: userId === null ? null : draftRemote(problemId, language),
      starter,
      tab: TAB,
      onReplace: (code) => onReplace.current(code),
    });
    setHeld({ key: JSON.stringify([userId, problemId, language, starter]), session });
    const onHide = () => session.leave();
    const onVisibility = () =>
      document.visibilityState === "hidden" ? session.leave() : session.refresh();
    const onBack = (event: PageTransitionEvent) => {
      if (event.persisted) session.refresh();
    };
    const onOnline = () => session.refresh();
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onBack);
    window.addEventListener("online", onOnline);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onBack);
      window.removeEventListener("online", onOnline);
      document.removeEventListener("visibilitychange", onVisibility);
      session.close();
    };
  }, [userId, problemId, language, starter, onReplace]);

  const session = held?.key === key ? held.session : null;
  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => undefined),
    [session],
  );
  const snapshot = useSyncExternalStore(subscribe, () => session?.snapshot ?? BEFORE);
  return { session, snapshot };
};
