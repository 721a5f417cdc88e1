import type { Day } from '../../types.ts';
import type { PeriodLabel } from './pieces.ts';

/** A day before every row, for what is only bounded above. */
export const EARLIEST: Day = '1900-01-01';

/** A stretch of days, both included, and what it is called. */
export interface Span {
  from: Day;
  to: Day;
  label: PeriodLabel;
}

/** A part of a year, by its number in it. */
export interface Part {
  unit: 'half' | 'quarter' | 'month';
  n: number;
}

/** The months in English. */
export const MONTHS =
  'january february march april may june july august september october november december'.split(' ');

/** What a stretch of days is called: a year, years, or from one day to the other. */
export function labelOfDays(from: Day, to: Day): PeriodLabel {
  const isWhole = from.endsWith('-01-01') && to.endsWith('-12-31');
  const [first, last] = isWhole ? [from.slice(0, 4), to.slice(0, 4)] : [from, to];
  if (isWhole && first === last) return { zh: `${first}年`, en: `in ${first}` };
  const unit = isWhole ? '年' : '';
  return { zh: `${first}${unit}至${last}${unit}`, en: `from ${first} to ${last}` };
}

const LENGTH = { half: 6, quarter: 3, month: 1 } as const;
const EN_ORDINALS = ['first', 'second', 'third', 'fourth'];

/** A year, or a part of one. */
export function stretch(year: number, part?: Part): Span | undefined {
  if (!part)
    return { from: `${year}-01-01`, to: `${year}-12-31`, label: { zh: `${year}年`, en: `in ${year}` } };
  const months = LENGTH[part.unit];
  if (!(part.n >= 1 && part.n * months <= 12)) return undefined;
  const last = part.n * months;
  const lastDay = new Date(Date.UTC(year, last, 0)).getUTCDate();
  return {
    from: `${year}-${two(last - months + 1)}-01`,
    to: `${year}-${two(last)}-${two(lastDay)}`,
    label: partLabel(year, part),
  };
}

/** The month or quarter that a day is in, or so many before it. */
export function stretchNear(day: Day, unit: 'month' | 'quarter', steps: number): Span | undefined {
  const months = LENGTH[unit];
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + steps * months;
  return stretch(Math.floor(at / 12), { unit, n: Math.floor((at % 12) / months) + 1 });
}

const two = (n: number) => String(n).padStart(2, '0');

function partLabel(year: number, { unit, n }: Part): PeriodLabel {
  if (unit === 'month') {
    const name = MONTHS[n - 1]!;
    return { zh: `${year}年${n}月`, en: `in ${name[0]!.toUpperCase()}${name.slice(1)} ${year}` };
  }
  const en = `in the ${EN_ORDINALS[n - 1]} ${unit} of ${year}`;
  return { zh: `${year}年${unit === 'half' ? `${'上下'[n - 1]}半年` : `第${'一二三四'[n - 1]}季度`}`, en };
}

/** One day; `undefined` where the calendar has none such. */
export function singleDay(year: number, month: number, day: number): Span | undefined {
  const date = `${year}-${two(month)}-${two(day)}`;
  const time = Date.parse(date);
  if (Number.isNaN(time) || new Date(time).getUTCDate() !== day) return undefined;
  const name = MONTHS[month - 1]!;
  const en = `on ${day} ${name[0]!.toUpperCase()}${name.slice(1)} ${year}`;
  return { from: date, to: date, label: { zh: `${year}年${month}月${day}日`, en } };
}

/** The first three quarters of a year. */
export function threeQuarters(year: number): Span {
  const label = { zh: `${year}年前三季度`, en: `in the first three quarters of ${year}` };
  return { from: `${year}-01-01`, to: `${year}-09-30`, label };
}

const bare = (label: string) => label.replace(/^in /, '');

/** From the first day of one stretch to the last of another. */
export function fromTo(first: Span | undefined, last: Span | undefined): Span | undefined {
  if (!first || !last) return undefined;
  const label = {
    zh: `${first.label.zh}至${last.label.zh}`,
    en: `from ${bare(first.label.en)} to ${bare(last.label.en)}`,
  };
  return { from: first.from, to: last.to, label };
}

/** From the first day of a stretch to the day asked for. */
export function since(span: Span | undefined, asOf: Day): Span | undefined {
  return (
    span && {
      from: span.from,
      to: asOf,
      label: { zh: `${span.label.zh}以来`, en: `since ${bare(span.label.en)}` },
    }
  );
}

/** To the last day of a stretch, whenever it began. */
export function until(span: Span | undefined): Span | undefined {
  return (
    span && {
      from: EARLIEST,
      to: span.to,
      label: { zh: `截至${span.label.zh}底`, en: `by the end of ${bare(span.label.en)}` },
    }
  );
}

/** To the eve of a stretch, whenever it began. */
export function before(span: Span | undefined): Span | undefined {
  if (!span) return undefined;
  const eve = new Date(Date.parse(span.from) - 86_400_000).toISOString().slice(0, 10);
  return {
    from: EARLIEST,
    to: eve,
    label: { zh: `${span.label.zh}以前`, en: `before ${bare(span.label.en)}` },
  };
}

const PLANS: Record<string, number> = { 十二五: 2011, 十三五: 2016, 十四五: 2021, 十五五: 2026 };

/** The years of a five-year plan. */
export function fiveYears(plan: string): Span {
  const first = PLANS[plan]!;
  return {
    from: `${first}-01-01`,
    to: `${first + 4}-12-31`,
    label: { zh: `${first}年至${first + 4}年`, en: `from ${first} to ${first + 4}` },
  };
}
