import { useEffect, useRef, useState } from "react";

/**
 * A text box whose value is reported once typing pauses. Follows `value` when it is changed from
 * outside, for example by going back.
 */
export const useDelayed = (
  value: string,
  report: (value: string) => void,
  delayMs = 300,
): [string, (typed: string) => void] => {
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);
  const latest = useRef(report);
  latest.current = report;

  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    if (typed === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = typed;
      latest.current(typed);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [typed, delayMs]);

  return [typed, setTyped];
};
