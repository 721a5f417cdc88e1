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
  /** Whether a clause speaks of another side and not of this one. */
  isOfOther(clause: string): boolean;
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
  const [first, second] = comparable(...(sides.map(figuresOf) as [Stated[], Stated[]])) ?? [];
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
const PART = /(?<=.{4})(?:其中|\bof which\b|\bincluding\b).*$/s;

/** A figure with the characters before it, which say what it is of. */
interface Stated extends Figure {
  before: string;
}

const CLAUSE = /[，,；;。]/;

/** Figures of the kind asked for that are stated of a side, and not of another in the same row. */
function figuresOf({ subject, said, expectations, isOfOther }: SpokenSide): Stated[] {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const own = said
    .replace(PART, '')
    .replace(/\[\d+\]/g, ' ')
    .split(CLAUSE)
    .filter((clause) => !isOfOther(clause));
  const found = own.flatMap((clause) =>
    readFigures(clause)
      .filter(
        (figure) =>
          !subject.includes(figure.raw) &&
          asked.some((expectation) => fitsFigure(expectation, figure)) &&
          (figure.unit !== 'date' || figure.date?.year !== undefined),
      )
      .map((figure) => ({ ...figure, before: clause.slice(0, figure.start).slice(-2) })),
  );
  // A year stands in many a name; where days are given, a day is meant.
  const days = found.filter(({ date }) => date?.month !== undefined);
  return days.length > 0 ? days : found;
}

/** The one figure of each; where there are several, those that the same words stand before. */
function comparable(first: Stated[], second: Stated[]): [Stated, Stated] | undefined {
  const isOne = ([figure, ...others]: Stated[]) =>
    others.every(
      (other) => (other.unit === figure!.unit || other.unit === '') && sortKey(other) === sortKey(figure!),
    );
  if (first.length === 0 || second.length === 0) return undefined;
  if (isOne(first) && isOne(second)) return [first[0]!, second[0]!];
  for (const one of first) {
    const like = second.filter(({ before, unit }) => before === one.before && unit === one.unit);
    const alone = first.filter(({ before }) => before === one.before).length === 1;
    if (like.length === 1 && alone && /[\p{L}]{2}/u.test(one.before)) return [one, like[0]!];
  }
  return undefined;
}

/** A date as a number that grows with it; only days are put before each other. */
function sortKey({ unit, value, date }: Figure): number | undefined {
  // As many digits as any amount has, and fewer than binary rounding disturbs.
  if (unit !== 'date') return Number(value.toPrecision(12));
  if (date?.year === undefined || date.month === undefined) return undefined;
  return (date.year * 100 + date.month) * 100 + (date.day ?? 0);
}

/** What a Chinese number counts by: 家 of 7家 counts firms, and is not set against 10个. */
function counterOf({ unit, raw }: Figure): string {
  return unit === 'count' ? (/\p{Script=Han}$/u.exec(raw)?.[0] ?? '') : '';
}
