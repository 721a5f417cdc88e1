import type { CorpusQuestion } from '../corpora.ts';
import { percentile } from '../measure.ts';
import {
  bootstrapInterval,
  mean,
  measureRankings,
  type Ranking,
  type RankingMeasures,
  rankOf,
} from '../ranking-measures.ts';
import type { Search } from './peer.ts';

/** An engine that is ready to search, under the name it has in the table. */
export interface Engine {
  name: string;
  setting: string;
  indexMs: number;
  search: Search;
}

/** What an engine did with all questions; times in milliseconds. */
export interface Result extends RankingMeasures {
  name: string;
  setting: string;
  indexMs: number;
  p50Ms: number;
  p95Ms: number;
}

/** An engine beside the first: how many times as long it takes, and what the first finds more. */
export interface Compared extends Result {
  indexRatio: number;
  p50Ratio: number;
  /** Recall@1 of the first less this one's, from -1 to 1, with its 95% interval over the same questions. */
  lead1: number;
  lead1Interval: [low: number, high: number];
}

/**
 * Asks every engine every question, one after the other, beginning with another engine at each question, so that
 * whatever else the machine does meets all of them alike; compares all with the first.
 */
export async function race(
  engines: readonly Engine[],
  questions: readonly CorpusQuestion[],
): Promise<Compared[]> {
  const runs = engines.map((engine) => ({ engine, rankings: [] as Ranking[], ms: [] as number[] }));
  for (const [at, { text, relevant }] of questions.entries()) {
    for (let turn = 0; turn < runs.length; turn += 1) {
      const { engine, rankings, ms } = runs[(at + turn) % runs.length]!;
      const startedAt = performance.now();
      const ranked = await engine.search(text);
      ms.push(performance.now() - startedAt);
      rankings.push({ ranked, relevant });
    }
  }
  const results = runs.map(({ engine, rankings, ms }) => ({ ...summary(engine, rankings, ms), rankings }));
  return results.map(({ rankings, ...result }) => {
    const first = results[0]!;
    const leads = rankings.map((ranking, at) => isRight(first.rankings[at]!) - isRight(ranking));
    return {
      ...result,
      indexRatio: result.indexMs / first.indexMs,
      p50Ratio: result.p50Ms / first.p50Ms,
      lead1: mean(leads),
      lead1Interval: bootstrapInterval(leads),
    };
  });
}

function summary(
  { name, setting, indexMs }: Engine,
  rankings: readonly Ranking[],
  ms: readonly number[],
): Result {
  const times = { p50Ms: percentile(ms, 0.5), p95Ms: percentile(ms, 0.95) };
  return { name, setting, indexMs, ...times, ...measureRankings(rankings) };
}

function isRight(ranking: Ranking): number {
  return Number(rankOf(ranking) === 1);
}
