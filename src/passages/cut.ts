import type { Span } from '../types.ts';

const CLAUSE_END = /[，；、：,;]/;
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2})';
/**
 * What is never cut in two: a number with its currency before and its unit after it, a date, a Latin word.
 * A unit is what follows a number at once, or after one space: 亿元, 万平方米, %, billion yuan.
 */
const UNIT_OF_SENSE = new RegExp(
  [
    `${MONTH}\\.? \\d{1,2}(?:, \\d{4})?`,
    `\\d{1,2} ${MONTH}(?: \\d{4})?`,
    '[\\d０-９]{4}年(?:[\\d０-９]{1,2}月(?:[\\d０-９]{1,2}[日号號])?)?',
    `(?:[A-Z]{2,3}\\$? ?|[¥￥$€£] ?)?[\\d０-９]+(?:[,.，．:：/~～–—-][\\d０-９]+)* ?(?:[%％‰℃]|[\\p{Script=Han}]{1,5}|[A-Za-z]+(?: (?:yuan|dollars|US dollars|square \\w+|[A-Z]{3}))?)?`,
    '[零〇一二三四五六七八九十百千万萬亿億]{2,}[\\p{Script=Han}]{1,3}',
    '[A-Za-z][\\w.@:/-]*',
  ].join('|'),
  'gu',
);

/**
 * Cuts `[start, end)` of `text` into pieces of at most `limit` characters, about equally long: after clause
 * punctuation where there is any, else at a space, else between characters; never inside a figure and its
 * unit unless that alone is longer than the limit. The pieces cover everything but white space at cuts.
 */
export function cutLong(text: string, span: Span, limit: number): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > limit) {
    const remaining = span.end - start;
    const aim = start + Math.ceil(remaining / Math.ceil(remaining / limit));
    const cut = bestCut(text, { start, end: start + limit }, aim);
    pushTrimmed(pieces, text, { start, end: cut });
    start = cut;
  }
  pushTrimmed(pieces, text, { start, end: span.end });
  return pieces;
}

/** The best place to cut in the second half of a window: nearest to `aim` among the best kind there is. */
function bestCut(text: string, window: Span, aim: number): number {
  const middle = Math.floor((window.start + window.end) / 2);
  const guarded = guardedPlaces(text, window);
  let best = { rank: 0, distance: Number.POSITIVE_INFINITY, at: withoutHalf(text, window.end) };
  for (let at = middle; at <= window.end; at += 1) {
    if (guarded.has(at) || at !== withoutHalf(text, at)) continue;
    const rank = CLAUSE_END.test(text[at - 1]!) ? 3 : /\s/.test(text[at - 1]!) ? 2 : 1;
    const distance = Math.abs(at - aim);
    if (rank > best.rank || (rank === best.rank && distance < best.distance)) best = { rank, distance, at };
  }
  return best.at;
}

/** Places strictly inside a figure, a date or a word of the window, with a little beyond its end. */
function guardedPlaces(text: string, { start, end }: Span): Set<number> {
  const guarded = new Set<number>();
  for (const match of text.slice(start, end + 40).matchAll(UNIT_OF_SENSE)) {
    const from = start + match.index;
    for (let at = from + 1; at < from + match[0].length; at += 1) guarded.add(at);
  }
  return guarded;
}

/** `at`, or one less where it would part the two halves of one character. */
function withoutHalf(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

function pushTrimmed(spans: Span[], text: string, span: Span): void {
  const trimmed = trimSpan(text, span);
  if (trimmed.end > trimmed.start) spans.push(trimmed);
}

/** A span without the white space at its ends; empty if there is nothing else in it. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  return { start: from, end: to };
}
