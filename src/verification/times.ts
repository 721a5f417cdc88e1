import type { Quantity } from '../language/quantities.ts';

export type Period = 'H1' | 'H2' | 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'FY';

/** The time a clause speaks of, as far as it says. */
export interface Time {
  years?: number[];
  period?: Period;
  /** Whether it is the year or the stretch before the one that is spoken of. */
  isBefore?: boolean;
}

const PERIODS: [RegExp, Period][] = [
  [/上半年|\bh1\b|\bfirst half\b|\b1st half\b/, 'H1'],
  [/下半年|\bh2\b|\bsecond half\b|\b2nd half\b/, 'H2'],
  [/(?<!每)第?[一1]季度|首季(?!度首)|\bq1\b|\bfirst[- ]quarter\b|\b1st quarter\b/, 'Q1'],
  [/第?[二2]季度|\bq2\b|\bsecond[- ]quarter\b|\b2nd quarter\b/, 'Q2'],
  [/第?[三3]季度|\bq3\b|\bthird[- ]quarter\b|\b3rd quarter\b/, 'Q3'],
  [/第?[四4]季度|\bq4\b|\bfourth[- ]quarter\b|\b4th quarter\b/, 'Q4'],
  [/全年|\bfull[- ]year\b|\bwhole year\b|\bentire year\b/, 'FY'],
];

const BEFORE =
  /(?<![比较为是对]|比.{1,4})(?:去年|上年|上一年)(?:同期)?(?!.{0,2}(?:增长|下降|增加|减少|提高|相比|的\s?\d))|\bin (?:the same period (?:of )?)?(?:last|the previous|the preceding) year\b|\b(?:the same period last year|a year earlier)\b/;

export function periodIn(folded: string): Period | undefined {
  return PERIODS.find(([pattern]) => pattern.test(folded))?.[1];
}

/** The time folded words speak of; `undefined` where they name none. */
export function timeOf(words: string, quantities: readonly Quantity[]): Time | undefined {
  const years = quantities.flatMap(({ date, unit, value, bound }) => {
    if (bound === 'before' || bound === 'after') return [];
    if (date?.year !== undefined) return [date.year];
    return unit === '' && Number.isInteger(value) && value >= 1990 && value <= 2060 ? [value] : [];
  });
  const period = periodIn(words);
  const isBefore = BEFORE.test(words);
  // A day to be met is a time of its own, though what is said holds for no one year.
  const isTerm = quantities.some(({ date, bound }) => date?.year !== undefined && bound === 'before');
  if (years.length === 0 && period === undefined && !isBefore) return isTerm ? {} : undefined;
  return { ...(years.length > 0 && { years }), ...(period && { period }), ...(isBefore && { isBefore }) };
}

/** Whether what is said of one time may rest on what is said of another: neither names a different year or part of one. */
export function sameTime(said: Time, held: Time): boolean {
  if (Boolean(said.isBefore) !== Boolean(held.isBefore) && !(said.years && held.years)) return false;
  if (said.years && held.years && !said.years.some((year) => held.years!.includes(year))) return false;
  if (said.period && held.period) return said.period === held.period;
  if (said.period) return said.period === 'FY';
  return !(said.years && held.period && held.period !== 'FY');
}

/** Whether neither names another part of a year than the other. */
export function samePeriod(said: Time, held: Time): boolean {
  return !said.period || !held.period || said.period === held.period;
}
