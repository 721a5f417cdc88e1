import type { Audience, Day } from '../types.ts';

/**
 * The contract of an index of passages. Drivers lie beside this file: `embedded.ts`, `qdrant.ts`.
 * Both pass `tests/contracts/passage-index.ts` and rank alike, because the weights are computed
 * here (`language/terms.ts`) and results are fused on our side.
 */
export interface PassageIndex extends EntryWriter {
  readonly name: 'embedded' | 'qdrant';

  /**
   * The best entries that pass the filter, by sparse dot product with inverse document frequency,
   * and, where the query has a dense vector, by cosine. Each list is sorted by score, ties by id. The
   * frequencies are those of the filter's audiences, whatever its day and documents.
   *
   * @throws AppError `bad-input` for a filter that names no audience or no day, `conflict` where the index
   * gives back what the filter forbids: no answer is better than one from what the asker may not see.
   */
  search(query: IndexQuery): Promise<IndexHits>;

  /**
   * Inverse document frequency of each term among the entries of the audiences:
   * ln(1 + (N - n + 0.5) / (n + 0.5)), N entries, n of them holding the term (Robertson/Lucene form).
   * Entries of other audiences change nothing: whether a staff document uses a word cannot be seen in what
   * the public is told.
   *
   * @throws AppError `bad-input` where no audience is named.
   */
  inverseFrequencies(terms: readonly number[], audiences: readonly Audience[]): Promise<Map<number, number>>;

  /** What an index on a server can do beside answering; absent where the store's own file holds the entries. */
  readonly upkeep?: IndexUpkeep;

  close(): Promise<void>;
}

/** How entries are written and counted. */
export interface EntryWriter {
  /** Adds entries or replaces those of the same id. Durable when the promise resolves. */
  put(entries: readonly IndexEntry[]): Promise<void>;

  /** Removes every entry of `document`, except those of `keepVersion` where one is given. */
  retire(document: string, keepVersion?: string): Promise<void>;

  /**
   * Says anew on which days the entries of `document` are evidence, without touching their vectors. Durable
   * when the promise resolves; on the embedded index all of them change at once.
   */
  setDays(document: string, days: DaysInForce): Promise<void>;

  /** Number of entries. */
  count(): Promise<number>;

  /** How many entries each document and each version has, which tells whether they are those that the store serves. */
  census(): Promise<Census>;
}

/** Numbers of entries, by document and by version. */
export interface Census {
  documents: ReadonlyMap<string, number>;
  versions: ReadonlyMap<string, number>;
}

/** What is done with an index as a whole, by who keeps it. */
export interface IndexUpkeep {
  /** Begins to fill an index anew, while the one there is goes on answering. */
  rebuild(): Promise<Rebuilding>;

  /** How the index is kept. */
  condition(): Promise<IndexCondition>;

  /** Makes a copy of all entries, on the server, that the server can go back to. */
  snapshot(): Promise<IndexSnapshot>;
}

/** An index in the making. */
export interface Rebuilding {
  /** Empty to begin with; nothing of it is found before it is complete. */
  entries: EntryWriter;
  /** Puts it in the place of the one that answers, from one moment to the next, and drops that one. */
  complete(): Promise<void>;
  /** Drops it. */
  abandon(): Promise<void>;
}

export interface IndexCondition {
  /** What differs from how it is configured, and what lies about. */
  remarks: IndexRemark[];
  /** The last snapshot of the entries that answer now. */
  snapshot?: IndexSnapshot;
}

/** A sentence about an index, and one on what to do about it. */
export interface IndexRemark {
  found: string;
  next: string;
}

/** A copy of an index that lies on its server. */
export interface IndexSnapshot {
  /** What it is a copy of, as the server calls it. */
  collection: string;
  name: string;
  /** ISO 8601, UTC. */
  createdAt?: string;
}

/** Weights by term: `terms[i]` is an unsigned 32-bit id, ascending and unique; `weights[i]` its weight. */
export interface SparseVector {
  terms: Uint32Array;
  weights: Float32Array;
}

/** Days between which a passage is evidence, inclusive; open where absent. */
export interface DaysInForce {
  effectiveFrom?: Day;
  effectiveTo?: Day;
}

export interface IndexEntry extends DaysInForce {
  /** Passage id, a UUID. */
  id: string;
  document: string;
  version: string;
  audience: Audience;
  sparse: SparseVector;
  /** Unit length. Either all entries of an index have one of the same dimension, or none has. */
  dense?: Float32Array;
}

export interface IndexFilter {
  /** Never empty: no audience is an error, not all of them. */
  audiences: readonly Audience[];
  /** Only entries of these documents. */
  documents?: readonly string[];
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
