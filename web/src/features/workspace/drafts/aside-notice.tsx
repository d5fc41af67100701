import { GitFork } from "lucide-react";
import { useState } from "react";
import { CodeView } from "@/components/editor/code-view";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { dayTime } from "@/lib/time";
import type { AsideDraft } from "./draft-merge";

type AsideNoticeProps = {
  aside: AsideDraft;
  language: string;
  onUse: (code: string) => void;
  onDrop: () => void;
};

/** Offers the other version when two devices changed the same work. */
export const AsideNotice = ({ aside, language, onUse, onDrop }: AsideNoticeProps) => {
  const [open, setOpen] = useState(false);
  const when = dayTime(new Date(aside.at).toISOString());
  const where = aside.from === "here" ? "this device" : "another device";
  const use = () => {
    setOpen(false);
    onUse(aside.code);
  };
  const keep = () => {
    setOpen(false);
    onDrop();
  };
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-accent-soft px-3 py-2 text-sm"
    >
      <GitFork size={16} aria-hidden className="shrink-0 text-accent-ink" />
      <span className="min-w-0 flex-1 basis-56">
        This work was changed in two places. You see the newer text; the older one, written on{" "}
        {where} on {when}, is kept.
      </span>
      <Button size="sm" onClick={() => setOpen(true)}>
        Look at it
      </Button>
      <Button size="sm" tone="ghost" onClick={onDrop}>
        Discard it
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`The older text, from ${where}`}
        actions={
          <>
            <Button onClick={keep}>Keep what I see</Button>
            <Button tone="primary" onClick={use}>
              Use this one
            </Button>
          </>
        }
      >
        <CodeView code={aside.code} language={language} label="The older text" />
      </Dialog>
    </div>
  );
};
