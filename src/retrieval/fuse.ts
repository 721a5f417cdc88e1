import type { Hit, IndexHits } from '../vectors/passage-index.ts';

/** A passage found by at least one signal, with each signal's own score. */
export interface Candidate {
  id: string;
  document: string;
  version: string;
  /** Best candidate of the sparse signal alone has 1; comparable within one search. */
  score: number;
  sparse: number;
  dense?: number;
}

/**
 * Weight of the dense signal. A weak embedding model at 0.3 costs half a point of recall where equal
 * rank fusion costs twenty (reference, 2.7); a strong one gains at the same weight.
 */
const DENSE_WEIGHT = 0.3;

/** Both lists as one, best first: sparse ÷ its best + weight × dense between its least and best. Ties by id. */
export function fuse(hits: IndexHits): Candidate[] {
  const candidates = new Map<string, Candidate>();
  const best = hits.sparse[0]?.score ?? 1;
  for (const hit of hits.sparse)
    candidates.set(hit.id, { ...place(hit), score: hit.score / best, sparse: hit.score });
  const { least, range } = rangeOf(hits.dense);
  for (const hit of hits.dense) {
    const candidate = candidates.get(hit.id) ?? { ...place(hit), score: 0, sparse: 0 };
    candidate.dense = hit.score;
    candidate.score += DENSE_WEIGHT * ((hit.score - least) / range);
    candidates.set(hit.id, candidate);
  }
  return [...candidates.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function place({ id, document, version }: Hit) {
  return { id, document, version };
}

function rangeOf(hits: readonly Hit[]): { least: number; range: number } {
  if (hits.length === 0) return { least: 0, range: 1 };
  const scores = hits.map(({ score }) => score);
  const least = Math.min(...scores);
  return { least, range: Math.max(...scores) - least || 1 };
}
