import type { Audience } from '../types.ts';
import { inverseFrequency } from './inverse-frequency.ts';
import type { SparseVector } from './passage-index.ts';
import { termsOf } from './qdrant-collection.ts';
import { type Point, type Search, weightOf } from './qdrant-points.ts';

const TERMS_PER_REQUEST = 100;

/** The calls to the server that counting needs. */
export interface Counting {
  query(searches: Search[]): Promise<Point[][]>;
  /** Number of entries of an audience. */
  count(audience: Audience): Promise<number>;
}

/** How many entries an audience has, and how many of them hold a term. */
interface TermCounts {
  entries: number;
  holding: ReadonlyMap<number, number>;
}

/** See the contract. */
export async function readInverseFrequencies(
  terms: readonly number[],
  audiences: readonly Audience[],
  server: Counting,
): Promise<Map<number, number>> {
  if (terms.length === 0) return new Map();
  return frequenciesOf(terms, await Promise.all(audiences.map((each) => readCounts(terms, each, server))));
}

/**
 * What to ask for in the terms of each audience, so that all scores together are as if the frequencies
 * were those of all these audiences: the server multiplies by those of one. For one audience nothing is
 * read, for several their counts are. Terms that an audience does not hold are left out.
 */
export async function weightsByAudience(
  sparse: SparseVector,
  audiences: readonly Audience[],
  server: Counting,
): Promise<Map<Audience, SparseVector>> {
  if (audiences.length === 1 || sparse.terms.length === 0) {
    return new Map(audiences.map((audience) => [audience, sparse]));
  }
  const terms = Array.from(sparse.terms);
  const counts = await Promise.all(audiences.map((audience) => readCounts(terms, audience, server)));
  const frequencies = frequenciesOf(terms, counts);
  return new Map(
    audiences.map((audience, at) => {
      const { entries, holding } = counts[at]!;
      const factorOf = (term: number) =>
        frequencies.get(term)! / inverseFrequency(entries, holding.get(term) ?? 0);
      const kept = [...sparse.terms.entries()].filter(([, term]) => holding.has(term));
      return [
        audience,
        {
          terms: Uint32Array.from(kept, ([, term]) => term),
          weights: Float32Array.from(kept, ([index, term]) => sparse.weights[index]! * factorOf(term)),
        },
      ];
    }),
  );
}

function frequenciesOf(terms: readonly number[], counts: readonly TermCounts[]): Map<number, number> {
  const sum = (of: (count: TermCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  const entries = sum((count) => count.entries);
  return new Map(
    terms.map((term) => [
      term,
      inverseFrequency(
        entries,
        sum(({ holding }) => holding.get(term) ?? 0),
      ),
    ]),
  );
}

/**
 * Reads from the scores what the server counts: an entry that holds the only term asked for scores its
 * weight times that term's inverse document frequency.
 */
async function readCounts(
  terms: readonly number[],
  audience: Audience,
  server: Counting,
): Promise<TermCounts> {
  const counting = server.count(audience);
  const frequencies = new Map<number, number>();
  for (let start = 0; start < terms.length; start += TERMS_PER_REQUEST) {
    const slice = terms.slice(start, start + TERMS_PER_REQUEST);
    const using = termsOf(audience);
    const searches = slice.map((term): Search => {
      return { using, query: { indices: [term], values: [1] }, limit: 1, with_vector: [using] };
    });
    for (const [at, points] of (await server.query(searches)).entries()) {
      const term = slice[at]!;
      if (points[0]) frequencies.set(term, points[0].score / weightOf(points[0], audience, term));
    }
  }
  const entries = await counting;
  const holding = new Map<number, number>();
  for (const [term, frequency] of frequencies) {
    // The formula solved for n, which is at least 1 because an entry was found.
    const odds = Math.exp(frequency) - 1;
    const solved = Math.round((entries + 0.5 - 0.5 * odds) / (1 + odds));
    holding.set(term, Math.min(Math.max(solved, 1), entries));
  }
  return { entries, holding };
}
