import type { Audience } from '../../types.ts';
import type { PassageIndex } from '../../vectors/passage-index.ts';

/** How rare terms are in the documents of an index that an asker may see. */
export interface Rarity {
  /** Inverse document frequency of a term. */
  of(term: number): number;
  /** Whether any passage holds the term. */
  knows(term: number): boolean;
  /** Share of the passages that hold the term, 0 to 1. */
  share(term: number): number;
}

// Id 0 is the code of no character and the hash of no word: its frequency is that of an unknown term.
const NO_TERM = 0;
// An index on a server computes in 32-bit floats.
const TOLERANCE = 1e-4;

/**
 * Passages of other texts that every index is taken to hold besides its own, each term in one of them. In a
 * handful of passages, whether a term stands in one or in none says more of their number than of the term.
 */
const BACKGROUND = 20;

/** Reads from the index how rare `terms` are in the documents of `audiences`. */
export async function readRarity(
  index: PassageIndex,
  terms: Iterable<number>,
  audiences: readonly Audience[],
): Promise<Rarity> {
  const frequencies = await index.inverseFrequencies([...new Set([NO_TERM, ...terms])], audiences);
  const ofUnknown = frequencies.get(NO_TERM)!;
  const passages = (Math.exp(ofUnknown) - 1) / 2 - 0.5;
  // The index's formula solved for the number of passages that hold the term.
  const holding = (term: number) => {
    const odds = Math.exp(frequencies.get(term) ?? ofUnknown) - 1;
    return Math.max(0, (passages + 0.5 - 0.5 * odds) / (1 + odds));
  };
  const rarity = (held: number) => {
    const n = held + 1;
    return Math.log(1 + (passages + BACKGROUND - n + 0.5) / (n + 0.5));
  };
  return {
    of: (term) => rarity(holding(term)),
    knows: (term) => (frequencies.get(term) ?? ofUnknown) < ofUnknown - TOLERANCE,
    share: (term) => holding(term) / Math.max(passages, 1),
  };
}
