import { type Figure, readFigures } from '../language/figures.ts';
import type { Direction } from '../retrieval/follow-up/comparison.ts';
import { type Expectation, FIGURES, fitsFigure } from '../retrieval/question/expectation.ts';
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
 * Which of the sides it is: the greatest, the least, the earliest or the latest of them, or that they are alike.
 *
 * @returns `undefined` where a side states no figure of what is asked, or several, where two are of different
 * units, or where more than two are alike
 */
export function verdictOf(
  sides: readonly SpokenSide[],
  { towards, word }: Direction,
  language: Language,
): string | undefined {
  const keys = keysOf(sides.map(figuresOf));
  if (keys === undefined) return undefined;
  const isAlike = keys.every((key) => key === keys[0]);
  if (isAlike || towards === 'same') {
    if (sides.length > 2) return undefined;
    return isAlike ? wordingFor(language).alike() : wordingFor(language).unlike();
  }
  const most = towards === 'greatest' || towards === 'latest' ? Math.max(...keys) : Math.min(...keys);
  const [first, ...others] = sides.filter((_, at) => keys[at] === most);
  if (first === undefined || others.length > 0) return undefined;
  const wording = wordingFor(language);
  return (sides.length > 2 ? wording.extreme : wording.verdict)(word, first.subject);
}

/** One number for each side, to be held against the others'; `undefined` where any two cannot be. */
function keysOf(stated: readonly Stated[][]): number[] | undefined {
  const [first, ...others] = stated;
  const pairs = others.map((other) => comparable(first!, other));
  const keys = pairs.map((pair) => {
    const [one, other] = pair ?? [];
    if (!one || !other || one.unit !== other.unit || counterOf(one) !== counterOf(other)) return undefined;
    return [sortKey(one), sortKey(other)] as const;
  });
  const own = keys[0]?.[0];
  const all = [own, ...keys.map((key) => (key?.[0] === own ? key?.[1] : undefined))];
  return all.every((key) => key !== undefined) ? all : undefined;
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
