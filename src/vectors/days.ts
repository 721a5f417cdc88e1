import { AppError } from '../errors.ts';
import type { Day } from '../types.ts';
import type { DaysInForce } from './passage-index.ts';

/** What an open beginning and an open end are stored as, so that one range condition serves all entries. */
const OPEN_START = 0;
const OPEN_END = 99991231;

/** Days in force as they are stored: `yyyymmdd`, 0 and 99991231 where open. */
export interface StoredDays {
  from: number;
  to: number;
}

/** @throws AppError `bad-input` for what is not a day. */
export function toStoredDays({ effectiveFrom, effectiveTo }: DaysInForce): StoredDays {
  return {
    from: effectiveFrom === undefined ? OPEN_START : dayNumber(effectiveFrom),
    to: effectiveTo === undefined ? OPEN_END : dayNumber(effectiveTo),
  };
}

/**
 * A day as the integer `yyyymmdd`, which orders as days do.
 *
 * @throws AppError `bad-input` where it is not written `YYYY-MM-DD`: a filter that cannot be read must
 * not become one that lets everything through.
 */
export function dayNumber(day: Day): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    throw new AppError('bad-input', `"${day}" is not a day.`, { next: 'Write it as YYYY-MM-DD.' });
  }
  return Number(day.replaceAll('-', ''));
}
