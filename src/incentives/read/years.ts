import { chineseNumber } from '../../language/numerals.ts';

const NUMBER = '([一二两三四五六七八九十]{1,2}|\\d{1,2})';
const NAMED = new RegExp(`第${NUMBER}(?:年)?((?:[、和及与至到~—–-]第?${NUMBER}年?)*)年?`);
const EACH_NAMED = new RegExp(`第${NUMBER}`, 'g');
const FIRST = new RegExp(
  `前${NUMBER}(?:个)?年|连续${NUMBER}年|(?:为期|期限为?|期限不超过|补贴期|最长不超过|最长)${NUMBER}年`,
);
const WITHIN = new RegExp(`${NUMBER}年(?:内|之内)`);
const MONTHS = new RegExp(`(?:期限|补贴期|最长|连续)[^,;‹]{0,6}?${NUMBER}个月`);

/** The years in which something is granted, the first being 1. */
export interface Years {
  from: number;
  to?: number;
}

/**
 * The years of folded text: 第一年、第二年, 前三年, 连续三年; two years 内 only where what is granted is granted
 * each year (`isYearly`), as else they are the time for building.
 */
export function yearsIn(text: string, { isYearly }: { isYearly: boolean }): Years | undefined {
  if (/首年/.test(text)) return { from: 1, to: 1 };
  const named = NAMED.exec(text);
  if (named?.[0].includes('年')) {
    const all = [...named[0].matchAll(EACH_NAMED)].map((match) => numberOf(match[1]!));
    const range = new RegExp(`[至到~—–-]第?${NUMBER}`).exec(named[0]);
    return { from: Math.min(...all), to: Math.max(...all, range ? numberOf(range[1]!) : 0) };
  }
  const first = FIRST.exec(text);
  if (first) return { from: 1, to: numberOf((first[1] ?? first[2] ?? first[3])!) };
  const within = isYearly ? WITHIN.exec(text) : null;
  if (within) return { from: 1, to: numberOf(within[1]!) };
  return isYearly && /每年/.test(text) ? { from: 1 } : undefined;
}

/** For how many months something is granted: 期限36个月. */
export function monthsIn(text: string): number | undefined {
  const months = MONTHS.exec(text);
  return months ? numberOf(months[1]!) : undefined;
}

function numberOf(written: string): number {
  return /\d/.test(written) ? Number(written) : chineseNumber(written);
}
