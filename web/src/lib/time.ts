const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const dateFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const dateTimeFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** How long ago, in words: "5 minutes ago". */
export const ago = (time: string, now: number = Date.now()): string => {
  const seconds = Math.round((new Date(time).getTime() - now) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (unit === undefined) return "just now";
  return relative.format(Math.trunc(seconds / unit[1]), unit[0]);
};

/** A day: "20 Nov 2026" in the order of the reader's language. */
export const day = (time: string): string => dateFormat.format(new Date(time));

/** A day and a time. */
export const dayTime = (time: string): string => dateTimeFormat.format(new Date(time));

const numberFormat = new Intl.NumberFormat("en");

/** A whole number with separators. */
export const count = (value: number): string => numberFormat.format(value);
