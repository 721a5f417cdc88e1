import { type DateParts, readDates } from './dates.ts';
import { fold, foldWithOrigin } from './fold.ts';
import { readUnit, type Unit } from './measures.ts';
import { CHINESE_SCALES, chineseNumber, ENGLISH_SCALES } from './numerals.ts';

/**
 * Figures: numbers with their unit, dates and percentages, in Chinese and English, as values that can
 * be compared. 1638.77亿元 and RMB 163.877 billion are one figure; 1638.77 billion is another.
 */
export interface Figure {
  /** Where it stands in the text given, in UTF-16 code units. */
  start: number;
  end: number;
  /** The text as it stands there. */
  raw: string;
  /** In base units: yuan, dollars, square metres, tons, people and things by one. Dates: see `date`. */
  value: number;
  /** What is counted; figures of different units are never the same. `''` is a bare number. */
  unit: Unit;
  /** For dates: the parts that are given. */
  date?: DateParts;
}

const NUMBER =
  /(?:(rmb|cny|usd|us\$|hk\$|hkd|eur|[$¥€])\s?)?(?<![\d.])(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?<!哪)[零〇一二两三四五六七八九十百千万亿]*[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*(?=(?:个|多|余)?(?:百|千|万|亿|元|美元|个|家|人|名|位|户|项|条|次|场|套|件|座|栋|台|倍|吨|亩|平方|公顷|年|月|日|天|小时|工作日))/g;

/**
 * Every figure of `text`, in order, not overlapping. Reads Chinese and English, either script, full width too.
 * Chinese numerals count only where a unit follows, so that 一窗 or 三类 are not figures of their own.
 */
export function readFigures(text: string): Figure[] {
  const { folded, at } = foldKeepingPlace(text);
  const taken: Figure[] = [];
  const take = (start: number, end: number, figure: Pick<Figure, 'value' | 'unit' | 'date'>) => {
    const place = { start: at(start), end: at(end) };
    if (place.start < place.end && !overlaps(taken, place))
      taken.push({ ...place, raw: text.slice(place.start, place.end), ...figure });
  };
  for (const { start, end, date } of readDates(folded)) take(start, end, { value: 0, unit: 'date', date });
  let doneTo = 0;
  for (const match of folded.matchAll(NUMBER)) {
    const { end, value, unit } = readNumber(folded, match as RegExpExecArray);
    if (!Number.isNaN(value) && end > doneTo) take(match.index, end, { value, unit });
    doneTo = Math.max(doneTo, end);
  }
  return taken.sort((a, b) => a.start - b.start);
}

/** Value of the number matched, with its scale and unit, and the offset behind them; `NaN` if it is none. */
function readNumber(folded: string, match: RegExpExecArray): { end: number; value: number; unit: Unit } {
  const [whole, currency, digits] = match;
  const end = match.index + whole.length;
  const number = digits === undefined ? chineseNumber(whole) : Number(digits.replaceAll(',', ''));
  const scale = readScale(folded.slice(end), {
    digits: digits !== undefined,
    currency: currency !== undefined,
  });
  const value = number * scale.factor + scale.more;
  const behind = end + scale.length;
  const upTo = /^\s?[~～—–至到-]\s?(?=\d)/.exec(folded.slice(behind, behind + 4));
  const measure = readUnit(folded, behind, currency);
  if (measure.unit === '' && upTo)
    return { ...likeUpperEnd(folded, behind + upTo[0].length, value), end: behind };
  return {
    value,
    ...measure,
    unit: nameOf(folded.slice(Math.max(0, match.index - 16), match.index)) ?? measure.unit,
  };
}

/** A number that is part of a name by what stands before it: 第3批 counts nothing, top-500 is a list. */
function nameOf(before: string): Unit | undefined {
  if (before.endsWith('第')) return 'number';
  return /\b(?:top|fortune|global)(?: global| china)?[- ]$/.test(before) ? 'rank' : undefined;
}

/** The lower end of 10-20亿元 is in 亿元 too. */
function likeUpperEnd(folded: string, from: number, value: number): { value: number; unit: Unit } {
  const digits = /^\d+(?:,\d{3})*(?:\.\d+)?/.exec(folded.slice(from))![0];
  const end = from + digits.length;
  const scale = readScale(folded.slice(end), { digits: true, currency: false });
  const { unit } = readUnit(folded, end + scale.length, undefined);
  if (unit === 'year' && value >= 1900) return { value, unit: '' };
  const factor = value < 1e4 && unit !== 'date' ? scale.factor : 1;
  return { value: value * factor, unit };
}

const SCALE_AFTER_DIGITS =
  /^\s?(?:多|余|来)?(?:个(?=亿|万))?(万亿|千亿|百亿|千万|百万|亿|万|千(?!瓦|米|克|伏)|百)/;
const SCALE_AFTER_NUMERAL = /^(?:多|余|来)?个?(亿|万)/;
const ENGLISH_SCALE = /^[\s-]?(thousand|million|billion|trillion|mn|bn)\b/;
/** A letter is a scale only right behind an amount of money: $5m, and not 5 m. */
const SCALE_LETTER = /^(k|m|b)\b/;

/** What comes behind the first scale of a compound amount: the 2000万 of 1亿2000万元. */
const REMAINDER = /^(\d+(?:\.\d+)?)(千万|百万|万|千|百)(?!瓦|米|克)/;

function readScale(
  rest: string,
  after: { digits: boolean; currency: boolean },
): { factor: number; more: number; length: number } {
  const chinese = (after.digits ? SCALE_AFTER_DIGITS : SCALE_AFTER_NUMERAL).exec(rest);
  if (chinese) {
    const factor = CHINESE_SCALES[chinese[1]!]!;
    const remainder = REMAINDER.exec(rest.slice(chinese[0].length));
    const more = remainder ? Number(remainder[1]) * CHINESE_SCALES[remainder[2]!]! : 0;
    if (more > 0 && more < factor) return { factor, more, length: chinese[0].length + remainder![0].length };
    return { factor, more: 0, length: chinese[0].length };
  }
  const english = ENGLISH_SCALE.exec(rest) ?? (after.currency ? SCALE_LETTER.exec(rest) : null);
  return { factor: english ? ENGLISH_SCALES[english[1]!]! : 1, more: 0, length: english?.[0].length ?? 0 };
}

/**
 * Whether `evidence` says what `claim` says: the same value and unit, to the last digit given.
 * A date in the evidence supports any coarser one: 2023年6月30日 supports 2023年 and 6月30日.
 * A bare number supports and is supported by a count, since languages differ in their counters.
 */
export function sameFigure(claim: Figure, evidence: Figure): boolean {
  if (claim.date || evidence.date) {
    if (!claim.date || !evidence.date)
      return bareYear(claim, evidence) || (isYear(claim.date) && bareYear(evidence, claim));
    const { year, month, day } = claim.date;
    return (
      (year === undefined || year === evidence.date.year) &&
      (month === undefined || month === evidence.date.month) &&
      (day === undefined || day === evidence.date.day)
    );
  }
  if (!closeEnough(claim.value * scaleOf(claim.unit), evidence.value * scaleOf(evidence.unit))) return false;
  const named = claim.unit !== '' && evidence.unit !== '';
  return family(claim.unit) === family(evidence.unit) || (!named && claim.value >= LARGE);
}

/** From here on a bare number is an amount whose unit goes without saying: 222.8亿 for 222.8亿元. */
const LARGE = 1e4;

function isYear(date: DateParts | undefined): boolean {
  return date?.month === undefined;
}

function bareYear(number: Figure, date: Figure): boolean {
  return number.unit === '' && date.date?.year === number.value;
}

// Units with exact ratios compare; 15 mu are a hectare, so that most numbers of mu have no exact one in metres.
const SCALE: Partial<Record<Unit, number>> = { ha: 1e4, km2: 1e6, mu: 1e4 / 15, km: 1e3, MW: 1e3, year: 12 };
const scaleOf = (unit: Unit): number => SCALE[unit] ?? 1;

function family(unit: Unit): string {
  if (unit === '' || unit === 'count') return 'count';
  if (unit === 'ha' || unit === 'km2' || unit === 'mu') return 'm2';
  if (unit === 'year') return 'month';
  if (unit === 'km') return 'm';
  if (unit === 'MW') return 'kW';
  return unit;
}

/** Equal but for the rounding of binary fractions: 1638.77 × 10⁸ and 163.877 × 10⁹. */
function closeEnough(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function overlaps(figures: readonly Figure[], { start, end }: { start: number; end: number }): boolean {
  return figures.some((figure) => start < figure.end && figure.start < end);
}

/** Folds for reading and keeps each offset; `at(i)` is the place in `text` of folded offset `i`. */
function foldKeepingPlace(text: string): { folded: string; at(offset: number): number } {
  const folded = fold(text);
  if (folded.length === text.length) return { folded, at: (offset) => offset };
  const mapped = foldWithOrigin(text);
  return { folded: mapped.folded, at: (offset) => mapped.origin[offset]! };
}
