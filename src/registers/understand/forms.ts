import { readDates } from '../../language/dates.ts';
import { chineseNumber } from '../../language/numerals.ts';
import type { Piece, PieceOf, Stage } from './pieces.ts';
import { singleDay } from './stretches.ts';

const NUMERAL = '\\d{1,3}|[一二两三四五六七八九十]{1,3}';
const ENGLISH_NUMBERS = 'one two three four five six seven eight nine ten'.split(' ');
const ENGLISH_NUMBER = `\\d{1,3}|${ENGLISH_NUMBERS.join('|')}`;

const RANKED = [
  new RegExp(
    `(?:排名|排在|位居|位列|居)?前(${NUMERAL})(?!季度|个季度|年|个月)(?:大|名|位|强|个|宗|块|甲)?`,
    'g',
  ),
  new RegExp(`\\btop (${ENGLISH_NUMBER})\\b`, 'g'),
];
const NUMBERS = [
  new RegExp(`(?<![\\d.第前])(${NUMERAL})(?:个|宗|块|栋|处|家)(?!月|亿|万|百|千)`, 'g'),
  new RegExp(`(?<![\\w.,])(${ENGLISH_NUMBER})(?![\\w.,%]| ?(?:million|billion|mu|hectares?|%))`, 'g'),
];

/** Numbers of rows in a folded question: 前三, top 3, the 3 of "the 3 largest". */
export function readNumbers(text: string): Piece[] {
  const found: Piece[] = [];
  const place = (match: RegExpMatchArray) => ({ start: match.index!, end: match.index! + match[0].length });
  for (const pattern of RANKED)
    for (const match of text.matchAll(pattern))
      found.push({ kind: 'ranked', limit: numberSaid(match[1]!), ...place(match) });
  // 一个 and one are words more often than numbers.
  for (const pattern of NUMBERS)
    for (const match of text.matchAll(pattern))
      if (numberSaid(match[1]!) > 1)
        found.push({ kind: 'number', value: numberSaid(match[1]!), ...place(match) });
  return found;
}

function numberSaid(said: string): number {
  if (/^\d/.test(said)) return Number(said);
  return /^[a-z]/.test(said) ? ENGLISH_NUMBERS.indexOf(said) + 1 : chineseNumber(said);
}

/** 近三年(2023、2024、2025), 以商招商 (business introduced by business): one of the two says it all. */
const ASIDES = [
  /(?:近|这|最近|过去)(?:几|[二两三四五六七八九\d])年(?=\((?:19|20)\d\d)/g,
  /(?<=\p{Script=Han} ?)\((?!.*\b(?:not|no|only|except|excluding|without)\b)[a-z][a-z '-]*\)/gu,
];

/** What says once more what is said beside it, in a folded question. */
export function readAsides(text: string): Piece[] {
  return ASIDES.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind: 'filler' as const,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

const CHINESE_STAGE: Record<Stage, string> = {
  signed: '签约|签订|签合同',
  started: '开工建设|开工|动工|开建',
  operating: '建成投产|竣工投产|投产运营|投产|投运|运营',
};
const ENGLISH_STAGE: Record<Stage, string> = {
  signed: '(?:contract )?sign(?:ing|ed|ature)?(?: date)?|(?:the )?signing of (?:the )?contract|contract',
  started:
    '(?:the )?(?:construction start|start of construction|construction|ground-?breaking|breaking ground|(?:the )?start|starting construction|starting|started)(?: date)?',
  operating:
    '(?:the )?(?:start of (?:production|operations?)|production|operations?|operating|going into operation|entering operation|being in operation|commissioning|starting production)(?: date)?',
};
/** Two stages, the earlier first. */
const PAIRS: readonly { from: Stage; to: Stage }[] = [
  { from: 'signed', to: 'started' },
  { from: 'signed', to: 'operating' },
  { from: 'started', to: 'operating' },
];

/** What says the time between two stages; the last of them asks for it as well. */
const ELAPSED = PAIRS.flatMap(({ from, to }) => {
  const [zh, en] = [CHINESE_STAGE, ENGLISH_STAGE].map((words) => [words[from], words[to]]);
  const sources = [
    `(?:从|自)?(?:${zh![0]})(?:之后|后)?(?:到|至|-|—|~)(?:${zh![1]})(?:之间)?`,
    `\\bbetween (?:${en![0]}) and (?:${en![1]})\\b|\\b(?:from )?(?:${en![0]}) to (?:${en![1]})\\b`,
    `(?:${zh![0]})(?:之后|以后|后)(?:平均)?(?:过了|隔了|用了|花了|经过|要)?(?:多少天|几天|多久|多长时间)(?:才|后)?(?:${zh![1]})`,
  ];
  return sources.map((source, at) => ({ pattern: new RegExp(source, 'g'), from, to, asks: at === 2 }));
});

/** The time between two stages: 从签约到开工, from signing to operation, 签约后多少天开工. */
export function readElapsed(text: string): PieceOf<'elapsed'>[] {
  return ELAPSED.flatMap(({ pattern, ...elapsed }) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind: 'elapsed' as const,
      ...elapsed,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

/** Days that are given in full: 2025年9月18日, 18 September 2025. */
export function readDays(text: string): PieceOf<'period'>[] {
  return readDates(text).flatMap(({ start, end, date: { year, month, day } }) => {
    if (year === undefined || month === undefined || day === undefined) return [];
    const span = singleDay(year, month, day);
    return span
      ? [
          {
            kind: 'period' as const,
            ...span,
            start: /\bon $/.test(text.slice(0, start)) ? start - 3 : start,
            end,
          },
        ]
      : [];
  });
}
