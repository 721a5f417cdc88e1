import type { Day } from './types.ts';

/** Of packs that name none: the parks are in China. */
export const DEFAULT_TIMEZONE = 'Asia/Shanghai';

/** The calendar day of an instant in a time zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(instant);
}
