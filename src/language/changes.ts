import type { Figure } from './figures.ts';

/** What a figure says of a change: by how much it went up or down, to what, or nothing of the kind. */
export type Change = 'none' | 'up-by' | 'down-by' | 'to' | 'of';

const UP =
  /增长|增加|增资|增[至到]|上升|提高|提升|上涨|上浮|增幅|增速|涨幅|攀升|翻|升|涨|(?<!makes? |mad?e )\bup\b(?! to)|\b(?:rose|risen|rise[sn]?|rising|grew|grow(?:s|n|th|ing)?|increas(?:e[sd]?|ing)|gain(?:ed)?|climbed|jumped|higher(?! than)|surged|added?|growth)\b/;
const DOWN =
  /下降|减少|降低|下滑|下浮|降幅|回落|下跌|缩减|减免|跌|降|\b(?:down|fell|fall(?:s|en|ing)?|dropp?(?:ed|s)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|lower(?! than)|reduc(?:e[sd]?|tion)|shrank|less(?! than)|cheaper|cut)\b/;
const TO = /(?:到|至|为|达|成)\s?(?:了)?\s?$|\bto\s?(?:rmb|us\$|[$¥€])?\s?$/;
const FROM = /[由从自]\s?$|\bfrom\s?(?:rmb|cny|usd|us\$|[$¥€])?\s?$/;
const OF = /(?:相当于|是|为)[^,，。;；]{0,4}(?:上年|去年|同期|上一年)[^,，。;；]{0,3}的?\s?$/;

/** What the figure between `before` and `after` says of a change; both folded, without another figure in them. */
export function changeAt(before: string, after: string, figure: Figure): Change {
  if (figure.unit === 'date') return 'none';
  const near = lastClause(before);
  if (OF.test(near)) return 'of';
  if (FROM.test(near)) return 'none';
  const behind = firstWords(after);
  if (/^ of (?:the )?(?:previous|last|prior|year-earlier)/.test(behind)) return 'of';
  const isShare = figure.unit === '%' || figure.unit === 'point' || figure.unit === 'times';
  const direction = directionOf(near) ?? (isShare ? directionOf(behind) : undefined);
  if (direction === undefined) return 'none';
  return TO.test(near) ? 'to' : direction;
}

/** Whether the words speak of a rise or a fall: the nearest to their end counts. */
export function directionOf(words: string): 'up-by' | 'down-by' | undefined {
  const up = lastIndex(words, UP);
  const down = lastIndex(words, DOWN);
  if (up < 0 && down < 0) return undefined;
  return up > down ? 'up-by' : 'down-by';
}

function lastIndex(words: string, pattern: RegExp): number {
  let last = -1;
  for (const match of words.matchAll(new RegExp(pattern.source, 'g'))) last = match.index;
  return last;
}

const lastClause = (words: string) => words.split(/[,，。;；、(（]/).at(-1)!;
const firstWords = (words: string) => /^[^,，。;；、(（]{0,14}/.exec(words)![0];
