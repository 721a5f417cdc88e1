import type {
  Basis,
  Condition,
  IncentiveRule,
  Limit,
  Part,
  Situation,
  Step,
  StoredRule,
  Unmet,
} from '../incentive-types.ts';
import type { Day } from '../types.ts';
import { amountOf } from './amount.ts';
import { bearsOn, checkCondition } from './conditions.ts';
import { figureOf, reaches } from './given.ts';

export type Applied =
  | { kind: 'applies'; part: Part }
  | { kind: 'unmet'; why: Unmet }
  | { kind: 'unknown'; needs: Basis | 'industry' };

/** Whether a rule applies to a situation on a day, and what it comes to; or why not, or what must be known first. */
export function applyRule(rule: StoredRule, situation: Situation, asOf: Day): Applied {
  if (rule.to !== undefined && rule.to < asOf)
    return { kind: 'unmet', why: { because: 'expired', day: rule.to } };
  if (rule.from !== undefined && asOf < rule.from)
    return { kind: 'unmet', why: { because: 'not-yet', day: rule.from } };
  const provided: Condition[] = [];
  let needs: Basis | undefined;
  for (const condition of rule.conditions) {
    const checked = checkCondition(condition, situation, rule.currency);
    if (checked.kind === 'unmet') return checked;
    if (checked.kind === 'provided') provided.push(condition);
    if (checked.kind === 'unknown') needs ??= checked.needs;
  }
  const reached = stepsReached(rule, situation);
  if (!Array.isArray(reached)) return reached;
  if (needs) return { kind: 'unknown', needs };
  const amount = amountOf(rule, reached, situation);
  if (amount.kind !== 'amount') return amount;
  const counted = new Set(
    amount.amount.lines.flatMap(({ working }) => (working.kind === 'fixed' ? [] : working.of)),
  );
  const bearing = provided.filter((condition) => bearsOn(condition, counted));
  return { kind: 'applies', part: { rule, provided: bearing, ...amount.amount } };
}

/** The steps that count for a situation: the tier that its figure falls into, and what has no bounds. */
function stepsReached(rule: IncentiveRule, situation: Situation): Step[] | Applied {
  const bounded = rule.steps.filter(({ from, to }) => from || to);
  if (bounded.length === 0 || rule.tieredBy === undefined) return [...rule.steps];
  const basis = rule.tieredBy;
  const found = figureOf(basis, situation, rule.currency);
  if (found.kind === 'unknown') return { kind: 'unknown', needs: basis };
  if (found.kind === 'currency')
    return { kind: 'unmet', why: { because: 'currency', basis, counts: rule.currency, given: found.given } };
  const { value } = found;
  const isReached = ({ from, to }: Step) =>
    (!from || reaches(value, from)) && (rule.isMarginal || !to || isWithin(value, to));
  const reached = rule.steps.filter(isReached);
  if (reached.some((step) => bounded.includes(step))) return reached;
  return { kind: 'unmet', why: outside(basis, value, bounded) };
}

function isWithin(value: number, { value: bound, includes }: Limit): boolean {
  return includes ? value <= bound : value < bound;
}

/** How far a figure is from the nearest tier above it, or that it is above all. */
function outside(basis: Basis, has: number, steps: readonly Step[]): Unmet {
  const above = steps
    .flatMap(({ from }) => from ?? [])
    .filter((from) => !reaches(has, from))
    .sort((a, b) => a.value - b.value)[0];
  if (above) return { because: 'short', basis, needs: above, has, short: above.value - has };
  const most = steps.flatMap(({ to }) => to ?? []).sort((a, b) => b.value - a.value)[0]!;
  return { because: 'over', basis, most, has };
}
