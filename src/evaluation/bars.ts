import type { Score } from './score.ts';

/** What a score has to reach: least shares (0 to 1), and the most answers with a loose figure. */
export interface Bars {
  minRight?: number;
  minCited?: number;
  minDeclined?: number;
  maxUntraced?: number;
}

/** Each bar that a score missed, one sentence with the option that set it. Nothing to measure is a miss. */
export function missedBars(score: Score, bars: Bars): string[] {
  const shares = [
    missedShare('Right', '--min-right', bars.minRight, score.right, score.total),
    missedShare('Evidence cited', '--min-cited', bars.minCited, score.evidence.cited, score.evidence.total),
    missedShare(
      'Unanswerable declined',
      '--min-declined',
      bars.minDeclined,
      score.unanswerable.declined,
      score.unanswerable.total,
    ),
  ];
  const { maxUntraced } = bars;
  const loose =
    maxUntraced !== undefined && score.untraced > maxUntraced
      ? [`Answers with a loose figure: ${score.untraced}, more than ${maxUntraced} (--max-untraced).`]
      : [];
  return [...shares.filter((line) => line !== undefined), ...loose];
}

function missedShare(
  what: string,
  option: string,
  bar: number | undefined,
  count: number,
  total: number,
): string | undefined {
  if (bar === undefined) return undefined;
  if (total === 0) return `${what}: no question measures it (${option}).`;
  if (count / total >= bar) return undefined;
  return `${what}: ${count} of ${total} (${percent(count / total)}), less than ${percent(bar)} (${option}).`;
}

/** A share in per cent with one digit, cut and not rounded: 949 of 1,000 must not read as 95%. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10}%`;
}
