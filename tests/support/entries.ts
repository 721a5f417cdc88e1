import type { IndexEntry, SparseVector } from '../../src/vectors/passage-index.ts';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The n-th id: a UUID, ascending with n. */
export function entryId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A sparse vector from weights by term. */
export function sparse(weights: Record<number, number>): SparseVector {
  const terms = Object.keys(weights)
    .map(Number)
    .sort((left, right) => left - right);
  return {
    terms: Uint32Array.from(terms),
    weights: Float32Array.from(terms, (term) => weights[term]!),
  };
}

/** Terms spread as words are: few in most entries, most in few. */
export function randomSparse(random: () => number, length: number, vocabulary: number): SparseVector {
  const weights: Record<number, number> = {};
  for (let index = 0; index < length; index += 1) {
    const rank = Math.floor(vocabulary ** random());
    // Spread over all 32 bits, as hashes of terms are.
    weights[Math.imul(rank, 2654435761) >>> 0] = 0.2 + 2 * random();
  }
  return sparse(weights);
}

/** A vector of length 1. */
export function randomUnit(random: () => number, dimension: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** A public entry of document `a.md`, with what is given in place of that. */
export function makeEntry(n: number, given: Partial<IndexEntry> = {}): IndexEntry {
  return {
    id: entryId(n),
    document: 'a.md',
    version: 'v1',
    audience: 'public',
    sparse: sparse({}),
    ...given,
  };
}

export interface RandomEntriesOptions {
  random: () => number;
  count: number;
  terms: number;
  vocabulary: number;
  dimension?: number;
}

/** Entries of a hundred passages a document, numbered from `first` on. */
export function* randomEntries(options: RandomEntriesOptions): Iterable<IndexEntry> {
  const { random, count, terms, vocabulary, dimension } = options;
  for (let n = 0; n < count; n += 1) {
    yield makeEntry(n, {
      document: `d${Math.floor(n / 100)}.md`,
      audience: random() < 0.8 ? 'public' : 'staff',
      sparse: randomSparse(random, terms, vocabulary),
      ...(dimension && { dense: randomUnit(random, dimension) }),
    });
  }
}
