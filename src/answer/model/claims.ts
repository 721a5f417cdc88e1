import { readFigures, sameFigure } from '../../language/figures.ts';
import { fold, HAN } from '../../language/fold.ts';
import type { Unit } from '../../language/measures.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Evidence } from '../../types.ts';

const FOREIGN_MONEY: readonly Unit[] = ['USD', 'HKD', 'EUR'];
/** What may be said only where the evidence says something of the kind, in either language. */
const BOUND_TO_SOURCE: { said: RegExp; held: RegExp; fault: string }[] = [
  {
    said: /所有|全部|一律|任何|永远|永久|\ball\b|\bevery(?:one|body|thing)?\b|\balways\b|\bforever\b|\bany(?:one|body)\b/i,
    held: /所有|全部|一律|任何|永|均|都|各|每|凡|全(?![市省国年县区球])|\ball\b|\bevery|\beach\b|\bany\b|\balways\b|\bboth\b/i,
    fault: 'The source does not say it of all.',
  },
  {
    said: /可以?谈|谈到|再谈|议价|返还|退还|回扣|\bnegotiable\b|negotiated? (?:lower|down|further)|\b(?:paid|pay|gives?) back\b|\brefund|\brebate|\bkickback|\bdiscount/i,
    held: /面议|议价|一事一议|返|退|回扣|折|negotiable|refund|rebate|discount|back/i,
    fault: 'The source offers nothing of the kind.',
  },
  {
    said: /翻[一两三四五]?[番倍]|[一两三四五六七八九十\d]倍|\b(?:doubl|tripl|trebl|quadrupl)\w*|-?fold\b/i,
    held: /倍|番|100\s?%|doubl|tripl|trebl|quadrupl|fold/i,
    fault: 'The source does not say how many times.',
  },
];
/** Hearsay and opinion, which no source is. */
const GUESS =
  /据(?:业内|知情|估计|传|悉|称|说|了解)|众所周知|大概|或许|也许|可能是|听说|\binsiders?\b|well known|reportedly|rumou?r|presumably|\bperhaps\b|\bprobably\b|\bmaybe\b/i;

/** The least share of a Chinese statement's characters and pairs that Chinese evidence holds; true paraphrases hold it. */
const LEAST_SHARED = 0.5;

/**
 * What a statement claims in kind beyond its evidence: an amount in money that the evidence does not count in
 * (a bare 百亿 in a heading is of no currency), a number that stands nowhere in it, no exception, an offer or
 * a multiple where the evidence says nothing of the kind, hearsay, or words most of which it does not have.
 *
 * @returns why it may not be shown, one sentence; `undefined` where nothing is claimed beyond
 */
export function overclaim(statement: string, cited: readonly Evidence[]): string | undefined {
  const text = textOf(cited);
  const moneyIn = (some: string) =>
    new Set(
      readFigures(some)
        .map(({ unit }) => unit)
        .filter((unit) => FOREIGN_MONEY.includes(unit)),
    );
  const money = moneyIn(text);
  if ([...moneyIn(statement)].some((unit) => !money.has(unit))) return 'Its money is not that of the source.';
  const unbound = BOUND_TO_SOURCE.find(({ said, held }) => said.test(statement) && !held.test(text));
  if (unbound) return unbound.fault;
  const loose = looseNumber(statement, text);
  if (loose !== undefined) return `The source does not say ${loose}.`;
  const guess = GUESS.exec(statement)?.[0];
  if (guess !== undefined && !text.includes(guess)) return 'It guesses.';
  if (
    !/[a-z]{3} [a-z]{2}/i.test(statement) &&
    HAN.test(statement) &&
    HAN.test(text) &&
    sharedTerms(statement, text) < LEAST_SHARED
  )
    return 'The source has hardly a word of it.';
  return undefined;
}

/** All that evidence says, its titles and headings with it. */
export function textOf(cited: readonly Evidence[]): string {
  return cited
    .flatMap(({ passage, document, lead }) => [
      ...[document.title, ...passage.locator.headingPath, lead?.text ?? '', passage.text],
    ])
    .join('\n');
}

const NUMBER = /\d+(?:,\d{3})*(?:\.\d+)?/g;
/** Without those of quarters, fractions and larger amounts, which are written in many ways and verified as figures. */
const PLAIN_NUMBER =
  /(?<![a-z/]|\d[\d,.]*)\d+(?:,\d{3})*(?:\.\d+)?(?![\d/]|[.,]\d|\s?(?:[万萬亿億%]|percent|thousand|million|billion|trillion))/gi;

/** A number, as written, whose digits stand nowhere in a text and that is no part of a figure the text holds in another unit. */
function looseNumber(statement: string, text: string): string | undefined {
  const amountOf = (digits: string) => Number(digits.replaceAll(',', ''));
  const held = new Set(fold(text).match(NUMBER)?.map(amountOf));
  const figures = readFigures(text);
  const converted = readFigures(statement).filter((figure) =>
    figures.some((other) => sameFigure(figure, other)),
  );
  for (const { 0: digits, index } of statement.normalize('NFKC').matchAll(PLAIN_NUMBER)) {
    const isConverted = converted.some(({ start, end }) => start <= index && index < end);
    if (!held.has(amountOf(digits)) && !isConverted) return digits;
  }
  return undefined;
}

function sharedTerms(statement: string, text: string): number {
  const [terms, held] = [[...termsOf(statement)], termsOf(text)];
  return terms.filter((term) => held.has(term)).length / Math.max(1, terms.length);
}
