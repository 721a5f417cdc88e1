import type { Alternative, QueryUnit } from '../question/query.ts';
import type { Rarity } from './rarity.ts';

/** How the units of a question weigh against each other. */
export interface CoverageWeights {
  /** Share of a question's weight that pairs have; single characters have the rest. */
  pairShare: number;
  /** The power of a term's rarity. */
  rarityExponent: number;
}

/** Rare terms say more than BM25's logarithm gives them (bench/fit-ranking.ts). */
export const COVERAGE_WEIGHTS: CoverageWeights = { pairShare: 0.6, rarityExponent: 1.5 };

/** A unit of a question weighed by how rare it is in the documents; the weights of all units sum to 1. */
export interface WeighedUnit extends QueryUnit {
  weight: number;
}

/** Weighs units by the rarity of their best known wording. */
export function weighUnits(
  units: readonly QueryUnit[],
  rarity: Rarity,
  { pairShare, rarityExponent }: CoverageWeights = COVERAGE_WEIGHTS,
): WeighedUnit[] {
  const shares = { bigram: pairShare, unigram: 1 - pairShare };
  const massOf = (term: number) => rarity.of(term) ** rarityExponent;
  const weighed = units.map((unit) => ({ ...unit, weight: unit.emphasis * rarityOf(unit, rarity, massOf) }));
  const totals = { bigram: 0, unigram: 0 };
  for (const unit of weighed) totals[unit.field] += unit.weight;
  const only = totals.bigram === 0 || totals.unigram === 0;
  for (const unit of weighed) unit.weight *= (only ? 1 : shares[unit.field]) / (totals[unit.field] || 1);
  return weighed;
}

function rarityOf(unit: QueryUnit, rarity: Rarity, massOf: (term: number) => number): number {
  const known = unit.alternatives.filter(({ terms }) => terms.length > 0 && terms.every(rarity.knows));
  const candidates = known.length > 0 ? known : unit.alternatives.slice(0, 1);
  return Math.max(0, ...candidates.map(({ terms, factor }) => factor * mass(terms, massOf)));
}

// A name of eight characters is one thing, not seven: its pairs count with the root of their number.
function mass(terms: readonly number[], massOf: (term: number) => number): number {
  const sum = terms.reduce((total, term) => total + massOf(term), 0);
  return sum / Math.sqrt(Math.max(terms.length, 1));
}

/** Share, 0 to 1, to which a set of terms holds a unit, by its best wording. */
export function held(unit: QueryUnit, terms: ReadonlySet<number>): number {
  return unit.alternatives.reduce((best, alternative) => Math.max(best, share(alternative, terms)), 0);
}

// Half of a wording is much less than half of its meaning, hence the square.
function share({ terms, factor }: Alternative, text: ReadonlySet<number>): number {
  if (terms.length === 0) return 0;
  let found = 0;
  for (const term of terms) if (text.has(term)) found++;
  return factor * (found / terms.length) ** 2;
}

/** Share, 0 to 1, of a question's weight that a text holds, by itself or with what stands around it. */
export function coverage(
  units: readonly WeighedUnit[],
  terms: ReadonlySet<number>,
  around?: ReadonlySet<number>,
): number {
  return units.reduce((sum, unit) => {
    const own = held(unit, terms);
    return sum + unit.weight * (around && own < 1 ? Math.max(own, held(unit, around)) : own);
  }, 0);
}
