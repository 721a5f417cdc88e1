import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';

/** What the caller can put right is 2, what only the world can is 1. */
export const EXIT_BAD_CALL = 2;
export const EXIT_FAILED = 1;

/** The exit code of a process that ends with this error. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AppError)) return EXIT_FAILED;
  const calledRight =
    error.code === 'unreachable' || error.code === 'refused' || error instanceof NothingToAnswerFrom;
  return calledRight ? EXIT_FAILED : EXIT_BAD_CALL;
}

/** There is no document at all. The call was right, so the process ends with 1 and not with 2. */
export class NothingToAnswerFrom extends AppError {
  constructor(config: Config) {
    super('unreadable', `There is nothing to answer from in ${config.packs.join(', ')}.`, {
      next: 'Put documents there or name another folder with --pack; `luodi ingest` says what happened to each file.',
    });
  }
}
