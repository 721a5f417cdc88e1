import type { Schemas } from '@qdrant/js-client-rest';
import type { Audience } from '../types.ts';
import { dayNumber, toStoredDays } from './days.ts';
import type { Hit, IndexEntry, IndexFilter, SparseVector } from './passage-index.ts';
import { DENSE, type EntryPayload, termsOf } from './qdrant-collection.ts';

/** What a search gives back. */
export type Point = Schemas['ScoredPoint'];
/** One search of a batch. */
export type Search = Schemas['QueryRequest'] & { limit: number };

/** What of a point's payload a search asks for. */
export const HIT_PAYLOAD = ['document', 'version', 'audience'] as const satisfies (keyof EntryPayload)[];

/** An entry as it is sent. */
export function toPoint(entry: IndexEntry): Schemas['PointStruct'] {
  const { document, version, audience } = entry;
  const payload: EntryPayload = { document, version, audience, ...toStoredDays(entry) };
  const vector = {
    [termsOf(audience)]: toSparse(entry.sparse),
    ...(entry.dense && { [DENSE]: Array.from(entry.dense) }),
  };
  return { id: entry.id, vector, payload: { ...payload } };
}

/** Points of a request; a point with 250 terms and 1,024 numbers is some 30 KB of JSON. */
const POINTS_PER_REQUEST = 128;
/** Half of what the server takes as it comes (`service.max_request_size_mb`: 32). */
const REQUEST_BYTES = 16 * 1024 * 1024;
/** A 32-bit number written out as JSON does, at most: sign, 17 digits, point, exponent, comma. */
const WEIGHT_BYTES = 24;
const TERM_BYTES = 11;

/** Points as they are sent together; one that is larger than a request should be goes alone. */
export function batchesOf(points: readonly Schemas['PointStruct'][]): Schemas['PointStruct'][][] {
  const batches: Schemas['PointStruct'][][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const size = bytesOf(point);
    if (bytes + size > REQUEST_BYTES || batches.at(-1)!.length === POINTS_PER_REQUEST) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(point);
    bytes += size;
  }
  return batches;
}

/** At most how many bytes of JSON a point of ours takes: counting is quicker than writing it out. */
function bytesOf({ vector, payload }: Schemas['PointStruct']): number {
  const parts = Object.values(vector as Record<string, number[] | Schemas['SparseVector']>);
  const numbers = parts.reduce(
    (sum, part) =>
      sum +
      (Array.isArray(part) ? WEIGHT_BYTES * part.length : (WEIGHT_BYTES + TERM_BYTES) * part.indices.length),
    0,
  );
  return numbers + 3 * JSON.stringify(payload).length + 200;
}

/** Weights by term as they are sent. */
export function toSparse({ terms, weights }: SparseVector): Schemas['SparseVector'] {
  return { indices: Array.from(terms), values: Array.from(weights) };
}

/** The filter as a condition of the search. @throws AppError `bad-input` for what is not a day. */
export function toFilter({ audiences, documents, asOf }: IndexFilter): Schemas['Filter'] {
  const must: Schemas['Condition'][] = [{ key: 'audience', match: { any: [...audiences] } }];
  if (documents) must.push({ key: 'document', match: { any: [...documents] } });
  if (asOf !== undefined) {
    const day = dayNumber(asOf);
    must.push({ key: 'from', range: { lte: day } }, { key: 'to', range: { gte: day } });
  }
  return { must };
}

/** A hit from a point that came with `HIT_PAYLOAD`. */
export function toHit({ id, payload, score }: Point): Hit {
  const { document, version } = payload as unknown as EntryPayload;
  return { id: String(id), document, version, score };
}

/** Whether a point that came with `HIT_PAYLOAD` is one that the filter lets through on some day. */
export function isAllowed({ payload }: Point, { audiences, documents }: IndexFilter): boolean {
  const { audience, document } = (payload ?? {}) as Partial<EntryPayload>;
  return audiences.some((allowed) => allowed === audience) && (documents?.includes(document ?? '') ?? true);
}

/** The contract's order. */
export function byScoreThenId(left: Hit, right: Hit): number {
  return right.score - left.score || (left.id < right.id ? -1 : 1);
}

/** The weight of a term in a point that came with the terms of an audience. */
export function weightOf(point: Point, audience: Audience, term: number): number {
  const { indices, values } = (point.vector as Record<string, Schemas['SparseVector']>)[termsOf(audience)]!;
  return values[indices.indexOf(term)]!;
}
