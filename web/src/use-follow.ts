import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Turn } from './chat-state.ts';
import { lastOf } from './last-of.ts';

/** Space kept above the newest question, in CSS pixels. */
const HEADROOM = 20;
/** How far the visitor must scroll back before the page stops following, in CSS pixels. */
const SLACK = 60;

/**
 * Keeps the newest answer in view while it grows, but never pushes its question off the top, and stops
 * as soon as the visitor scrolls back.
 */
export function useFollow(turns: Turn[]) {
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const newest = useRef<string | undefined>(undefined);
  const [away, setAway] = useState(false);

  const follow = () => {
    following.current = true;
    if (log.current) log.current.scrollTop = restingPlace(log.current);
  };

  useLayoutEffect(() => {
    const id = lastOf(turns)?.id;
    if (id !== newest.current) following.current = true;
    newest.current = id;
    if (following.current) follow();
  });

  useEffect(() => {
    const area = log.current;
    if (area === null) return;
    const resized = new ResizeObserver(() => {
      if (following.current) area.scrollTop = restingPlace(area);
    });
    resized.observe(area);
    return () => resized.disconnect();
  }, []);

  const onScroll = () => {
    if (log.current === null) return;
    const back = restingPlace(log.current) - log.current.scrollTop > SLACK;
    following.current = !back;
    setAway(back);
  };

  return { log, onScroll, away, follow };
}

function restingPlace(log: HTMLElement): number {
  const bottom = log.scrollHeight - log.clientHeight;
  const turn = log.querySelector<HTMLElement>('.turn:last-of-type');
  if (turn === null) return bottom;
  const top = turn.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
  return Math.min(bottom, Math.max(0, top - HEADROOM));
}
