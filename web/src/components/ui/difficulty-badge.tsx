import { cn } from "@/lib/cn";

const STEPS = [
  { words: ["easy", "beginner"], label: "Easy" },
  { words: ["medium", "intermediate"], label: "Medium" },
  { words: ["hard", "advanced"], label: "Hard" },
];

type DifficultyBadgeProps = { difficulty: string | number };

const step = (difficulty: string | number): number =>
  typeof difficulty === "number"
    ? Math.min(Math.max(difficulty, 1), 3) - 1
    : STEPS.findIndex((item) => item.words.includes(difficulty.toLowerCase()));

/** Easy, medium or hard as climbing steps: told apart by shape, not by colour. */
export const DifficultyBadge = ({ difficulty }: DifficultyBadgeProps) => {
  const at = step(difficulty);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-sm">
      <svg viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 6}
            y={8 - bar * 4}
            width="4"
            height={4 + bar * 4}
            rx="1"
            className={cn(bar <= at ? "fill-accent-ink" : "fill-line")}
          />
        ))}
      </svg>
      {STEPS[at]?.label ?? String(difficulty)}
    </span>
  );
};
