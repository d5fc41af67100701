import { CircleCheck, CloudOff, LoaderCircle, MonitorCheck, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/cn";
import type { DraftSnapshot } from "./draft-session";

type Look = { text: string; why: string; icon: React.ReactNode; tone: string };

const look = ({ save, problem }: DraftSnapshot, signedIn: boolean): Look | null => {
  const icon = { size: 14, "aria-hidden": true } as const;
  switch (save) {
    case "untouched":
      return null;
    case "saving":
      return {
        text: "Saving",
        why: "Your text is in this browser and on its way to the server.",
        icon: <LoaderCircle {...icon} className="motion-safe:animate-spin" />,
        tone: "text-ink-2",
      };
    case "saved":
      return {
        text: "Saved",
        why: "Your text is on the server: you can go on with it on any device.",
        icon: <CircleCheck {...icon} />,
        tone: "text-ok",
      };
    case "unsafe":
      return {
        text: "Not saved",
        why: "This browser keeps nothing and the server cannot be reached. Copy your code before you close this page.",
        icon: <TriangleAlert {...icon} />,
        tone: "text-bad",
      };
    case "device": {
      if (!signedIn) {
        return {
          text: "Saved on this device",
          why: "Sign in to have your text on every device.",
          icon: <MonitorCheck {...icon} />,
          tone: "text-ink-2",
        };
      }
      const why =
        problem?.failure === "refused"
          ? `The server does not take it: ${problem.message}`
          : problem?.failure === "signed_out"
            ? "You are signed out. Sign in again and it goes to the server."
            : "The server cannot be reached. Your text is safe in this browser and is sent as soon as that works.";
      return {
        text: "Saved on this device",
        why,
        icon: <CloudOff {...icon} />,
        tone: "text-crash",
      };
    }
  }
};

type DraftStatusProps = { snapshot: DraftSnapshot; signedIn: boolean };

/** Says where the text is safe. Read out only when it is not on the server. */
export const DraftStatus = ({ snapshot, signedIn }: DraftStatusProps) => {
  const state = look(snapshot, signedIn);
  const alarming = snapshot.save === "unsafe" || snapshot.problem !== null;
  return (
    <>
      {state ? (
        <span
          title={state.why}
          data-save={snapshot.save}
          className={cn("inline-flex items-center gap-1.5 whitespace-nowrap text-xs", state.tone)}
        >
          {state.icon}
          {state.text}
        </span>
      ) : null}
      <span role="status" className="sr-only">
        {alarming && state ? `${state.text}. ${state.why}` : ""}
      </span>
    </>
  );
};
