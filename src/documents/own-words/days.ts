import type { DateParts } from '../../language/dates.ts';
import type { Day } from '../../types.ts';

/** How long something holds. */
export interface Term {
  count: number;
  unit: 'year' | 'month' | 'day';
}

/** No document of a park is dated outside these years: what says so is a slip of the pen. */
const FIRST_YEAR = 1949;
const LAST_YEAR = 2199;

/**
 * The day that a date names: of one without a day or a month the first, or the last where it ends something.
 * `undefined` where it has no year or is not in the calendar.
 */
export function dayOf(date: DateParts, side: 'first' | 'last' = 'first'): Day | undefined {
  const { year, month = side === 'first' ? 1 : 12 } = date;
  if (year === undefined || year < FIRST_YEAR || month < 1 || month > 12) return undefined;
  const day = date.day ?? (side === 'first' ? 1 : lengthOfMonth(year, month));
  if (day < 1 || day > lengthOfMonth(year, month)) return undefined;
  return written(Date.UTC(year, month - 1, day));
}

/** The day that comes a term after another; the last of its month where that month is shorter. */
export function dayAfter(day: Day, term: Term): Day | undefined {
  const { year, month, dayOfMonth } = partsOf(day);
  if (term.unit === 'day') return written(Date.UTC(year, month - 1, dayOfMonth + term.count));
  const months = month - 1 + term.count * (term.unit === 'year' ? 12 : 1);
  const length = lengthOfMonth(year, months + 1);
  return written(Date.UTC(year, months, Math.min(dayOfMonth, length)));
}

/** The last day of a term that begins on a day: three years from 2026-01-01 end on 2028-12-31. */
export function lastDayOf(start: Day, term: Term): Day | undefined {
  const after = dayAfter(start, term);
  if (after === undefined) return undefined;
  // From the 31st a month lasts to the end of the next one, and from 29 February a year to 28 February.
  const isCutShort = term.unit !== 'day' && partsOf(after).dayOfMonth < partsOf(start).dayOfMonth;
  return isCutShort ? after : dayAfter(after, { count: -1, unit: 'day' });
}

function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  return { year, month, dayOfMonth };
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function written(time: number): Day | undefined {
  const year = new Date(time).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR ? new Date(time).toISOString().slice(0, 10) : undefined;
}
