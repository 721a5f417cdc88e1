import { chineseNumber, chineseYear } from '../../language/numerals.ts';
import type { Day } from '../../types.ts';
import type { PieceOf } from './pieces.ts';
import {
  before,
  fiveYears,
  fromTo,
  MONTHS,
  type Part,
  type Span,
  since,
  stretch,
  stretchNear,
  threeQuarters,
  until,
} from './stretches.ts';

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
  '(?:(?:19|20)\\d{2}|[一二][零〇一二三四五六七八九]{3})年?(?:度)?|去年|今年|前年|本年度?|上年度?';
const EN_YEAR = '(?:fy ?)?(?:19|20)\\d{2}|last year|this year|the year before last';
const ZH_PART =
  '上半年|下半年|第?[一二三四1-4]季度?|q[1-4]|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?';
const MONTH = MONTHS.map((month) => `${month}|${month.slice(0, 3)}`).join('|');

/** What periods are read by: the day it is, and in a follow-up the year that was spoken of. */
export interface When {
  asOf: Day;
  year?: number;
}

interface Form {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, when: When): Span | undefined;
}

const ZH = `(?<year>${ZH_YEAR})?(?:的)?(?<part>${ZH_PART})?`;
const zhSpan = (groups: Record<string, string | undefined>, when: When, suffix = '') => {
  const year = groups[`year${suffix}`];
  const part = groups[`part${suffix}`];
  if (year === undefined && part === undefined) return undefined;
  return stretch(
    year === undefined ? yearMeant(when) : yearSaid(year, when),
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
    pattern: new RegExp(
      `(?:从|自|在)?${ZH}(?:到|至|-|~|—|–|―)${renamed(ZH, '2')}(?:期间|之间)?(?:这|共|的)?(?:(?<count>[二两三四五六七八九2-9])年(?:间|来)?)?`,
      'g',
    ),
    read: (groups, when) =>
      ofSoManyYears(fromTo(inheritYear(groups, when), zhSpan(groups, when, '2')), groups.count),
  },
  {
    pattern: new RegExp(
      `(?:从|自)?${ZH}(?:初|年初)?(?:以来|起|开始|至今|到现在|到目前|以后至今|以来至今)`,
      'g',
    ),
    read: (groups, when) => since(zhSpan(groups, when), when.asOf),
  },
  {
    pattern: new RegExp(`(?:截至|截止|截止到|到)${ZH}(?:末|底|年底|年末)`, 'g'),
    read: (groups, when) => until(zhSpan(groups, when)),
  },
  {
    pattern: new RegExp(`${ZH}(?:末|底|年底|年末)(?:以|之)?前`, 'g'),
    read: (groups, when) => until(zhSpan(groups, when)),
  },
  {
    pattern: new RegExp(`${ZH}前(?![\\d一二三四五六七八九十两几])`, 'g'),
    read: (groups, when) => before(zhSpan(groups, when)),
  },
  {
    pattern:
      /(?<which>本|这个?|上个?)(?<unit>月|季度)|(?:in |during )?\b(?<which2>this|last) (?<unit2>month|quarter)\b/g,
    read: ({ which, unit, which2, unit2 }, { asOf }) =>
      stretchNear(
        asOf,
        /月|month/.test(unit ?? unit2 ?? '') ? 'month' : 'quarter',
        /上|last/.test(which ?? which2 ?? '') ? -1 : 0,
      ),
  },
  { pattern: new RegExp(`${ZH}(?:以前|之前)`, 'g'), read: (groups, when) => before(zhSpan(groups, when)) },
  {
    pattern: /['"“]?(?<plan>十二五|十三五|十四五|十五五)['"”]?(?:时期|期间|规划期)?/g,
    read: ({ plan }) => fiveYears(plan!),
  },
  {
    pattern: new RegExp(`(?<year>${ZH_YEAR})?的?前(?:三|3)(?:个)?季度`, 'g'),
    read: ({ year }, when) => threeQuarters(year === undefined ? yearMeant(when) : yearSaid(year, when)),
  },
  { pattern: new RegExp(ZH, 'g'), read: (groups, when) => zhSpan(groups, when) },
  {
    pattern: new RegExp(
      `\\b(?:(?:from|in|during|over)(?: the (?:years|period))? )?(?:the years )?(?<!between )${EN} ?(?:to|through|until|till|-|–|—) ?${renamed(EN, '2')}\\b`,
      'g',
    ),
    read: (groups, when) => fromTo(enSpan(groups, when), enSpan(groups, when, '2')),
  },
  {
    pattern: new RegExp(`\\bbetween ${EN} and ${renamed(EN, '2')}\\b`, 'g'),
    read: (groups, when) => fromTo(enSpan(groups, when), enSpan(groups, when, '2')),
  },
  {
    pattern: new RegExp(
      `\\b(?:ever )?(?:since|from)(?: the (?:start|beginning) of)? ${EN}(?: onwards?| on| to date| until now| to now)?\\b`,
      'g',
    ),
    read: (groups, when) => since(enSpan(groups, when), when.asOf),
  },
  {
    pattern: new RegExp(`\\b(?:before|prior to) ${EN}\\b`, 'g'),
    read: (groups, when) => before(enSpan(groups, when)),
  },
  {
    pattern: new RegExp(`\\b(?:by|until|up to) the end of ${EN}\\b`, 'g'),
    read: (groups, when) => until(enSpan(groups, when)),
  },
  {
    pattern: new RegExp(`\\b(?:(?:in|during|over|for|throughout|of) )?(?:the year )?${EN}\\b`, 'g'),
    read: (groups, when) => enSpan(groups, when),
  },
  {
    pattern: new RegExp(
      `\\b(?:in )?(?:the )?(?:(?<half>first|second) half|(?<quarter>first|second|third|fourth) quarter|(?<code>[hq][1-4])|(?<month>${MONTH}))\\b`,
      'g',
    ),
    read: (groups, when) => enSpan(groups, when),
  },
];

/** Every period of a folded question, relative ones (去年, this year) as of a day. They may overlap. */
export function readPeriods(text: string, when: When): PieceOf<'period'>[] {
  return FORMS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      if (match[0] === '' || isCut(text, match.index, match.index + match[0].length)) return [];
      const span = read(match.groups ?? {}, when);
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

/** 2021到2023这三年 says how many years they are, which must be so. */
function ofSoManyYears(span: Span | undefined, count: string | undefined): Span | undefined {
  if (!span || count === undefined) return span;
  const years = Number(span.to.slice(0, 4)) - Number(span.from.slice(0, 4)) + 1;
  return years === (/\d/.test(count) ? Number(count) : chineseNumber(count)) ? span : undefined;
}

/** 2022 in 2022到2024年; 3月 in 2023年3月到5月 gives its year to the other. */
function inheritYear(groups: Record<string, string | undefined>, when: When): Span | undefined {
  if (groups.year2 === undefined && groups.part2 !== undefined && groups.year !== undefined)
    groups.year2 = groups.year;
  return zhSpan(groups, when);
}

function enSpan(groups: Record<string, string | undefined>, when: When, suffix = ''): Span | undefined {
  const said = (name: string) => groups[`${name}${suffix}`];
  const year =
    said('halfYear') ??
    said('quarterYear') ??
    said('codeYear') ??
    said('yearFirst') ??
    said('monthYear') ??
    said('year');
  if (
    year === undefined &&
    !(when.year && (said('half') ?? said('quarter') ?? said('code') ?? said('month')))
  )
    return undefined;
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
  return stretch(year === undefined ? yearMeant(when) : yearSaid(year, when), part);
}

function partSaid(part: string): Part | undefined {
  if (part === '上半年') return { unit: 'half', n: 1 };
  if (part === '下半年') return { unit: 'half', n: 2 };
  const numeral = part.replace(/^第|^q|季度?$|月份?$/g, '');
  const n = /\d/.test(numeral) ? Number(numeral) : chineseNumber(numeral);
  return { unit: part.includes('月') ? 'month' : 'quarter', n };
}

/** Of a part without its year: that of what was asked before, or the year it is. */
const yearMeant = ({ asOf, year }: When) => year ?? yearOf(asOf);
const yearOf = (day: Day) => Number(day.slice(0, 4));

function yearSaid(year: string, { asOf }: When): number {
  if (/^(?:去年|上年|last year)/.test(year)) return yearOf(asOf) - 1;
  if (/^(?:前年|the year before)/.test(year)) return yearOf(asOf) - 2;
  if (/^(?:今年|本年|this year)/.test(year)) return yearOf(asOf);
  const digits = /\d{4}/.exec(year)?.[0];
  return digits === undefined ? chineseYear(year.slice(0, 4)) : Number(digits);
}
