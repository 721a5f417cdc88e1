import { createRandom } from './fill.ts';

/** What was found for one question: paragraph numbers, best first, and those that answer it. */
export interface Ranking {
  ranked: readonly number[];
  relevant: ReadonlySet<number>;
}

/** Means over questions, from 0 to 1. */
export interface RankingMeasures {
  /** Share of questions with a paragraph that answers them among the first one, five, ten. */
  recall1: number;
  recall5: number;
  recall10: number;
  /** Mean of 1 / rank of the first that answers, 0 beyond the tenth. */
  mrr10: number;
  /** Normalised discounted cumulative gain of the first ten, gain 1 for each that answers. */
  ndcg10: number;
}

const DEPTH = 10;

/** The measures of Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8. */
export function measureRankings(rankings: readonly Ranking[]): RankingMeasures {
  const meanOf = (measure: (ranking: Ranking) => number) => mean(rankings.map(measure));
  return {
    recall1: meanOf((ranking) => Number(rankOf(ranking) <= 1)),
    recall5: meanOf((ranking) => Number(rankOf(ranking) <= 5)),
    recall10: meanOf((ranking) => Number(rankOf(ranking) <= DEPTH)),
    mrr10: meanOf((ranking) => (rankOf(ranking) <= DEPTH ? 1 / rankOf(ranking) : 0)),
    ndcg10: meanOf(gainOf),
  };
}

/** From 1; infinite where none of those found answers. */
export function rankOf({ ranked, relevant }: Ranking): number {
  const at = ranked.findIndex((number) => relevant.has(number));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function gainOf({ ranked, relevant }: Ranking): number {
  const discount = (at: number) => 1 / Math.log2(at + 2);
  let gained = 0;
  for (const [at, number] of ranked.slice(0, DEPTH).entries())
    if (relevant.has(number)) gained += discount(at);
  let ideal = 0;
  for (let at = 0; at < Math.min(relevant.size, DEPTH); at += 1) ideal += discount(at);
  return ideal === 0 ? 0 : gained / ideal;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const RESAMPLES = 2000;

/**
 * The 95% confidence interval of the mean, by the percentile bootstrap (Efron): 2,000 resamples, the same for
 * the same number of values, so that two sets of values on the same questions are compared in pairs by giving
 * their differences.
 */
export function bootstrapInterval(values: readonly number[]): [low: number, high: number] {
  const random = createRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn += 1)
      sum += values[Math.floor(random() * values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return [means[Math.ceil(0.025 * RESAMPLES) - 1]!, means[Math.ceil(0.975 * RESAMPLES) - 1]!];
}
