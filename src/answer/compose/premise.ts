import { type Figure, readFigures, sameFigure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { Query } from '../../retrieval/question/query.ts';
import type { Chosen } from './select.ts';

/**
 * Whether a yes-or-no question asserts a figure where the sentence that answers it gives others of its kind only.
 * That it gives the same one does not make the assertion true: it may be said of something else.
 */
export function isContradicted({ expectations, text, parts }: Query, chosen: readonly Chosen[]): boolean {
  const asked = fold(parts.at(-1) ?? text);
  const [best] = chosen;
  if (expectations[0] !== 'yes-no' || NEGATED.test(asked) || !best) return false;
  const asserted = readFigures(asked).filter(isAssertion);
  return asserted.some((figure) => {
    const comparable = best.sentence.figures.filter((other) => areComparable(figure, other));
    return comparable.length > 0 && !comparable.some((other) => sameFigure(figure, other));
  });
}

const NEGATED = /不是.{0,12}吗|没有?.{0,12}吗|难道|\bn[o']t\b/;

/** An ordinal or a phase is part of a name. */
function isAssertion({ unit }: Figure): boolean {
  return unit !== 'number' && unit !== 'rank';
}

function areComparable(one: Figure, other: Figure): boolean {
  if (one.date && other.date) return givenParts(one).some((part) => other.date![part] !== undefined);
  return one.unit === other.unit && one.date === undefined && other.date === undefined;
}

function givenParts({ date }: Figure): ('year' | 'month' | 'day')[] {
  return (['year', 'month', 'day'] as const).filter((part) => date?.[part] !== undefined);
}
