import { readFigures } from '../language/figures.ts';
import type { Unit } from '../language/measures.ts';
import type { Evidence } from '../types.ts';

const FOREIGN_MONEY: readonly Unit[] = ['USD', 'HKD', 'EUR'];
/** Words that leave no exception, and what of the evidence bears them out. */
const ABSOLUTE =
  /所有|全部|一律|任何|永远|永久|\ball\b|\bevery(?:one|body|thing)?\b|\balways\b|\bforever\b|\bany(?:one|body)\b/i;
const ABSOLUTE_HELD =
  /所有|全部|一律|任何|永|均|都|各|每|凡|全(?![市省国年县区球])|\ball\b|\bevery|\beach\b|\bany\b|\balways\b|\bboth\b/i;
/** Hearsay and opinion, which no source is. */
const GUESS =
  /据(?:业内|知情|估计|传|悉|称|说|了解)|众所周知|大概|或许|也许|可能是|听说|\binsiders?\b|well known|reportedly|rumou?r|presumably|\bperhaps\b|\bprobably\b|\bmaybe\b/i;

/**
 * What a statement claims in kind beyond its evidence: an amount in money that the evidence does not count in
 * (a bare 百亿 in a heading is of no currency), no exception where the evidence says nothing of the kind, hearsay.
 *
 * @returns why it may not be shown, one sentence; `undefined` where nothing is claimed beyond
 */
export function overclaim(statement: string, cited: readonly Evidence[]): string | undefined {
  const text = cited.map(({ passage, lead }) => `${lead?.text ?? ''}\n${passage.text}`).join('\n');
  const moneyIn = (some: string) =>
    new Set(
      readFigures(some)
        .map(({ unit }) => unit)
        .filter((unit) => FOREIGN_MONEY.includes(unit)),
    );
  const held = moneyIn(text);
  if ([...moneyIn(statement)].some((unit) => !held.has(unit))) return 'Its money is not that of the source.';
  if (ABSOLUTE.test(statement) && !ABSOLUTE_HELD.test(text)) return 'The source does not say it of all.';
  const guess = GUESS.exec(statement)?.[0];
  if (guess !== undefined && !text.includes(guess)) return 'It guesses.';
  return undefined;
}
