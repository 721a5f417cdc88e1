import { AppError } from '../errors.ts';
import type { Audience } from '../types.ts';

/** Every audience there is. */
export const AUDIENCES: readonly Audience[] = ['public', 'staff'];

/**
 * The audiences of a call, each once.
 *
 * @throws AppError `bad-input` where there is none or an unknown one: a caller who forgot to say who asks
 * must not be given everything.
 */
export function distinctAudiences(given: readonly Audience[] | undefined): Audience[] {
  const distinct = [...new Set(given)];
  if (distinct.length > 0 && distinct.every((audience) => AUDIENCES.includes(audience))) return distinct;
  throw new AppError('bad-input', 'The index was not told whose passages to look at.', {
    next: `Name at least one audience: ${AUDIENCES.join(', ')}.`,
  });
}
