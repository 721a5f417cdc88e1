import { useEffect, useRef, useState } from 'preact/hooks';

/** Whether a region has more to its sides than is seen, so that the page can say so. */
export function useOverflow() {
  const region = useRef<HTMLElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (element === null) return;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // The region keeps its size when the table in it grows.
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return { region, overflows };
}
