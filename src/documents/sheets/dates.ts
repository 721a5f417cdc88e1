const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** Serial numbers count days; before this year they are durations, or an empty cell shown as a date. */
const FIRST_YEAR = 1901;
const MS_PER_HOUR = 3_600_000;
/** Day 0 of serial numbers. */
const EPOCH = Date.UTC(1899, 11, 30);

/**
 * A date as exactly as its format shows it: `2026年3月1日`, `2026年3月`, `2026年`, `9:30`; in a workbook without
 * Chinese `2026-03-01`, `March 2026`, `2026`. A format without the year still gives the whole day.
 *
 * @param date in UTC, as the library gives it; `undefined` comes back for one that is none
 */
export function formatDate(date: Date, code: string, isChinese: boolean): string | undefined {
  const time = date.getTime();
  if (Number.isNaN(time)) return undefined;
  const shown = shownParts(code);
  const clock = shown.time ? clockOf(date) : '';
  if (shown.elapsed || (shown.time && !shown.day && !shown.month && !shown.year)) {
    const hours = Math.floor((time - EPOCH) / MS_PER_HOUR);
    return shown.elapsed ? clock.replace(/^\d+/, String(hours)) : clock;
  }
  const year = date.getUTCFullYear();
  if (year < FIRST_YEAR || year > 9999) return undefined;
  const day = dayOf(date, shown, isChinese);
  return clock === '' || /^0:00(?::00)?$/.test(clock) ? day : `${day} ${clock}`;
}

interface ShownParts {
  year: boolean;
  month: boolean;
  day: boolean;
  time: boolean;
  elapsed: boolean;
}

function shownParts(code: string): ShownParts {
  const section = code.toLowerCase().split(';')[0]!;
  const bare = section.replace(/"[^"]*"|\[[^\]]*\]/g, '');
  // An m beside hours or seconds stands for minutes.
  const withoutMinutes = bare.replace(/h+[^a-z]*m+|m+[^a-z]*s/g, 'h');
  return {
    year: /[ye]/.test(bare),
    month: withoutMinutes.includes('m'),
    day: /[da]/.test(bare.replace(/am\/pm|a\/p/g, '')),
    time: /[hs]/.test(bare),
    elapsed: /\[h+\]/.test(section),
  };
}

function dayOf(date: Date, shown: ShownParts, isChinese: boolean): string {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (shown.year && !shown.month && !shown.day) return isChinese ? `${year}年` : String(year);
  if (shown.year && shown.month && !shown.day)
    return isChinese ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
  return isChinese ? `${year}年${month}月${day}日` : date.toISOString().slice(0, 10);
}

function clockOf(date: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  const seconds = date.getUTCSeconds();
  return `${date.getUTCHours()}:${pad(date.getUTCMinutes())}${seconds > 0 ? `:${pad(seconds)}` : ''}`;
}
