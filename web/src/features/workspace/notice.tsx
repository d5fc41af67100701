import { X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";

export type EditorNotice = { text: string; onUndo?: () => void };

type NoticeProps = { notice: EditorNotice; onClose: () => void };

/** Says what was just done to the text, and takes it back. */
export const Notice = ({ notice, onClose }: NoticeProps) => (
  <div
    role="status"
    className="flex shrink-0 items-center gap-3 border-b border-line bg-slow-soft px-3 py-1.5 text-sm"
  >
    <span className="min-w-0 flex-1">{notice.text}</span>
    {notice.onUndo ? (
      <Button
        size="sm"
        onClick={() => {
          notice.onUndo?.();
          onClose();
        }}
      >
        Undo
      </Button>
    ) : null}
    <IconButton label="Dismiss" size="sm" onClick={onClose}>
      <X size={16} aria-hidden />
    </IconButton>
  </div>
);
