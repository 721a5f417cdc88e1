import { fold, foldWithOrigin } from './fold.ts';

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
  date?: { year?: number; month?: number; day?: number };
}

export type Unit =
  | ''
  | 'CNY'
  | 'USD'
  | 'HKD'
  | 'EUR'
  | '%'
  | 'm2'
  | 'mu'
  | 'ha'
  | 'km2'
  | 't'
  | 'm'
  | 'km'
  | 'kWh'
  | 'kW'
  | 'year'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'times'
  | 'date'
  | 'count';

const CHINESE_UNITS: [RegExp, Unit, number][] = [
  [/^人民币/, 'CNY', 1],
  [/^(?:元人民币|元|块)/, 'CNY', 1],
  [/^美元|^美金/, 'USD', 1],
  [/^港元|^港币/, 'HKD', 1],
  [/^欧元/, 'EUR', 1],
  [/^(?:%|个百分点)/, '%', 1],
  [/^(?:平方公里|km2)/, 'km2', 1],
  [/^(?:平方米|平米|平方|m2|平(?![均原台安]))/, 'm2', 1],
  [/^亩/, 'mu', 1],
  [/^(?:公顷|ha\b)/, 'ha', 1],
  [/^(?:吨|t\b)/, 't', 1],
  [/^(?:公里|千米|km\b)/, 'km', 1],
  [/^(?:千瓦时|度电|kwh\b)/, 'kWh', 1],
  [/^(?:千瓦|kw\b)/, 'kW', 1],
  [/^(?:米|m\b)/, 'm', 1],
  [/^(?:周年|年)/, 'year', 1],
  [/^个?月/, 'month', 1],
  [/^(?:周|星期)/, 'week', 1],
  [/^(?:个工作日|工作日|天|日)/, 'day', 1],
  [/^(?:个小时|小时)/, 'hour', 1],
  [/^分钟/, 'minute', 1],
  [/^倍/, 'times', 1],
  [
    /^(?:多|余)?(?:家|户|人|名|位|项|个|条|次|场|台|套|件|款|座|栋|宗|批|辆|万人次|人次|类|种|处|所|届|期|号|层|间)/,
    'count',
    1,
  ],
];

const ENGLISH_UNITS: [RegExp, Unit, number][] = [
  [/^(?:rmb|cny|yuan|renminbi)\b/, 'CNY', 1],
  [/^(?:us ?dollars?|usd|us\$|dollars?)\b/, 'USD', 1],
  [/^(?:hong kong dollars?|hkd|hk\$)/, 'HKD', 1],
  [/^(?:euros?|eur)\b/, 'EUR', 1],
  [/^(?:%|percent\b|per cent\b|percentage points?\b)/, '%', 1],
  [/^(?:square kilomet(?:er|re)s?|sq ?km|km2)\b/, 'km2', 1],
  [/^(?:square met(?:er|re)s?|sq ?m|sqm|m2)\b/, 'm2', 1],
  [/^mu\b/, 'mu', 1],
  [/^(?:hectares?|ha)\b/, 'ha', 1],
  [/^(?:metric )?(?:tons?|tonnes?)\b/, 't', 1],
  [/^(?:kilomet(?:er|re)s?|km)\b/, 'km', 1],
  [/^(?:met(?:er|re)s?|m)\b/, 'm', 1],
  [/^years?\b/, 'year', 1],
  [/^months?\b/, 'month', 1],
  [/^weeks?\b/, 'week', 1],
  [/^(?:working |business |calendar )?days?\b/, 'day', 1],
  [/^hours?\b/, 'hour', 1],
  [/^minutes?\b/, 'minute', 1],
  [/^times\b/, 'times', 1],
];

const CHINESE_SCALES: Record<string, number> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};
const ENGLISH_SCALES: Record<string, number> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

