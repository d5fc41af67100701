import { AArrowDown, AArrowUp, Play, RotateCcw, Send } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Tooltip } from "@/components/ui/tooltip";
import type { Language } from "@/lib/api/work";
import { languageOptions } from "./language-options";
import { chord } from "./shortcuts";
import { FONT_SIZES } from "./use-font-size";

type EditorToolbarProps = {
  offered: readonly Language[];
  language: Language;
  onLanguage: (key: string) => void;
  fontSize: number;
  onFontSize: (size: number) => void;
  onReset: () => void;
  /** Where the text is safe. */
  status: React.ReactNode;
};

/** Language, font size, reset, and where the text is safe. */
export const EditorToolbar = ({
  offered,
  language,
  onLanguage,
  fontSize,
  onFontSize,
  onReset,
  status,
}: EditorToolbarProps) => (
  <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
    <Select
      label="Language"
      hideLabel
      className="w-32 sm:w-44"
      value={language.key}
      onChange={(event) => onLanguage(event.target.value)}
      options={languageOptions(offered, language.key)}
    />
    <span className="ml-2">{status}</span>
    <span className="ml-auto flex">
      <IconButton
        label="Smaller letters"
        size="sm"
        disabled={fontSize <= FONT_SIZES.least}
        onClick={() => onFontSize(fontSize - 1)}
      >
        <AArrowDown size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Larger letters"
        size="sm"
        disabled={fontSize >= FONT_SIZES.most}
        onClick={() => onFontSize(fontSize + 1)}
      >
        <AArrowUp size={18} aria-hidden />
      </IconButton>
      <IconButton label="Back to the starter code" size="sm" onClick={onReset}>
        <RotateCcw size={16} aria-hidden />
      </IconButton>
    </span>
  </div>
);

type ActionButtonsProps = {
  onRun: () => void;
  onSubmit: () => void;
  running: boolean;
  judging: boolean;
  /** Nothing can be run at present, for example because the language is not installed. */
  disabled: boolean;
};

/** Run and Submit. */
export const ActionButtons = ({
  onRun,
  onSubmit,
  running,
  judging,
  disabled,
}: ActionButtonsProps) => (
  <span className="flex shrink-0 gap-2">
    <Tooltip text={`Run on the cases · ${chord("'")}`}>
      <Button
        size="sm"
        busy={running}
        disabled={disabled}
        aria-keyshortcuts="Control+' Meta+'"
        icon={<Play size={16} aria-hidden />}
        onClick={onRun}
      >
        Run
      </Button>
    </Tooltip>
    <Tooltip text={`Judge on all tests · ${chord("Enter")}`}>
      <Button
        size="sm"
        tone="primary"
        busy={judging}
        disabled={disabled}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        icon={<Send size={16} aria-hidden />}
        onClick={onSubmit}
      >
        Submit
      </Button>
    </Tooltip>
  </span>
);
