import { cn } from "@/lib/cn";

const TONES = [
  "bg-accent-soft text-accent-ink",
  "bg-ok-soft text-ok",
  "bg-slow-soft text-slow",
  "bg-mem-soft text-mem",
  "bg-crash-soft text-crash",
];

const SIZES = { sm: "size-7 text-xs", md: "size-9 text-sm", lg: "size-20 text-xl" };

type AvatarProps = {
  name: string;
  /** The colour depends on the id, so that it stays when the name changes. */
  id: string;
  src?: string | null | undefined;
  size?: keyof typeof SIZES;
};

const initials = (name: string): string => {
  const words = name.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("");
  return letters.toUpperCase() || "?";
};

const tone = (id: string): string => {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return TONES[sum % TONES.length] ?? "";
};

/** A picture or initials. Decoration: the name stands beside it. */
export const Avatar = ({ name, id, src, size = "md" }: AvatarProps) =>
  src ? (
    <img src={src} alt="" className={cn("shrink-0 rounded-full object-cover", SIZES[size])} />
  ) : (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-full font-display font-semibold",
        SIZES[size],
        tone(id),
      )}
    >
      {initials(name)}
    </span>
  );
