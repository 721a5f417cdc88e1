import { AppError } from '../errors.ts';

/** The error of dense vectors that do not belong into one index. Dimensions; 0 for no dense vectors. */
export function otherDimension(given: number, present: number): AppError {
  const name = (dimension: number) =>
    dimension === 0 ? 'no dense vectors' : `dense vectors of ${dimension} numbers`;
  return new AppError('conflict', `The index holds ${name(present)} and was given ${name(given)}.`, {
    next: 'The embedding model changed; run `luodi ingest --rebuild`.',
  });
}
