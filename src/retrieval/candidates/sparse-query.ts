import { toSparse } from '../../language/terms.ts';
import type { SparseVector } from '../../vectors/passage-index.ts';
import type { Query, QueryUnit } from '../question/query.ts';
import type { Rarity } from './rarity.ts';

/** How much the terms of a question weigh beside a character of the asker's own wording. */
export interface TermWeights {
  /** A pair of neighbouring characters. */
  pair: number;
  /** The power of its rarity, beside the inverse document frequency that the index multiplies in. */
  pairRarityExponent: number;
  /** Another wording beside one that the documents know. */
  otherWording: number;
}

/** Pairs count half as much, and with the power of 1.5 of how rare they are (bench/fit-ranking.ts). */
export const TERM_WEIGHTS: TermWeights = { pair: 0.5, pairRarityExponent: 0.5, otherWording: 0.5 };

/**
 * What the index is asked for: every wording of every unit; a wording of several terms shares its weight
 * among them.
 */
export function sparseQuery(
  units: readonly QueryUnit[],
  rarity: Rarity,
  { pair, pairRarityExponent, otherWording }: TermWeights = TERM_WEIGHTS,
): SparseVector {
  const weights = new Map<number, number>();
  for (const { alternatives, emphasis, field } of units) {
    const isKnown = alternatives[0]?.terms.every(rarity.knows) ?? false;
    for (const [at, { terms, factor }] of alternatives.entries()) {
      const share = (emphasis * factor * (at > 0 && isKnown ? otherWording : 1)) / Math.sqrt(terms.length);
      for (const term of terms) {
        const weight = share * (field === 'bigram' ? pair * rarity.of(term) ** pairRarityExponent : 1);
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
