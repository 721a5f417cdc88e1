import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../errors.ts';

/** Pauses before each further try, in milliseconds: about as long as a database takes to start again. */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000, 2_000, 2_000];

/**
 * Writes what has happened already: a store that is away for a moment must not make it happen twice.
 * @throws what `write` throws and trying again does not help, or not for so long
 */
export async function persistently<Result>(
  write: () => Promise<Result>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<Result> {
  const [pause, ...later] = pausesMs;
  try {
    return await write();
  } catch (error) {
    if (pause === undefined || !(error instanceof AppError) || !error.retryable) throw error;
    await wait(pause);
    return persistently(write, later);
  }
}
