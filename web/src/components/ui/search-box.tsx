import { Search } from "lucide-react";
import { cn } from "@/lib/cn";
import { useDelayed } from "@/lib/use-delayed";
import { controlClass } from "./field";

type SearchBoxProps = {
  /** What is searched; read out and shown in the empty box. */
  label: string;
  value: string;
  /** Called when typing pauses. */
  onSearch: (value: string) => void;
  className?: string;
};

/** A box that filters a list while one types. */
export const SearchBox = ({ label, value, onSearch, className }: SearchBoxProps) => {
  const [typed, setTyped] = useDelayed(value, onSearch);
  return (
    <search className={cn("relative block", className)}>
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-ink-3"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={cn(controlClass, "min-h-10 pl-9 text-sm")}
      />
    </search>
  );
};
