import type { Gold, Score } from '../evaluation.ts';

/** The totals of a score, one line each: what is counted, and the count. */
export function totals(score: Score): [string, string][] {
  const { evidence } = score;
  return [
    ['right', `${score.right} of ${score.total}`],
    ['evidence cited, of answered', `${evidence.cited} of ${evidence.total}`],
    ['answers with a figure no quote holds', `${score.untraced} of ${score.answered}`],
    ['failed', String(score.failed)],
    [
      'characters of a fact or number (median)',
      score.factCharacters === undefined ? '-' : String(score.factCharacters),
    ],
    ['time (median, 95th percentile)', `${Math.round(score.p50)} ms, ${Math.round(score.p95)} ms`],
  ];
}

/** What gold wants, in one line. */
export function expected(gold: Gold): string {
  const groups = gold.must.map((group) => group.join(' / '));
  return [gold.outcome, ...(groups.length > 0 ? [`with ${groups.join(', ')}`] : [])].join(' ');
}
