import type { Reranker } from '../../models/model.ts';
import type { Query } from '../question/query.ts';
import { byScore, type Ranked } from './rank.ts';

/** Passages that the endpoint is asked about. */
const ASKED = 20;
/** Weight of its score, scaled to 0 to 1 among those asked about: as much as the best by words. */
const WEIGHT = 1;

/**
 * The ranking with a rerank endpoint's opinion of its best passages; as it was where none is configured or it
 * fails, with the failure.
 */
export async function rerank(
  ranked: Ranked[],
  query: Query,
  model: Reranker | undefined,
): Promise<{ ranked: Ranked[]; failure?: unknown }> {
  if (!model || ranked.length === 0) return { ranked };
  const asked = ranked.slice(0, ASKED);
  try {
    const scores = await model.rerank(
      query.text,
      asked.map(({ passage }) => passage.text),
    );
    const least = Math.min(...scores);
    const range = Math.max(...scores) - least || 1;
    const judged = asked.map((entry, at) => ({
      ...entry,
      score: entry.score + WEIGHT * ((scores[at]! - least) / range),
      signals: { ...entry.signals, reranked: scores[at]! },
    }));
    return { ranked: [...judged.sort(byScore), ...ranked.slice(ASKED)] };
  } catch (failure) {
    return { ranked, failure };
  }
}
