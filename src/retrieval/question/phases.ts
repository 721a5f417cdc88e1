import { chineseNumber } from '../../language/numerals.ts';

const CHINESE = /(?:第)?([一二三四五六七八九十\d]{1,2})期(?!间|限|待|望|货|刊)/g;
const ENGLISH =
  /\b(?:phase|stage) ?(i{1,3}|iv|v|\d|one|two|three|four|five)\b|\b(first|second|third|fourth|fifth) phase\b/g;
const WORDS = ['one', 'two', 'three', 'four', 'five'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v'];

/** Phases of a project that a folded text speaks of: 二期, phase II and second phase are 2. */
export function phasesIn(folded: string): number[] {
  const chinese = [...folded.matchAll(CHINESE)].map(([, number]) =>
    /\d/.test(number!) ? Number(number) : chineseNumber(number!),
  );
  const english = [...folded.matchAll(ENGLISH)].map(([, number, ordinal]) => {
    if (ordinal) return ORDINALS.indexOf(ordinal) + 1;
    const place = [WORDS, ROMAN].map((names) => names.indexOf(number!)).find((index) => index >= 0);
    return place === undefined ? Number(number) : place + 1;
  });
  return [...new Set([...chinese, ...english])];
}
