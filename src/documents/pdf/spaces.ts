/** Characters that stand side by side without spaces between them; marks shared with Latin count with their neighbours. */
const WIDE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff60';
const SHARED = '“”‘’…—·';
const ENDS_WIDE = new RegExp(`[${WIDE}][${SHARED}]*$`, 'u');
const BEGINS_WIDE = new RegExp(`^[${SHARED}]*[${WIDE}]`, 'u');
const ONLY_SHARED = new RegExp(`^[${SHARED}]+$`, 'u');
/** As much of a text as tells how it ends or begins. */
const END = 8;
/** In ems. Typesetters part Chinese from Latin by a quarter of an em; wider gaps are meant. */
const MEANT_GAP = 0.6;
/** In ems. Chinese is spread over a line by less than this. */
const MEANT_WIDE_GAP = 1;
/** In ems. Latin letters are set closer than this, words are not. */
export const WORD_GAP = 0.15;
/** `招 商 引 资`: characters set one at a time. Three are enough within a line, two where there is nothing else. */
const SPREAD = /(?<!\p{Script=Han})\p{Script=Han}(?:[ \u3000]+\p{Script=Han}){2,}(?!\p{Script=Han})/gu;
const SPREAD_LINE = /^\p{Script=Han}[ \u3000]+\p{Script=Han}$/u;

/**
 * What stands between two texts on one line: a space or nothing. Between Chinese characters, and between them
 * and figures, a gap is typesetting unless it is wide or written.
 *
 * @param gap the distance between them in ems
 * @param isWritten whether a space character was painted between them
 */
export function spaceBetween(before: string, after: string, gap: number, isWritten: boolean): string {
  const [end, start] = [before.slice(-END), after.slice(0, END)];
  const [endsWide, beginsWide] = [ENDS_WIDE.test(end), BEGINS_WIDE.test(start)];
  const isWideBefore = endsWide || (beginsWide && ONLY_SHARED.test(end));
  const isWideAfter = beginsWide || (endsWide && ONLY_SHARED.test(start));
  if (isWideBefore && isWideAfter) return gap >= MEANT_WIDE_GAP || (isWritten && gap >= WORD_GAP) ? ' ' : '';
  if (isWritten) return ' ';
  return gap >= (isWideBefore || isWideAfter ? MEANT_GAP : WORD_GAP) ? ' ' : '';
}

/** Closes words that are set wide for their looks: `招 商 引 资` → `招商引资`. */
export function closeSpread(line: string): string {
  const close = (spread: string) => spread.replace(/[ \u3000]+/g, '');
  return SPREAD_LINE.test(line) ? close(line) : line.replace(SPREAD, close);
}
