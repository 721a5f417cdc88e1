import { type Figure, readFigures } from '../language/figures.ts';
import type { Direction } from '../retrieval/comparison.ts';
import { type Expectation, FIGURES, fitsFigure } from '../retrieval/expectation.ts';
import type { Language } from '../types.ts';
import { wordingFor } from './wording.ts';

/** One side of a comparison as it is answered: its name, its statement, and what was asked of it. */
export interface SpokenSide {
  subject: string;
  said: string;
  expectations: readonly Expectation[];
}

/**
 * Which of two sides it is: the greater, the less, the earlier or the later of them, or that they are alike.
 *
 * @returns `undefined` where a side states no figure of what is asked, or several, or the two are of different units
 */
export function verdictOf(
  sides: readonly SpokenSide[],
  { towards, word }: Direction,
  language: Language,
): string | undefined {
  const [first, second] = sides.map(figureOf);
  if (!first || !second || first.unit !== second.unit || counterOf(first) !== counterOf(second))
    return undefined;
  const [one, other] = [sortKey(first), sortKey(second)];
  if (one === undefined || other === undefined) return undefined;
  if (one === other || towards === 'same')
    return one === other ? wordingFor(language).alike() : wordingFor(language).unlike();
  const isFirst = towards === 'greatest' || towards === 'latest' ? one > other : one < other;
  return wordingFor(language).verdict(word, sides[isFirst ? 0 : 1]!.subject);
}

/** What is of the whole is said before what is of a part of it. */
const PART = /(?:其中|\bof which\b|\bincluding\b).*$/s;

/** The one figure of the kind asked for that a side states; said twice, in two units, it is still one. */
function figureOf({ subject, said, expectations }: SpokenSide): Figure | undefined {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const fitting = readFigures(said.replace(PART, '').replace(/\[\d+\]/g, ' ')).filter(
    (figure) =>
      !subject.includes(figure.raw) &&
      asked.some((expectation) => fitsFigure(expectation, figure)) &&
      (figure.unit !== 'date' || figure.date?.year !== undefined),
  );
  const [figure, ...others] = fitting;
  const isOne = others.every((other) => other.unit === figure?.unit && sortKey(other) === sortKey(figure));
  return figure && isOne ? figure : undefined;
}

/** A date as a number that grows with it; only days are put before each other. */
function sortKey({ unit, value, date }: Figure): number | undefined {
  if (unit !== 'date') return value;
  if (date?.year === undefined || date.month === undefined) return undefined;
  return (date.year * 100 + date.month) * 100 + (date.day ?? 0);
}

/** What a Chinese number counts by: 家 of 7家 counts firms, and is not set against 10个. */
function counterOf({ unit, raw }: Figure): string {
  return unit === 'count' ? (/\p{Script=Han}$/u.exec(raw)?.[0] ?? '') : '';
}
