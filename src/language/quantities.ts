import { type Bound, boundAt } from './bounds.ts';
import { type Change, changeAt, directionOf } from './changes.ts';
import { type Figure, readFigures, sameFigure } from './figures.ts';
import { type Rate, ratesAt } from './rates.ts';

/** A figure as a statement claims it: what it is, whether it is a bound, a change, a rate or a stretch. */
export interface Quantity extends Figure {
  bound: Bound;
  change: Change;
  /** Whether its clause speaks of a rise or a fall before it. */
  direction?: 'up-by' | 'down-by';
  /** What it is counted by: a month, a square metre, a mu. */
  rates: ReadonlySet<Rate>;
  /** The upper end where it is a stretch; `value` is then the lower one. */
  upper?: Figure;
}

const BETWEEN = /^\s?(?:[~～—–-]{1,2}|至|到|to|and)\s?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/;

/** Every figure of folded text with its bound, change, rates and range, in order. */
export function readQuantities(folded: string): Quantity[] {
  const figures = readFigures(folded).filter(({ value, unit, raw }) => !isPlainOne(value, unit, raw));
  const quantities: Quantity[] = [];
  for (let at = 0; at < figures.length; at++) {
    const figure = figures[at]!;
    const next = figures[at + 1];
    const upper = next && isUpperEnd(folded, figure, next) ? next : undefined;
    const last = upper ?? figure;
    const left = quantities.at(-1)?.end ?? 0;
    const right = figures[at + (upper ? 2 : 1)]?.start ?? folded.length;
    const before = folded.slice(Math.max(left, figure.start - 40), figure.start);
    const after = folded.slice(last.end, Math.min(right, last.end + 40));
    const direction = directionOf(before.split(/[,，。;；、]/).at(-1)!);
    const rates = ratesAt(before, after, figure);
    quantities.push({
      ...(upper ? lowerEnd(figure, upper) : figure),
      end: last.end,
      raw: folded.slice(figure.start, last.end),
      bound: boundAt(before, after, figure),
      change: changeAt(before, after, figure),
      ...(direction && { direction }),
      rates: ratesWith(rates, quantities, figure, folded),
      ...(upper && { upper: { ...upper, unit: upper.unit || figure.unit } }),
    });
    if (upper) at++;
  }
  return quantities;
}

/** In 12 a square metre a month, offices 25 a square metre, the second is by the month too. */
function ratesWith(
  own: ReadonlySet<Rate>,
  earlier: readonly Quantity[],
  figure: Figure,
  folded: string,
): ReadonlySet<Rate> {
  const previous = earlier.findLast(
    ({ unit, value }) =>
      unit === figure.unit && unit !== '%' && value < 20 * figure.value && figure.value < 20 * value,
  );
  if (!previous || /[。\n]|\.\s/.test(folded.slice(previous.end, figure.start))) return own;
  return own.isSubsetOf(previous.rates) ? previous.rates : own;
}

/** 一个, 一批 and one are words more often than figures. */
function isPlainOne(value: number, unit: string, raw: string): boolean {
  return value === 1 && (unit === 'count' || unit === '' || unit === 'times') && !/\d/.test(raw);
}

function isUpperEnd(folded: string, lower: Figure, upper: Figure): boolean {
  if (lower.unit === 'date' || upper.unit === 'date') return false;
  const between = folded.slice(lower.end, upper.start);
  if (!BETWEEN.test(between)) return false;
  if (/and/.test(between) && !/between\s?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/.test(folded.slice(0, lower.start)))
    return false;
  // Rose 18% to 965,000 is no stretch.
  if (upper.unit === '' && lower.unit === '%') return false;
  return lower.unit === '' || upper.unit === '' || lower.unit === upper.unit;
}

/** The lower end of RMB 4,500 to 6,500 and of 7-10个工作日 is of the unit of the upper one, or the other way round. */
function lowerEnd(lower: Figure, upper: Figure): Figure {
  return { ...lower, unit: lower.unit === '' ? upper.unit : lower.unit };
}

/** Whether both are the same figure or the same stretch. */
export function sameQuantity(claim: Quantity, evidence: Quantity): boolean {
  if (claim.upper === undefined && evidence.upper === undefined) return sameFigure(claim, evidence);
  if (claim.upper && evidence.upper)
    return sameFigure(claim, evidence) && sameEnd(claim, claim.upper, evidence, evidence.upper);
  if (claim.upper || !evidence.upper) return false;
  if (claim.bound === 'up-to') return sameEnd(claim, claim, evidence, evidence.upper);
  return claim.bound === 'at-least' && sameFigure(claim, evidence);
}

function sameEnd(claim: Figure, claimEnd: Figure, evidence: Figure, evidenceEnd: Figure): boolean {
  const of = (figure: Figure, other: Figure) => ({ ...figure, unit: figure.unit || other.unit });
  return sameFigure(of(claimEnd, claim), of(evidenceEnd, evidence));
}
