import { boundAt } from '../../language/bounds.ts';
import { type Figure, readFigures } from '../../language/figures.ts';

/** One step of a rule that goes by amounts: what must be reached, and what must not, in one unit. */
export interface Tier {
  unit: Figure['unit'];
  from: number;
  below: number;
}

/** A cap says the most that is paid, not the amount that an investment must stay below. */
const MUST_STAY_BELOW = /(?:不满|未满|不足|不到|低于|小于|少于|\b(?:below|under|less than))[^\d,，;；]{0,6}$/;
const OR_LESS = /^\s?(?:及)?以下/;
const AND_BELOW = / and (?:below|under|less than).*$/;
const UP_TO = /^\s?(?:\(含\))?\s?[-~–—至到]/;

/** The tiers that a folded text names: 5000万元以上、不满2亿元 is one, and so is 达到20亿元. */
export function tiersIn(folded: string): Tier[] {
  const figures = readFigures(folded);
  const tiers: Tier[] = [];
  for (const [at, figure] of figures.entries()) {
    if (figure.unit === '' || figure.unit === 'date' || figure.unit === '%') continue;
    const before = folded.slice(figures[at - 1]?.end ?? 0, figure.start);
    const after = folded.slice(figure.end, figures[at + 1]?.start).replace(AND_BELOW, '');
    const isUpper = MUST_STAY_BELOW.test(before) || OR_LESS.test(after);
    const lower = tiers.at(-1);
    const continues = lower?.unit === figure.unit && lower.below === Number.POSITIVE_INFINITY;
    if (continues && lower.from < figure.value && (isUpper || (at > 0 && isRange(folded, figures[at - 1]!))))
      lower.below = figure.value;
    else if (isUpper) tiers.push({ unit: figure.unit, from: 0, below: figure.value });
    else if (boundAt(before, after, figure) === 'at-least' || isRange(folded, figure))
      tiers.push({ unit: figure.unit, from: figure.value, below: Number.POSITIVE_INFINITY });
  }
  return tiers;
}

/** Whether a figure is the lower end of a range: 1亿元至5亿元. */
function isRange(folded: string, { end }: Figure): boolean {
  return UP_TO.test(folded.slice(end, end + 6));
}

/**
 * How well an amount falls into the tiers of a text: 1 where it reaches a tier exactly or lies between both its
 * ends, less the further above an open one it is, 0 where it falls into none.
 *
 * @returns `undefined` where the text has no tier in the unit of the amount
 */
export function tierFitness({ unit, value }: Figure, tiers: readonly Tier[]): number | undefined {
  const comparable = tiers.filter((tier) => tier.unit === unit);
  if (comparable.length === 0) return undefined;
  const fits = comparable.map(({ from, below }) => {
    if (value < from || value >= below) return 0;
    return below === Number.POSITIVE_INFINITY ? from / value : 1;
  });
  return Math.max(...fits);
}
