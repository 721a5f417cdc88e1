import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * One score for each of `count` texts, in their order, from a list sorted by score.
 *
 * @param field name of an item's score
 * @throws AppError `misconfigured` where there is no list, `refused` where it does not give each text one
 * finite score.
 */
export function readScores(
  items: unknown,
  { count, field, endpoint }: { count: number; field: string; endpoint: Endpoint },
): number[] {
  const { host, variables } = endpoint;
  if (!Array.isArray(items)) {
    const next = `Check ${variables.url}, and whether the endpoint wants ${variables.model}: with it the request has Cohere's form, without it Text Embeddings Inference's.`;
    throw new AppError('misconfigured', `${host} answered without scores.`, { next });
  }
  const scores = new Map<number, number>();
  for (const item of items) {
    const { index, [field]: score } = (item ?? {}) as Record<string, unknown>;
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count)
      throw unusable(endpoint, `a score for a text that it was not sent (${count} were)`);
    if (typeof score !== 'number' || !Number.isFinite(score))
      throw unusable(endpoint, 'a score that is not a finite number');
    if (scores.has(index)) throw unusable(endpoint, 'two scores for one text');
    scores.set(index, score);
  }
  if (scores.size !== count) throw unusable(endpoint, `scores for ${scores.size} of ${count} texts`);
  return Array.from({ length: count }, (_, index) => scores.get(index)!);
}

function unusable({ host, variables }: Endpoint, what: string): AppError {
  return new AppError('refused', `The rerank endpoint ${host} sent ${what}.`, {
    next: `Check that ${variables.url} leads to a rerank endpoint, or unset it.`,
  });
}
