import { cn } from "@/lib/cn";

export type BarPoint = {
  /** Unique, for example a date. */
  key: string;
  value: number;
  /** The bar in words: shown on hover, read out in the table. */
  label: string;
};

type BarsProps = {
  /** What the chart shows. */
  label: string;
  points: readonly BarPoint[];
  /** Height in px. */
  height?: number;
  className?: string;
};

/** Bars over time. Screen readers get a list with the same words. */
export const Bars = ({ label, points, height = 96, className }: BarsProps) => {
  const top = Math.max(1, ...points.map((point) => point.value));
  const step = 100 / Math.max(1, points.length);
  return (
    <figure className={className}>
      <svg
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        height={height}
        aria-hidden="true"
        className="w-full"
      >
        {points.map((point, index) => {
          const size = point.value === 0 ? 2 : Math.max(5, (point.value / top) * height);
          return (
            <g key={point.key}>
              <rect
                x={index * step}
                y={0}
                width={step}
                height={height}
                className="fill-transparent hover:fill-sunken"
              >
                <title>{point.label}</title>
              </rect>
              <rect
                x={index * step + step * 0.14}
                y={height - size}
                width={step * 0.72}
                height={size}
                className={cn(
                  "pointer-events-none",
                  point.value === 0 ? "fill-line" : "fill-accent",
                )}
              />
            </g>
          );
        })}
      </svg>
      <figcaption className="sr-only">
        {label}
        <ul>
          {points
            .filter((point) => point.value > 0)
            .map((point) => (
              <li key={point.key}>{point.label}</li>
            ))}
        </ul>
      </figcaption>
    </figure>
  );
};

type SparklineProps = {
  /** What the line shows, with its last value. */
  label: string;
  values: readonly number[];
  className?: string;
};

/** A small line without axes, beside a number. */
export const Sparkline = ({ label, values, className }: SparklineProps) => {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const at = (index: number, value: number) =>
    `${(index / Math.max(1, values.length - 1)) * 96 + 2},${22 - ((value - low) / span) * 20}`;
  const points = values.map((value, index) => at(index, value));
  return (
    <svg
      viewBox="0 0 100 24"
      role="img"
      aria-label={label}
      className={cn("h-6 w-24 overflow-visible", className)}
    >
      <polyline
        points={points.join(" ")}
        fill="none"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
    </svg>
  );
};
