type MarkProps = { size?: number; className?: string };

/** The sign of CodeQuest: two angle brackets close to a Q, its tail is the way on. */
export const Mark = ({ size = 28, className }: MarkProps) => (
  <svg
    viewBox="0 0 32 32"
    width={size}
    height={size}
    aria-hidden="true"
    fill="none"
    strokeWidth="3.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    className={className}
  >
    <path d="M13 5 4 15l9 10M19 5l9 10-3.8 4.2" className="stroke-current" />
    <path d="m17.5 17.5 10 10" className="stroke-accent" />
  </svg>
);
