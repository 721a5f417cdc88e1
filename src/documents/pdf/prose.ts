/** A line, or the part of one that stands in a column. */
export interface Piece {
  text: string;
  x0: number;
  x1: number;
}

/** Shorter lines are labels and figures; in characters. */
const SHORTEST = 8;
/** Wrapped lines are mostly full: this share of them fills this share of the width. */
const MOSTLY = 0.4;
const FULL = 0.85;
/** And this share of them holds what names and figures have not: a mark, or five words. */
const WORDED = 0.3;
const WORDS = /[，。；、！？]|[,;.!?](?:\s|$)|(?:\p{L}+\s+){4}/u;

/** Whether a line can be part of a sentence, judged by its marks and words: `先进材料：712.3亿元` is not. */
export function isWorded(text: string): boolean {
  return WORDS.test(text);
}

/** Whether lines are longer, most of them, than labels and figures. */
export function isLong(lines: readonly Piece[]): boolean {
  return lines.reduce((sum, { text }) => sum + text.length, 0) >= SHORTEST * lines.length;
}

/** Whether lines below each other read as wrapped text, not as the cells of a column. */
export function isProse(lines: readonly Piece[]): boolean {
  const left = Math.min(...lines.map(({ x0 }) => x0));
  const right = Math.max(...lines.map(({ x1 }) => x1));
  const full = lines.filter(({ x1 }) => x1 - left >= FULL * (right - left));
  const worded = lines.filter(({ text }) => isWorded(text));
  return isLong(lines) && full.length >= MOSTLY * lines.length && worded.length >= WORDED * lines.length;
}
