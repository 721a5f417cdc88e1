import { readDates } from '../../language/dates.ts';
import { fold } from '../../language/fold.ts';
import { chineseNumber } from '../../language/numerals.ts';
import type { PeriodValue } from '../../register-types.ts';
import type { Day } from '../../types.ts';

/** Years that a register may speak of. */
const FIRST_YEAR = 1949;
const LAST_YEAR = 2100;

type Span = [from: Day, to: Day];

const YEAR = '((?:19|20)\\d{2})';
const NUMERALS: Record<string, number> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
};
const numeral = (text: string) => NUMERALS[text] ?? Number(text);
/** The first and the last day of each third of a month, and of what is only called its beginning or end. */
const THIRDS: Record<string, [number, number]> = { 上: [1, 10], 中: [11, 20], 下: [21, 31] };

// On folded text without spaces between Chinese words; the first form that is the whole cell counts.
const FORMS: [RegExp, (groups: string[]) => Span | undefined][] = [
  [/^(\d{4})[年\-/.](\d{1,2})[月\-/.](\d{1,2})[日号]?$/, (parts) => dayOf(parts.map(Number))],
  [new RegExp(`^${YEAR}年?度?$`), ([year]) => months(year, 1, 12)],
  [new RegExp(`^${YEAR}年(?:初|末|底|内|年?中)$`), ([year]) => months(year, 1, 12)],
  [new RegExp(`^${YEAR}年?[.\\-/]?(上|下)半年$`), ([year, half]) => halfOf(year, half === '上' ? 1 : 2)],
  [new RegExp(`^${YEAR}(?:年|[ .\\-/])*h([12])$`), ([year, half]) => halfOf(year, Number(half))],
  [new RegExp(`^h([12])[ ,.\\-/]*(?:of )?${YEAR}$`), ([half, year]) => halfOf(year, Number(half))],
  [
    new RegExp(`^(?:the )?(first|second) half(?: of)? ${YEAR}$`),
    ([half, year]) => halfOf(year, numeral(half!)),
  ],
  [
    new RegExp(`^${YEAR}年?[.\\-/]?第?([一二三四1-4])季度?$`),
    ([year, quarter]) => quarterOf(year, numeral(quarter!)),
  ],
  [new RegExp(`^${YEAR}(?:年|[ .\\-/])*q([1-4])$`), ([year, quarter]) => quarterOf(year, Number(quarter))],
  [new RegExp(`^q([1-4])[ ,.\\-/]*(?:of )?${YEAR}$`), ([quarter, year]) => quarterOf(year, Number(quarter))],
  [
    new RegExp(`^(?:the )?(first|second|third|fourth) quarter(?: of)? ${YEAR}$`),
    ([quarter, year]) => quarterOf(year, numeral(quarter!)),
  ],
  [
    new RegExp(`^${YEAR}年(\\d{1,2})月?[-–—~至到](\\d{1,2})月$`),
    ([year, first, last]) => months(year, Number(first), Number(last)),
  ],
  [
    new RegExp(`^${YEAR}年(\\d{1,2})月(上|中|下)旬$`),
    ([year, month, third]) => thirdOf(year, Number(month), THIRDS[third!]!),
  ],
  [
    new RegExp(`^${YEAR}年(\\d{1,2})月(?:份|初|底|末|中)?$`),
    ([year, month]) => months(year, Number(month), Number(month)),
  ],
  [new RegExp(`^${YEAR}[.\\-/](\\d{1,2})$`), ([year, month]) => months(year, Number(month), Number(month))],
  [new RegExp(`^${YEAR}(\\d{2})(\\d{2})$`), (parts) => dayOf(parts.map(Number))],
];

/** A day that is not told: whatever stretch of time is asked for, it may lie in it or not. */
export function someTime(raw: string): PeriodValue {
  return { type: 'period', from: `${FIRST_YEAR}-01-01`, to: `${LAST_YEAR}-12-31`, raw };
}

/**
 * The days of a cell that says when: 2023, 2023年上半年, 2023年Q3, 2023-06, 2023年6月下旬, 2023年6月30日, 二〇二三年, 112年6月
 * of the Republic, 25年8月, June 2023. `undefined` where it is none, or one that is in no calendar.
 */
export function readPeriod(cell: string): PeriodValue | undefined {
  const span = spanOf(folded(cell));
  return span && { type: 'period', from: span[0], to: span[1], raw: cell };
}

function folded(cell: string): string {
  return fold(cell)
    .trim()
    .replace(/[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?$/, '')
    .replace(/(?<=[\p{Script=Han}.\-/]) +| +(?=[\p{Script=Han}.\-/])/gu, '')
    .replace(/\([^()]*\)$/, '')
    .replace(/(?<=日)(?:上午|下午|中午|晚上?)$/, '')
    .replace(/(?<=\d年)([一二三四五六七八九十]{1,2})月/, (_, month: string) => `${chineseNumber(month)}月`)
    .replace(/(?<=\d月)([一二三四五六七八九十]{1,3})[日号]$/, (_, day: string) => `${chineseNumber(day)}日`)
    .replace(/^['’]?(\d{2})(?=年|[.\-/]\d{1,2}[.\-/]\d{1,2}$)/, '20$1')
    .replace(/^(?:民国|中华民国)(\d{2,3})年/, (_, year: string) => `${Number(year) + 1911}年`)
    .replace(/^(?:于|已于|自|约)(?=\d)|(?:已?(?:签约|开工|动工|投产|起|正式.{2}))$/g, '');
}

function spanOf(text: string): Span | undefined {
  for (const [form, read] of FORMS) {
    const match = form.exec(text);
    if (match) return read(match.slice(1) as string[]);
  }
  const whole = readDates(text).find(({ start, end }) => start === 0 && end === text.length);
  const { year, month, day } = whole?.date ?? {};
  if (year === undefined) return undefined;
  if (month === undefined) return months(String(year), 1, 12);
  return day === undefined ? months(String(year), month, month) : dayOf([year, month, day]);
}

function halfOf(year: string | undefined, half: number): Span | undefined {
  return months(year, half * 6 - 5, half * 6);
}

function quarterOf(year: string | undefined, quarter: number): Span | undefined {
  return months(year, quarter * 3 - 2, quarter * 3);
}

function months(written: string | undefined, first: number, last: number): Span | undefined {
  const year = Number(written);
  if (!isMonth(year, first) || !isMonth(year, last) || first > last) return undefined;
  return [write(year, first, 1), write(year, last, lastDayOf(year, last))];
}

function thirdOf(written: string | undefined, month: number, [from, to]: [number, number]): Span | undefined {
  const year = Number(written);
  if (!isMonth(year, month)) return undefined;
  return [write(year, month, from), write(year, month, Math.min(to, lastDayOf(year, month)))];
}

function dayOf(parts: readonly number[]): Span | undefined {
  const [year, month, day] = parts as [number, number, number];
  if (!isMonth(year, month) || day < 1 || day > lastDayOf(year, month)) return undefined;
  const written = write(year, month, day);
  return [written, written];
}

function isMonth(year: number, month: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12;
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function write(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
