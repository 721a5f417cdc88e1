import type { Schemas } from '@qdrant/js-client-rest';
import { dayNumber, OPEN_END, OPEN_START } from './days.ts';
import type { Hit, IndexEntry, IndexFilter, SparseVector } from './passage-index.ts';
import { DENSE, type EntryPayload, TERMS } from './qdrant-collection.ts';

/** What a search gives back. */
export type Point = Schemas['ScoredPoint'];
/** One search of a batch. */
export type Search = Schemas['QueryRequest'] & { limit: number };

/** An entry as it is sent. */
export function toPoint(entry: IndexEntry): Schemas['PointStruct'] {
  const payload: EntryPayload = {
    document: entry.document,
    version: entry.version,
    audience: entry.audience,
    from: entry.effectiveFrom === undefined ? OPEN_START : dayNumber(entry.effectiveFrom),
    to: entry.effectiveTo === undefined ? OPEN_END : dayNumber(entry.effectiveTo),
  };
  const vector = {
    [TERMS]: toSparse(entry.sparse),
    ...(entry.dense && { [DENSE]: Array.from(entry.dense) }),
  };
  return { id: entry.id, vector, payload: { ...payload } };
}

/** Weights by term as they are sent. */
export function toSparse({ terms, weights }: SparseVector): Schemas['SparseVector'] {
  return { indices: Array.from(terms), values: Array.from(weights) };
}

/** The filter as a condition of the search. @throws AppError `bad-input` for what is not a day. */
export function toFilter({ audiences, asOf }: IndexFilter): Schemas['Filter'] {
  const audience = { key: 'audience', match: { any: [...audiences] } };
  if (asOf === undefined) return { must: [audience] };
  const day = dayNumber(asOf);
  return { must: [audience, { key: 'from', range: { lte: day } }, { key: 'to', range: { gte: day } }] };
}

/** A hit from a point that came with its document and version. */
export function toHit({ id, payload, score }: Point): Hit {
  const { document, version } = payload as unknown as EntryPayload;
  return { id: String(id), document, version, score };
}

/** The contract's order. */
export function byScoreThenId(left: Hit, right: Hit): number {
  return right.score - left.score || (left.id < right.id ? -1 : 1);
}

/** The weight of a term in a point that came with its terms. */
export function weightOf(point: Point, term: number): number {
  const { indices, values } = (point.vector as Record<string, Schemas['SparseVector']>)[TERMS]!;
  return values[indices.indexOf(term)]!;
}
