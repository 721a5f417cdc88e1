import { toSparse } from '../language/terms.ts';
import type { SparseVector } from '../vectors/passage-index.ts';
import type { Query, QueryUnit } from './query.ts';
import type { Rarity } from './rarity.ts';

/** A pair counts half as much as a character beside it, and the more the rarer it is (bench/fit-ranking.ts). */
const PAIR = 0.5;
/** Beside the inverse document frequency that the index multiplies in: pairs count with its power of 1.5. */
const PAIR_RARITY_EXPONENT = 0.5;
/** Another wording beside one that the documents know. */
const OTHER_WORDING = 0.5;

/**
 * What the index is asked for: every wording of every unit; a wording of several terms shares its weight
 * among them.
 */
export function sparseQuery(units: readonly QueryUnit[], rarity: Rarity): SparseVector {
  const weights = new Map<number, number>();
  for (const { alternatives, emphasis, field } of units) {
    const isKnown = alternatives[0]?.terms.every(rarity.knows) ?? false;
    for (const [at, { terms, factor }] of alternatives.entries()) {
      const share = (emphasis * factor * (at > 0 && isKnown ? OTHER_WORDING : 1)) / Math.sqrt(terms.length);
      for (const term of terms) {
        const weight = share * (field === 'bigram' ? PAIR * rarity.of(term) ** PAIR_RARITY_EXPONENT : 1);
        weights.set(term, Math.max(weights.get(term) ?? 0, weight));
      }
    }
  }
  return toSparse(weights);
}

/** Ids of every term that a question is searched by or judged by. */
export function termsOfQuery({ units, terms }: Query): number[] {
  const ofUnits = units.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms));
  return [...ofUnits, ...terms.flatMap(({ wordings }) => wordings.flat())];
}
