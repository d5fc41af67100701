import { useEffect } from "react";

/** Names the page in the browser's tab; "CodeQuest" follows. */
export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    document.title = title ? `${title} · CodeQuest` : "CodeQuest";
  }, [title]);
};
