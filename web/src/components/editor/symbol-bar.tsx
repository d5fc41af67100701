import { ArrowLeft, ArrowRight, IndentIncrease, Redo2, Undo2 } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import type { EditorHandle } from "./create-editor";

const SYMBOLS = [..."()[]{}:;=<>+-*/%\"'_.,#&|!\\"];

type SymbolBarProps = { editor: RefObject<EditorHandle | null> };

/** The symbols that a phone's keyboard hides, and moves that are hard with a finger. */
export const SymbolBar = ({ editor }: SymbolBarProps) => (
  <div
    role="toolbar"
    aria-label="Symbols"
    className="flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-sunken p-1"
  >
    <Key label="Indent" onPress={() => editor.current?.indent()}>
      <IndentIncrease size={18} aria-hidden />
    </Key>
    <Key label="Undo" onPress={() => editor.current?.undo()}>
      <Undo2 size={18} aria-hidden />
    </Key>
    <Key label="Redo" onPress={() => editor.current?.redo()}>
      <Redo2 size={18} aria-hidden />
    </Key>
    <Key label="Left" onPress={() => editor.current?.move(-1)}>
      <ArrowLeft size={18} aria-hidden />
    </Key>
    <Key label="Right" onPress={() => editor.current?.move(1)}>
      <ArrowRight size={18} aria-hidden />
    </Key>
    {SYMBOLS.map((symbol) => (
      <Key key={symbol} label={`Insert ${symbol}`} onPress={() => editor.current?.insert(symbol)}>
        <span className="font-mono">{symbol}</span>
      </Key>
    ))}
  </div>
);

type KeyProps = { label: string; onPress: () => void; children: ReactNode };

const Key = ({ label, onPress, children }: KeyProps) => (
  <button
    type="button"
    aria-label={label}
    // The focus stays in the editor, so that the phone's keyboard does not close.
    onPointerDown={(event) => event.preventDefault()}
    onClick={onPress}
    className="inline-flex h-10 min-w-9 shrink-0 items-center justify-center rounded-sm bg-surface px-2 text-base"
  >
    {children}
  </button>
);
