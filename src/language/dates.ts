import { chineseNumber, chineseYear } from './numerals.ts';

/** The parts of a date that are given. */
export interface DateParts {
  year?: number;
  month?: number;
  day?: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

/** 二〇二六年一月五日, as official documents are dated; the zero is written in many ways. */
const WRITTEN_YEAR = '([一二][一二三四五六七八九〇零○o]{3})\\s?年';
const WRITTEN_NUMBER = '((?:[一二三]?十)?[一二三四五六七八九]|[一二三]?十|元)';

function writtenYear(year: string): number {
  return chineseYear(year.replace(/[○o]/g, '〇'));
}

function writtenNumber(number: string): number {
  return number === '元' ? 1 : chineseNumber(number);
}

// On folded text, the fullest forms first.
const DATES: { pattern: RegExp; read(match: RegExpExecArray): DateParts }[] = [
  {
    pattern: /(?<!\d)(\d{4})\s?[年\-/.]\s?(\d{1,2})\s?[月\-/.]\s?(\d{1,2})(?:\s?[日号]|(?!\d))/g,
    read: (m) => ({ year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) }),
  },
  {
    pattern: /(?<!\d)(\d{4})\s?年\s?元月\s?(\d{1,2})[日号]/g,
    read: (m) => ({ year: Number(m[1]), month: 1, day: Number(m[2]) }),
  },
  {
    pattern: new RegExp(`${WRITTEN_YEAR}\\s?${WRITTEN_NUMBER}\\s?月\\s?${WRITTEN_NUMBER}\\s?[日号]`, 'g'),
    read: (m) => ({ year: writtenYear(m[1]!), month: writtenNumber(m[2]!), day: writtenNumber(m[3]!) }),
  },
  {
    pattern: new RegExp(`${WRITTEN_YEAR}\\s?${WRITTEN_NUMBER}\\s?月(?![一二三四五六七八九十])`, 'g'),
    read: (m) => ({ year: writtenYear(m[1]!), month: writtenNumber(m[2]!) }),
  },
  {
    pattern: /(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月(?!\d)/g,
    read: (m) => ({ year: Number(m[1]), month: Number(m[2]) }),
  },
  {
    pattern: /(?<![一二三四五六七八九〇零])([一二三四五六七八九〇零]{4})年/g,
    read: (m) => ({ year: chineseYear(m[1]!) }),
  },
  {
    pattern: /(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/g,
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
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})\\b(?!\\.?,? \\d{4})`, 'g'),
    read: (m) => ({ day: Number(m[1]), month: monthNumber(m[2]!) }),
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
    pattern: /\b(?:in|of|during|since|by|from|until|before|after|year|fy)\s((?:19|20)\d{2})\b(?![,.]?\d)/g,
    read: (m) => ({ year: Number(m[1]) }),
  },
];

/** 11月25日至27日 names two days; the second one's month stands before the first. */
const DAY_RANGE = /(?<!\d)(?:(\d{4})年)?(\d{1,2})月\d{1,2}日?\s?[至到~—–-]+\s?((\d{1,2})[日号])/g;

function lastDays(folded: string) {
  return [...folded.matchAll(DAY_RANGE)].map((match) => {
    const end = match.index + match[0].length;
    const year = match[1] === undefined ? {} : { year: Number(match[1]) };
    return {
      start: end - match[3]!.length,
      end,
      date: { ...year, month: Number(match[2]), day: Number(match[4]) },
    };
  });
}

/** In 12月5日至7日有展览，6日晚有晚宴, the last day is of the month that was named last. */
const DAY_ALONE = /(?<![\d月至到~—–-])(\d{1,2})日(?=[早晚上中下凌])/g;

function daysAlone(folded: string, dates: readonly { start: number; date: DateParts }[]) {
  return [...folded.matchAll(DAY_ALONE)].flatMap((match) => {
    const month = dates
      .filter(({ start, date }) => start < match.index && date.month !== undefined)
      .reduce<DateParts | undefined>((_, { date }) => date, undefined)?.month;
    if (month === undefined) return [];
    return [
      { start: match.index, end: match.index + match[0].length, date: { month, day: Number(match[1]) } },
    ];
  });
}

const LEADING_WORD = /^(?:in|of|during|since|by|from|until|before|after|year|fy)\s/;

/** Dates of folded text with where they stand, the fullest form of each first; shorter ones may lie within it. */
export function readDates(folded: string): { start: number; end: number; date: DateParts }[] {
  // Each form below has one of them, and most stretches of a text have none.
  if (!/[\d年]/.test(folded)) return [];
  const dates = DATES.flatMap(({ pattern, read }) =>
    [...folded.matchAll(pattern)].map((match) => ({
      start: match.index + (LEADING_WORD.exec(match[0])?.[0].length ?? 0),
      end: match.index + match[0].length,
      date: read(match as RegExpExecArray),
    })),
  );
  return [...lastDays(folded), ...dates, ...daysAlone(folded, dates)];
}
