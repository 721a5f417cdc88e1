import { type Rarity, readRarity } from '../src/retrieval/candidates/rarity.ts';
import { sparseQuery, type TermWeights, termsOfQuery } from '../src/retrieval/candidates/sparse-query.ts';
import type { QueryUnit } from '../src/retrieval/question/query.ts';
import { understand } from '../src/retrieval/question/understand.ts';
import { type FitSet, paragraphOf, rankOfRight } from './fit-ranking-sets.ts';
import { asQuestion } from './library.ts';

/** Enough for ten paragraphs, as several passages may be of one. */
const LIMIT = 40;
const AUDIENCES = ['public'] as const;
const FILTER = { audiences: AUDIENCES, asOf: asQuestion('').asOf };

/** A question understood, which is searched by the words of the index alone. */
interface Asked {
  units: readonly QueryUnit[];
  rarity: Rarity;
  relevant: ReadonlySet<number>;
}

/** What gives the rank of each question's right paragraph (`rankOfRight`) under weights of terms. */
export async function openTermRanks({
  questions,
  library: { index },
}: FitSet): Promise<(weights: TermWeights) => Promise<number[]>> {
  const all: Asked[] = [];
  for (const { text, relevant } of questions) {
    const query = understand(asQuestion(text));
    const rarity = await readRarity(index, termsOfQuery(query), AUDIENCES);
    all.push({ units: query.units, rarity, relevant });
  }
  return async (weights) => {
    const ranks: number[] = [];
    for (const { units, rarity, relevant } of all) {
      const sparse = sparseQuery(units, rarity, weights);
      const hits = await index.search({ sparse, filter: FILTER, limit: LIMIT });
      const found = hits.sparse.map(({ document, score }) => ({ paragraph: paragraphOf(document), score }));
      ranks.push(rankOfRight(found, relevant));
    }
    return ranks;
  };
}
