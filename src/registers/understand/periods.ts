import { chineseNumber, chineseYear } from '../../language/numerals.ts';
import type { Day } from '../../types.ts';
import type { PeriodLabel, PieceOf } from './pieces.ts';

/** A day before every row, for what is only bounded above. */
export const EARLIEST: Day = '1900-01-01';

type Span = { from: Day; to: Day; label: PeriodLabel };

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};

const ZH_YEAR =
  '(?:(?:19|20)\\d{2}|[一二][零〇一二三四五六七八九]{3})年?(?:度)?|去年|今年|前年|本年度?|上年度?|当年';
const EN_YEAR = '(?:fy ?)?(?:19|20)\\d{2}|last year|this year|the year before last';
const ZH_PART =
  '上半年|下半年|第?[一二三四1-4]季度?|q[1-4]|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?';
const MONTH = MONTHS.map((month) => `${month}|${month.slice(0, 3)}`).join('|');

interface Form {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, asOf: Day): Span | undefined;
}

const ZH = `(?<year>${ZH_YEAR})?(?:的)?(?<part>${ZH_PART})?`;
const zhSpan = (groups: Record<string, string | undefined>, asOf: Day, suffix = '') => {
  const year = groups[`year${suffix}`];
  const part = groups[`part${suffix}`];
  if (year === undefined && part === undefined) return undefined;
  return stretch(
    year === undefined ? yearOf(asOf) : yearSaid(year, asOf),
    part === undefined ? undefined : partSaid(part),
  );
};
const renamed = (source: string, suffix: string) => source.replaceAll(/\?<(\w+)>/g, `?<$1${suffix}>`);
const EN =
  `(?:(?:the )?(?<half>first|second|1st|2nd) half(?: of)? (?<halfYear>${EN_YEAR})|(?:the )?(?<quarter>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of)? (?<quarterYear>${EN_YEAR})` +
  `|(?<code>[hq][1-4]),?(?: of)? (?<codeYear>${EN_YEAR})|(?<yearFirst>${EN_YEAR}) (?<codeLast>[hq][1-4])|(?<month>${MONTH})\\.?,?(?: of)? (?<monthYear>${EN_YEAR})|(?<year>${EN_YEAR}))`;

/** On folded text, those that say more first; of two at one place the longer is taken. */
const FORMS: Form[] = [
  {
    pattern: new RegExp(`(?:从|自|在)?${ZH}(?:到|至|-|~|—|–|―)${renamed(ZH, '2')}(?:期间|之间)?`, 'g'),
    read: (groups, asOf) => fromTo(inheritYear(groups, asOf), zhSpan(groups, asOf, '2')),
  },
  {
    pattern: new RegExp(
      `(?:从|自)?${ZH}(?:初|年初)?(?:以来|起|开始|至今|到现在|到目前|以后至今|以来至今)`,
      'g',
    ),
    read: (groups, asOf) => since(zhSpan(groups, asOf), asOf),
  },
  {
    pattern: new RegExp(`(?:截至|截止|截止到|到)${ZH}(?:末|底|年底|年末)`, 'g'),
    read: (groups, asOf) => until(zhSpan(groups, asOf)),
  },
  { pattern: new RegExp(`${ZH}(?:以前|之前)`, 'g'), read: (groups, asOf) => before(zhSpan(groups, asOf)) },
  {
    pattern: /['"“]?(?<plan>十二五|十三五|十四五|十五五)['"”]?(?:时期|期间|规划期)?/g,
    read: ({ plan }) => fiveYears(plan!),
  },
  {
    pattern: new RegExp(`(?<year>${ZH_YEAR})?的?前(?:三|3)(?:个)?季度`, 'g'),
    read: ({ year }, asOf) => threeQuarters(year === undefined ? yearOf(asOf) : yearSaid(year, asOf)),
  },
  { pattern: new RegExp(ZH, 'g'), read: (groups, asOf) => zhSpan(groups, asOf) },
  {
    pattern: new RegExp(
      `\\b(?:(?:from|in|during|over)(?: the (?:years|period))? )?(?:the years )?(?<!between )${EN} ?(?:to|through|until|till|-|–|—) ?${renamed(EN, '2')}\\b`,
      'g',
    ),
    read: (groups, asOf) => fromTo(enSpan(groups, asOf), enSpan(groups, asOf, '2')),
  },
  {
    pattern: new RegExp(`\\bbetween ${EN} and ${renamed(EN, '2')}\\b`, 'g'),
    read: (groups, asOf) => fromTo(enSpan(groups, asOf), enSpan(groups, asOf, '2')),
  },
  {
    pattern: new RegExp(
      `\\b(?:ever )?(?:since|from)(?: the (?:start|beginning) of)? ${EN}(?: onwards?| on| to date| until now| to now)?\\b`,
      'g',
    ),
    read: (groups, asOf) => since(enSpan(groups, asOf), asOf),
  },
  {
    pattern: new RegExp(`\\b(?:before|prior to) ${EN}\\b`, 'g'),
    read: (groups, asOf) => before(enSpan(groups, asOf)),
  },
  {
    pattern: new RegExp(`\\b(?:by|until|up to) the end of ${EN}\\b`, 'g'),
    read: (groups, asOf) => until(enSpan(groups, asOf)),
  },
  {
    pattern: new RegExp(`\\b(?:(?:in|during|over|for|throughout|of) )?(?:the year )?${EN}\\b`, 'g'),
    read: (groups, asOf) => enSpan(groups, asOf),
  },
];

/** Every period of a folded question, relative ones (去年, this year) as of a day. They may overlap. */
export function readPeriods(text: string, asOf: Day): PieceOf<'period'>[] {
  return FORMS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      if (match[0] === '' || isCut(text, match.index, match.index + match[0].length)) return [];
      const span = read(match.groups ?? {}, asOf);
      if (!span || span.from > span.to) return [];
      return [{ kind: 'period' as const, ...span, start: match.index, end: match.index + match[0].length }];
    }),
  );
}

