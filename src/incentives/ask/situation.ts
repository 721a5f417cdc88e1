import type { Basis, Given, Situation } from '../../incentive-types.ts';
import { measureOf } from '../measure.ts';
import { readTurn, type Turn } from './turn.ts';

/**
 * What an asker says of a plan, in this question and earlier ones: figures, industry, what is asked about.
 *
 * @returns `undefined` where neither a figure of the asker's own is given nor is asked what they would get: what is
 * asked of a policy itself is for its passages to answer
 */
export function readSituation(question: string, history: readonly string[]): Situation | undefined {
  let situation: Situation | undefined;
  let industry: string | undefined;
  for (const text of [...history, question]) {
    const turn = readTurn(text, situation);
    if (turn.asks) situation = merge(situation, turn, industry);
    else situation = situation && turn.goesOn ? goOn(situation, turn) : undefined;
    industry = turn.industry ?? industry;
  }
  return situation;
}

/** What is asked anew, with what was said before where it is not said otherwise. */
function merge(before: Situation | undefined, turn: Turn, industry: string | undefined): Situation {
  const own = Object.keys(turn.figures) as Basis[];
  const isOther = before !== undefined && turn.about.length === 0 && own.length > 0;
  const rest = before ? goOn(before, turn) : undefined;
  const figures = { ...rest?.figures, ...turn.figures };
  const year = turn.year ?? undefined;
  const known = turn.industry ?? rest?.industry ?? industry;
  const rent = turn.rent ?? rest?.rent;
  return {
    figures,
    taken: [...(rest?.taken ?? []), ...turn.taken],
    about: isOther ? aboutOf(own) : turn.about,
    ...(known !== undefined && { industry: known }),
    ...(rent !== undefined && { rent }),
    ...(year !== undefined && { year }),
    ...(turn.edition !== undefined && { edition: turn.edition }),
    ...(turn.asksWhether && { asksWhether: true }),
  };
}

/** What rents grant goes by the rent or by the area. */
function aboutOf(own: readonly Basis[]): Basis[] {
  return [
    ...new Set(own.flatMap((basis): Basis[] => (basis === 'rentArea' ? ['rentArea', 'rentPaid'] : [basis]))),
  ];
}

/** A figure that was asked for, or one more. */
function goOn(before: Situation, turn: Turn): Situation {
  const bare = turn.bare && bareFigure(before, turn);
  const rent = turn.rent ?? before.rent;
  const industry = turn.industry ?? before.industry;
  const own = aboutOf(Object.keys(turn.figures) as Basis[]);
  return {
    ...before,
    about: before.about.length === 0 ? [] : [...new Set([...before.about, ...own])],
    figures: { ...before.figures, ...turn.figures, ...bare },
    taken: [...before.taken, ...turn.taken].filter(
      (basis) => !(basis in turn.figures) || turn.taken.includes(basis),
    ),
    ...(rent !== undefined && { rent }),
    ...(industry !== undefined && { industry }),
  };
}

/** An amount without a word of what it is, is of what was asked about and not yet known, or in place of the last. */
function bareFigure(
  before: Situation,
  { bare, figures, replaces }: Turn,
): Partial<Record<Basis, Given>> | undefined {
  const unit = bare!.unit === '' ? 'CNY' : bare!.unit;
  const measure = measureOf({ ...bare!, unit });
  if (measure?.kind !== 'money') return undefined;
  const last = (Object.keys(before.figures) as Basis[]).findLast((one) => MONEY.has(one));
  if (replaces && last) return { [last]: { cents: measure.cents, currency: measure.currency } };
  const candidates = before.about.length > 0 ? before.about : DEFAULT;
  const basis = candidates.find((one) => MONEY.has(one) && !(one in before.figures) && !(one in figures));
  return basis && { [basis]: { cents: measure.cents, currency: measure.currency } };
}

const DEFAULT: readonly Basis[] = ['fixedInvestment', 'equipmentInvestment'];
const MONEY: ReadonlySet<Basis> = new Set<Basis>([
  ...(['fixedInvestment', 'equipmentInvestment', 'totalInvestment', 'foreignCapital', 'rentPaid'] as const),
  ...(['logisticsCost', 'researchSpending', 'wages', 'revenue', 'fitOutCost', 'interestPaid'] as const),
]);
