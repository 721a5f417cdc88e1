import { chineseNumber } from '../../language/numerals.ts';
import type { Piece, PieceOf, Stage } from './pieces.ts';

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
const STAGE_OF = (alternatives: Record<Stage, string>) =>
  Object.entries(alternatives).map(([stage, words]) => ({ stage: stage as Stage, words }));

/** The time between two stages: 从签约到开工, from signing to operation. */
export function readElapsed(text: string): PieceOf<'elapsed'>[] {
  const found: PieceOf<'elapsed'>[] = [];
  const add = (pattern: RegExp, from: Stage, to: Stage) => {
    for (const { index, 0: said } of text.matchAll(pattern))
      found.push({ kind: 'elapsed', from, to, start: index, end: index + said.length });
  };
  for (const first of STAGE_OF(CHINESE_STAGE))
    for (const last of STAGE_OF(CHINESE_STAGE)) {
      if (first.stage === last.stage) continue;
      add(
        new RegExp(`(?:从|自)?(?:${first.words})(?:之后|后)?(?:到|至|-|—|~)(?:${last.words})(?:之间)?`, 'g'),
        first.stage,
        last.stage,
      );
    }
  for (const first of STAGE_OF(ENGLISH_STAGE))
    for (const last of STAGE_OF(ENGLISH_STAGE)) {
      if (first.stage === last.stage) continue;
      const between = `\\bbetween (?:${first.words}) and (?:${last.words})\\b`;
      const fromTo = `\\b(?:from )?(?:${first.words}) to (?:${last.words})\\b`;
      add(new RegExp(`${between}|${fromTo}`, 'g'), first.stage, last.stage);
    }
  return found.filter(({ from, to }) => ORDER.indexOf(from) < ORDER.indexOf(to));
}

const ORDER: readonly Stage[] = ['signed', 'started', 'operating'];