/** Whether a stretch begins or ends within a number. */
function isCut(text: string, start: number, end: number): boolean {
  return (
    /\d[\d.,]|\d$/.test(text.slice(start - 1, start)) ||
    (/\d$/.test(text.slice(0, end)) && /^\d/.test(text.slice(end)))
  );
}

/** 2022 in 2022到2024年; 3月 in 2023年3月到5月 gives its year to the other. */
function inheritYear(groups: Record<string, string | undefined>, asOf: Day): Span | undefined {
  if (groups.year2 === undefined && groups.part2 !== undefined && groups.year !== undefined)
    groups.year2 = groups.year;
  return zhSpan(groups, asOf);
}

function enSpan(groups: Record<string, string | undefined>, asOf: Day, suffix = ''): Span | undefined {
  const said = (name: string) => groups[`${name}${suffix}`];
  const year =
    said('halfYear') ??
    said('quarterYear') ??
    said('codeYear') ??
    said('yearFirst') ??
    said('monthYear') ??
    said('year');
  if (year === undefined) return undefined;
  const half = said('half');
  const quarter = said('quarter');
  const code = said('code') ?? said('codeLast');
  const month = said('month');
  if (code !== undefined && /h[34]/.test(code)) return undefined;
  const part = half
    ? ({ unit: 'half', n: ORDINALS[half]! } as const)
    : quarter
      ? ({ unit: 'quarter', n: ORDINALS[quarter]! } as const)
      : code
        ? ({ unit: code[0] === 'h' ? 'half' : 'quarter', n: Number(code[1]) } as const)
        : month
          ? ({
              unit: 'month',
              n: MONTHS.findIndex((name) => name.startsWith(month.slice(0, 3))) + 1,
            } as const)
          : undefined;
  return stretch(yearSaid(year, asOf), part);
}

interface Part {
  unit: 'half' | 'quarter' | 'month';
  n: number;
}

function partSaid(part: string): Part | undefined {
  if (part === '上半年') return { unit: 'half', n: 1 };
  if (part === '下半年') return { unit: 'half', n: 2 };
  const numeral = part.replace(/^第|^q|季度?$|月份?$/g, '');
  const n = /\d/.test(numeral) ? Number(numeral) : chineseNumber(numeral);
  return { unit: part.includes('月') ? 'month' : 'quarter', n };
}

const yearOf = (day: Day) => Number(day.slice(0, 4));

function yearSaid(year: string, asOf: Day): number {
  if (/^(?:去年|上年|last year)/.test(year)) return yearOf(asOf) - 1;
  if (/^(?:前年|the year before)/.test(year)) return yearOf(asOf) - 2;
  if (/^(?:今年|本年|当年|this year)/.test(year)) return yearOf(asOf);
  const digits = /\d{4}/.exec(year)?.[0];
  return digits === undefined ? chineseYear(year.slice(0, 4)) : Number(digits);
}

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
function stretch(year: number, part?: Part): Span | undefined {
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

const two = (n: number) => String(n).padStart(2, '0');

function partLabel(year: number, { unit, n }: Part): PeriodLabel {
  if (unit === 'month') {
    const name = MONTHS[n - 1]!;
    return { zh: `${year}年${n}月`, en: `in ${name[0]!.toUpperCase()}${name.slice(1)} ${year}` };
  }
  const en = `in the ${EN_ORDINALS[n - 1]} ${unit} of ${year}`;
  return { zh: `${year}年${unit === 'half' ? `${'上下'[n - 1]}半年` : `第${'一二三四'[n - 1]}季度`}`, en };
}

function threeQuarters(year: number): Span {
  const label = { zh: `${year}年前三季度`, en: `in the first three quarters of ${year}` };
  return { from: `${year}-01-01`, to: `${year}-09-30`, label };
}

const bare = (label: string) => label.replace(/^in /, '');

function fromTo(first: Span | undefined, last: Span | undefined): Span | undefined {
  if (!first || !last) return undefined;
  const label = {
    zh: `${first.label.zh}至${last.label.zh}`,
    en: `from ${bare(first.label.en)} to ${bare(last.label.en)}`,
  };
  return { from: first.from, to: last.to, label };
}

function since(span: Span | undefined, asOf: Day): Span | undefined {
  return (
    span && {
      from: span.from,
      to: asOf,
      label: { zh: `${span.label.zh}以来`, en: `since ${bare(span.label.en)}` },
    }
  );
}

function until(span: Span | undefined): Span | undefined {
  return (
    span && {
      from: EARLIEST,
      to: span.to,
      label: { zh: `截至${span.label.zh}底`, en: `by the end of ${bare(span.label.en)}` },
    }
  );
}

function before(span: Span | undefined): Span | undefined {
  if (!span) return undefined;
  const eve = new Date(Date.parse(span.from) - 86_400_000).toISOString().slice(0, 10);
  return {
    from: EARLIEST,
    to: eve,
    label: { zh: `${span.label.zh}以前`, en: `before ${bare(span.label.en)}` },
  };
}

const PLANS: Record<string, number> = { 十二五: 2011, 十三五: 2016, 十四五: 2021, 十五五: 2026 };

function fiveYears(plan: string): Span {
  const first = PLANS[plan]!;
  return {
    from: `${first}-01-01`,
    to: `${first + 4}-12-31`,
    label: { zh: `${first}年至${first + 4}年`, en: `from ${first} to ${first + 4}` },
  };
}
