import type { PassageIndex } from '../vectors/passage-index.ts';

/** How rare terms are in the documents of an index. */
export interface Rarity {
  /** Inverse document frequency of a term. */
  of(term: number): number;
  /** Whether any passage holds the term. */
  knows(term: number): boolean;
  /** Share of the passages that hold the term, 0 to 1. */
  share(term: number): number;
  /** What a term that no passage holds gets. */
  unknown: number;
}

// Id 0 is the code of no character and the hash of no word: its frequency is that of an unknown term.
const NO_TERM = 0;
// An index on a server computes in 32-bit floats.
const TOLERANCE = 1e-4;

/** Reads the rarity of `terms` from the index. */
export async function readRarity(index: PassageIndex, terms: Iterable<number>): Promise<Rarity> {
  const frequencies = await index.inverseFrequencies([...new Set([NO_TERM, ...terms])]);
  const unknown = frequencies.get(NO_TERM)!;
  return {
    of: (term) => frequencies.get(term) ?? unknown,
    knows: (term) => (frequencies.get(term) ?? unknown) < unknown - TOLERANCE,
    // The formula of the index solved for n ÷ N, the halves aside.
    share: (term) => Math.exp(-(frequencies.get(term) ?? unknown)),
    unknown,
  };
}
