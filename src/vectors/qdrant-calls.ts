import { AppError } from '../errors.ts';

/** What the driver must know of a failed call, whichever class the client threw it as. */
interface Failure {
  /** `other` is a fault of ours. */
  kind: 'answer' | 'silence' | 'other';
  /** HTTP status of the answer. */
  status?: number;
  detail: string;
  retryAfterMs?: number;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

export interface CallOptions {
  /** How often the call is made at most. */
  attempts: number;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
  /** Where the server is, safe to show. */
  place: string;
}

/**
 * Makes a call that may be repeated without harm, again after 429, 5xx and where no answer came, with
 * doubling waits or as long as the server asks.
 *
 * @throws AppError `unreachable`, `refused` (key) or `conflict` (the collection is not as expected).
 */
export async function call<Result>(work: () => Promise<Result>, options: CallOptions): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      const failure = readFailure(error);
      if (failure.kind === 'other') throw error;
      if (!isRetryable(failure) || attempt >= options.attempts) {
        throw toAppError(failure, error, options.place);
      }
      const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
      await options.wait(Math.min(wait, LONGEST_WAIT_MS));
    }
  }
}

/** The HTTP status of an error of the client, where the server answered. */
export function statusOf(error: unknown): number | undefined {
  return readFailure(error).status;
}

function readFailure(error: unknown): Failure {
  const thrown = error as { name?: unknown; status?: unknown; retry_after?: unknown; data?: unknown };
  const detail = error instanceof Error ? error.message : String(error);
  // The client turns a 429 that names a time to wait, and only that, into an error without a status. Of the time
  // it reads the first character: never more than 9 seconds, and of a date it makes another error.
  if (typeof thrown.retry_after === 'number') {
    return { kind: 'answer', status: 429, detail, retryAfterMs: thrown.retry_after * 1000 };
  }
  if (detail.startsWith('Invalid retryAfter')) return { kind: 'answer', status: 429, detail: 'it is busy' };
  if (typeof thrown.status === 'number') {
    const said = (thrown.data as { status?: { error?: unknown } } | undefined)?.status?.error;
    return { kind: 'answer', status: thrown.status, detail: typeof said === 'string' ? said : detail };
  }
  if (thrown.name === 'QdrantClientTimeoutError') return { kind: 'silence', detail: 'it took too long' };
  // What `fetch` throws when there is no connection; the reason is in its cause.
  if (error instanceof TypeError && error.cause instanceof Error) {
    return { kind: 'silence', detail: error.cause.message || error.message };
  }
  return { kind: 'other', detail };
}

function isRetryable({ kind, status = 0 }: Failure): boolean {
  return kind === 'silence' || status === 429 || status >= 500;
}

function toAppError(failure: Failure, cause: unknown, place: string): AppError {
  const { status, detail } = failure;
  if (status === 401 || status === 403) {
    return new AppError('refused', `Qdrant at ${place} does not accept the key.`, {
      next: 'Check QDRANT_API_KEY.',
      cause,
    });
  }
  if (isRetryable(failure)) {
    return new AppError('unreachable', `Qdrant at ${place} cannot be reached: ${detail}.`, {
      next: 'Start Qdrant or unset QDRANT_URL to use the embedded index.',
      retryable: true,
      retryAfterMs: failure.retryAfterMs,
      cause,
    });
  }
  return new AppError('conflict', `Qdrant at ${place} answered ${status}: ${detail}`, {
    next: 'Check that QDRANT_URL is a Qdrant; if it is, run `luodi ingest --rebuild`.',
    cause,
  });
}
