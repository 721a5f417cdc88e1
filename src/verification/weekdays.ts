import type { Finding } from './finding.ts';
import type { Held } from './held.ts';
import type { Reading } from './reading.ts';

const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY =
  /(?:周|星期|礼拜)([1-6一二三四五六日天])(?![年期月周])|\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)days?\b/g;
const BETWEEN = /^\s?(?:to|through|until|[至到~—–-]+)\s?$/;

/** Days of the week that the evidence names others of; a day within a stretch that it names is borne out. */
export function weekdayFindings(statement: Reading, held: readonly Held[]): Finding[] {
  const open = new Set(held.flatMap(({ words }) => daysOf(words)));
  if (open.size === 0) return [];
  return [...statement.folded.text.matchAll(DAY)]
    .filter((match) => !open.has(dayOf(match)))
    .map((match) => ({
      kind: 'date',
      said: match[0],
      start: match.index,
      end: match.index + match[0].length,
      reason: `The source does not name ${match[0]}.`,
    }));
}

/** The days, Monday being 0, that folded words name, with those between the ends of a stretch. */
function daysOf(words: string): number[] {
  const matches = [...words.matchAll(DAY)];
  return matches.flatMap((match, at) => {
    const day = dayOf(match);
    const next = matches[at + 1];
    if (!next || !BETWEEN.test(words.slice(match.index + match[0].length, next.index))) return [day];
    return Array.from({ length: Math.max(1, dayOf(next) - day + 1) }, (_, more) => day + more);
  });
}

function dayOf([, chinese, english]: RegExpExecArray): number {
  if (english) return ENGLISH.indexOf(english.slice(0, 3));
  return Math.min(Math.max('一二三四五六日'.indexOf(chinese!), '123456天'.indexOf(chinese!)), 6);
}
