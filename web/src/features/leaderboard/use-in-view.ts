import { type RefObject, useEffect, useState } from "react";

/** True while the element is on the screen; looks again whenever `version` changes. */
export const useInView = (element: RefObject<Element | null>, version: number): boolean => {
  const [visible, setVisible] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved row may be another element.
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(([entry]) =>
      setVisible(entry?.isIntersecting ?? true),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, version]);
  return visible;
};