const DATES: { pattern: RegExp; read(match: RegExpExecArray): NonNullable<Figure['date']> }[] = [
  {
    pattern: /(?<!\d)(\d{4})\s?[年\-/.]\s?(\d{1,2})\s?[月\-/.]\s?(\d{1,2})(?:日|号|(?!\d))/g,
    read: (m) => ({ year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) }),
  },
  {
    pattern: /(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月(?!\d)/g,
    read: (m) => ({ year: Number(m[1]), month: Number(m[2]) }),
  },
  {
    pattern: /(?<!\d)(\d{1,2})月(\d{1,2})[日号]/g,
    read: (m) => ({ month: Number(m[1]), day: Number(m[2]) }),
  },
  { pattern: /(?<!\d)((?:19|20)\d{2})\s?年(?!度?以?[内来])?/g, read: (m) => ({ year: Number(m[1]) }) },
  {
    pattern: new RegExp(`\\b(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'g'),
    read: (m) => ({ month: monthNumber(m[1]!), day: Number(m[2]), year: Number(m[3]) }),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})\\.?,? (\\d{4})\\b`, 'g'),
    read: (m) => ({ day: Number(m[1]), month: monthNumber(m[2]!), year: Number(m[3]) }),
  },
  {
    pattern: new RegExp(`\\b(${MONTH})\\.?,? (\\d{4})\\b`, 'g'),
    read: (m) => ({ month: monthNumber(m[1]!), year: Number(m[2]) }),
  },
  {
    pattern: new RegExp(`\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?\\b(?!,? \\d)`, 'g'),
    read: (m) => ({ month: monthNumber(m[1]!), day: Number(m[2]) }),
  },
  {
    pattern: /\b(?:in|of|during|since|by|from|until|year|fy)\s((?:19|20)\d{2})\b(?![,.]?\d)/g,
    read: (m) => ({ year: Number(m[1]) }),
  },
];

