import type { Audience, Day } from '../types.ts';

/**
 * The contract of an index of passages. Drivers lie beside this file: `embedded.ts`, `qdrant.ts`.
 * Both pass `tests/contracts/passage-index.ts` and rank alike, because the weights are computed
 * here (`language/terms.ts`) and results are fused on our side.
 */
export interface PassageIndex {
  readonly name: 'embedded' | 'qdrant';

  /** Adds entries or replaces those of the same id. Durable when the promise resolves. */
  put(entries: readonly IndexEntry[]): Promise<void>;

  /** Removes every entry of `document`, except those of `keepVersion` where one is given. */
  retire(document: string, keepVersion?: string): Promise<void>;

  /**
   * The best entries that pass the filter, by sparse dot product with inverse document frequency,
   * and, where the query has a dense vector, by cosine. Each list is sorted by score, ties by id.
   */
  search(query: IndexQuery): Promise<IndexHits>;

  /**
   * Inverse document frequency of each term over the whole index:
   * ln(1 + (N - n + 0.5) / (n + 0.5)), N entries, n of them holding the term (Robertson/Lucene form).
   */
  inverseFrequencies(terms: readonly number[]): Promise<Map<number, number>>;

  /** Number of entries. */
  count(): Promise<number>;

  close(): Promise<void>;
}

/** Weights by term: `terms[i]` is an unsigned 32-bit id, ascending and unique; `weights[i]` its weight. */
export interface SparseVector {
  terms: Uint32Array;
  weights: Float32Array;
}

export interface IndexEntry {
  /** Passage id, a UUID. */
  id: string;
  document: string;
  version: string;
  audience: Audience;
  /** Days between which the passage is evidence, inclusive; open where absent. */
  effectiveFrom?: Day;
  effectiveTo?: Day;
  sparse: SparseVector;
  /** Unit length. Either all entries of an index have one of the same dimension, or none has. */
  dense?: Float32Array;
}

export interface IndexFilter {
  audiences: readonly Audience[];
  /** Only entries in force on this day. */
  asOf?: Day;
}

export interface IndexQuery {
  sparse: SparseVector;
  dense?: Float32Array;
  filter: IndexFilter;
  limit: number;
}

export interface Hit {
  id: string;
  document: string;
  version: string;
  score: number;
}

export interface IndexHits {
  sparse: Hit[];
  dense: Hit[];
}
