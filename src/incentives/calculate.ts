import type { Basis, Estimate, Exclusive, Part, Situation, StoredRule, Unmet } from '../incentive-types.ts';
import type { Day } from '../types.ts';
import { applyRule } from './apply.ts';
import { waitsForIndustry } from './industry.ts';
import { resolveStacking, totalOf } from './stacking.ts';

/**
 * What a situation comes to by rules on a day: which apply, with their arithmetic, which do not beside a higher one,
 * what is missing for others, and which figure decides that is not known. An estimate, not a commitment.
 *
 * @param rules those that the asker may see, whatever their days
 */
export function calculate(
  situation: Situation,
  { rules, exclusives }: { rules: readonly StoredRule[]; exclusives: readonly Exclusive[] },
  asOf: Day,
): Estimate {
  const asked = rules.filter((rule) => isAsked(rule, situation));
  const parts: Part[] = [];
  const unmet: { rule: StoredRule; why: Unmet }[] = [];
  const unknown: { rule: StoredRule; needs: Basis | 'industry' }[] = [];
  for (const rule of asked) {
    const result = applyRule(rule, situation, asOf);
    if (result.kind === 'applies') parts.push(result.part);
    else if (result.kind === 'unmet') unmet.push({ rule, why: result.why });
    else unknown.push({ rule, needs: result.needs });
  }
  const { counted, excluded } = resolveStacking(parts, exclusives);
  const asks = questionOf(counted, unknown);
  const total = totalOf(counted);
  return {
    asOf,
    situation,
    parts: counted,
    excluded,
    unmet,
    unknown,
    ...(total && { total }),
    ...(asks && { asks }),
  };
}

/**
 * Whether a rule grants something for what is asked about. Where nothing is named, what the figures given bear on;
 * every rule where there are none.
 */
function isAsked(rule: StoredRule, { about, figures }: Situation): boolean {
  if (about.length > 0) return basesOf(rule).some((basis) => about.includes(basis));
  const given = Object.keys(figures) as Basis[];
  const bearing = rule.tieredBy === undefined ? basesOf(rule) : [rule.tieredBy, ...basesOf(rule)];
  // The area that is rented makes most of the rent.
  const isRented = figures.rentArea !== undefined && bearing.includes('rentPaid');
  return given.length === 0 || isRented || bearing.some((basis) => given.includes(basis));
}

/** What a rule is counted by: what its rewards are of, else what its tiers go by. */
export function basesOf({ steps, tieredBy }: StoredRule): Basis[] {
  const of = steps.flatMap(({ reward }) => (reward.kind === 'fixed' ? [] : [reward.of]));
  return [...new Set(of.length > 0 ? of : tieredBy ? [tieredBy] : [])];
}

/** The one thing to ask for: what most rules wait for, where nothing can be said yet; or what decides of a part. */
function questionOf(parts: readonly Part[], unknown: Estimate['unknown']): Basis | 'industry' | undefined {
  if (parts.length > 0)
    return parts.some(({ provided }) => provided.some(waitsForIndustry)) ? 'industry' : undefined;
  const counts = new Map<Basis | 'industry', number>();
  for (const { needs } of unknown) counts.set(needs, (counts.get(needs) ?? 0) + weightOf(needs));
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** What a plan has before anything else is asked first. */
function weightOf(needs: Basis | 'industry'): number {
  return needs === 'fixedInvestment' ? 10 : 1;
}