const NUMBER =
  /(?:(rmb|cny|usd|us\$|hk\$|hkd|eur|[$¥€])\s?)?(?<![\d.])(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|[零〇一二两三四五六七八九十百千万亿]*[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*(?=(?:个|多|余)?(?:百|千|万|亿|元|美元|个|家|人|名|位|户|项|条|次|场|倍|吨|亩|平方|公顷|年|月|日|天|小时|工作日))/g;

/**
 * Every figure of `text`, in order, not overlapping. Reads Chinese and English, either script, full width too.
 * Chinese numerals count only where a unit follows, so that 一窗 or 三类 are not figures of their own.
 */
export function readFigures(text: string): Figure[] {
  const { folded, at } = foldKeepingPlace(text);
  const taken: Figure[] = [];
  for (const { pattern, read } of DATES) {
    for (const match of folded.matchAll(pattern)) {
      const yearOnly = /^(?:in|of|during|since|by|from|until|year|fy)\s/.exec(match[0]);
      const start = match.index + (yearOnly?.[0].length ?? 0);
      const end = match.index + match[0].length;
      if (overlaps(taken, at(start), at(end))) continue;
      taken.push({
        start: at(start),
        end: at(end),
        raw: text.slice(at(start), at(end)),
        value: 0,
        unit: 'date',
        date: read(match as RegExpExecArray),
      });
    }
  }
  for (const match of folded.matchAll(NUMBER)) {
    const figure = readNumber(folded, match as RegExpExecArray);
    if (!figure) continue;
    const start = at(figure.start);
    const end = at(figure.end);
    if (overlaps(taken, start, end)) continue;
    taken.push({ ...figure, start, end, raw: text.slice(start, end) });
  }
  return taken.sort((a, b) => a.start - b.start);
}

function readNumber(folded: string, match: RegExpExecArray): Omit<Figure, 'raw'> | undefined {
  const [whole, currency, digits] = match;
  const start = match.index;
  let end = start + whole.length;
  let value = digits === undefined ? chineseNumber(whole) : Number(digits.replaceAll(',', ''));
  if (Number.isNaN(value)) return undefined;
  const rest = folded.slice(end, end + 40);
  const chineseScale =
    digits === undefined
      ? null
      : /^\s?(?:多|余|来)?(?:个(?=亿|万))?(万亿|千亿|百亿|千万|百万|亿|万|千(?!瓦|米|克)|百)/.exec(rest);
  const loose = digits === undefined ? /^(?:多|余|来)?个?(亿|万)(?![个一-龥]*月)/.exec(rest) : null;
  const englishScale = /^[\s-]?(thousand|million|billion|trillion|mn|bn|k|m|b)\b/.exec(rest);
  const scale = chineseScale ?? loose;
  if (scale) {
    value *= CHINESE_SCALES[scale[1]!]!;
    end += scale[0].length;
  } else if (
    englishScale &&
    !(englishScale[1]!.length === 1 && currency === undefined && !/^\S/.test(englishScale[0]))
  ) {
    value *= ENGLISH_SCALES[englishScale[1]!]!;
    end += englishScale[0].length;
  }
  const unit = readUnit(folded, end, currency);
  return { start, end: unit.end, value: value * unit.factor, unit: unit.unit };
}

function readUnit(
  folded: string,
  end: number,
  currency: string | undefined,
): { unit: Unit; factor: number; end: number } {
  const rest = folded.slice(end, end + 24);
  const prefix = currency && CURRENCIES[currency];
  const space = /^[\s-]?/.exec(rest)![0].length;
  const vague = /^(?:多|余|来)?/.exec(rest)![0].length;
  for (const [pattern, unit, factor] of CHINESE_UNITS) {
    const match = pattern.exec(rest.slice(vague)) ?? pattern.exec(rest.slice(space));
    if (match)
      return {
        unit: prefix || unit,
        factor,
        end: end + Math.max(vague, space && pattern.exec(rest.slice(space)) ? space : 0) + match[0].length,
      };
  }
  for (const [pattern, unit, factor] of ENGLISH_UNITS) {
    const match = pattern.exec(rest.slice(space));
    if (match) return { unit: prefix || unit, factor, end: end + space + match[0].length };
  }
  return { unit: prefix || '', factor: 1, end };
}

const CURRENCIES: Record<string, Unit> = {
  rmb: 'CNY',
  cny: 'CNY',
  '¥': 'CNY',
  usd: 'USD',
  us$: 'USD',
  $: 'USD',
  hk$: 'HKD',
  hkd: 'HKD',
  eur: 'EUR',
  '€': 'EUR',
};

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Value of a Chinese numeral such as 一百二十, 两千万, 十亿; `NaN` where it is none. */
export function chineseNumber(numeral: string): number {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of numeral) {
    if (character in DIGITS) {
      digit = DIGITS[character]!;
    } else if (character === '万' || character === '亿') {
      const scale = character === '万' ? 1e4 : 1e8;
      total = (total + section + (digit ?? (section || total ? 0 : 1))) * scale;
      section = 0;
      digit = undefined;
    } else if (character in CHINESE_SCALES) {
      section += (digit ?? 1) * CHINESE_SCALES[character]!;
      digit = undefined;
    } else return Number.NaN;
  }
  return total + section + (digit ?? 0);
}

/**
 * Whether `evidence` says what `claim` says: the same value and unit, to the last digit given.
 * A date in the evidence supports any coarser one: 2023年6月30日 supports 2023年 and 6月30日.
 * A bare number supports and is supported by a count, since languages differ in their counters.
 */
export function sameFigure(claim: Figure, evidence: Figure): boolean {
  if (claim.date || evidence.date) {
    if (!claim.date || !evidence.date) return bareYear(claim, evidence) || bareYear(evidence, claim);
    const { year, month, day } = claim.date;
    return (
      (year === undefined || year === evidence.date.year) &&
      (month === undefined || month === evidence.date.month) &&
      (day === undefined || day === evidence.date.day)
    );
  }
  if (!closeEnough(claim.value * scaleOf(claim.unit), evidence.value * scaleOf(evidence.unit))) return false;
  return family(claim.unit) === family(evidence.unit);
}

function bareYear(number: Figure, date: Figure): boolean {
  return number.unit === '' && date.date?.year === number.value;
}

// Areas and lengths with exact ratios compare across units; a mu is not an exact number of square metres.
const SCALE: Partial<Record<Unit, number>> = { ha: 1e4, km2: 1e6, km: 1e3 };
const scaleOf = (unit: Unit): number => SCALE[unit] ?? 1;

function family(unit: Unit): string {
  if (unit === '' || unit === 'count') return 'count';
  if (unit === 'ha' || unit === 'km2') return 'm2';
  if (unit === 'km') return 'm';
  return unit;
}

/** Equal but for the rounding of binary fractions: 1638.77 × 10⁸ and 163.877 × 10⁹. */
function closeEnough(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function overlaps(figures: readonly Figure[], start: number, end: number): boolean {
  return figures.some((figure) => start < figure.end && figure.start < end);
}

/** Folds for reading and keeps each offset; `at(i)` is the place in `text` of folded offset `i`. */
function foldKeepingPlace(text: string): { folded: string; at(offset: number): number } {
  const folded = fold(text);
  if (folded.length === text.length) return { folded, at: (offset) => offset };
  const mapped = foldWithOrigin(text);
  return { folded: mapped.folded, at: (offset) => mapped.origin[offset]! };
}
