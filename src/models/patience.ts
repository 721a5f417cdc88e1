import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointError } from './endpoint-errors.ts';
import { beginAttempt, pause, unlessAborted, type Wait } from './waiting.ts';

/** How long a request may take and how often it is tried again; times in milliseconds. */
export interface Patience {
  requestMs: number;
  retries: number;
  /** Wait before the first retry, doubled for each after it, and up to as much again at random. */
  backoffMs: number;
  /** The longest wait an endpoint may ask for that is still waited out. */
  maxRetryAfterMs: number;
}

/** What time is taken from, so that nobody waits for it in a test. */
export interface Clockwork {
  /** Milliseconds since the epoch. */
  now?: () => number;
  wait?: Wait;
  /** From 0 to 1, for the waits between retries. */
  random?: () => number;
}

/**
 * Sends a request, and again where another try may succeed. `send` gets a signal that ends with the try.
 *
 * @throws AppError the last failure; the reason of `signal` as soon as it is aborted.
 */
export async function askPatiently<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { endpoint, patience, signal, clockwork }: Asking,
): Promise<T> {
  const { wait = pause, random = Math.random } = clockwork;
  for (let retry = 0; ; retry += 1) {
    try {
      return await askOnce(send, { endpoint, patience, signal, clockwork });
    } catch (error) {
      signal?.throwIfAborted();
      if (retry === patience.retries) throw error;
      const backoffMs = patience.backoffMs * 2 ** retry * (1 + random());
      await wait(delayBeforeRetry(error, { ...patience, backoffMs }), signal);
    }
  }
}

interface Asking {
  endpoint: Endpoint;
  patience: Patience;
  signal?: AbortSignal;
  clockwork: Clockwork;
}

async function askOnce<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { endpoint, patience, signal, clockwork: { now = Date.now } }: Asking,
): Promise<T> {
  const attempt = beginAttempt(signal);
  const timer = setTimeout(() => attempt.giveUp(tooSlow(endpoint, patience.requestMs)), patience.requestMs);
  try {
    return await unlessAborted(send(attempt.signal), attempt.signal);
  } catch (error) {
    throw attempt.signal.aborted ? attempt.signal.reason : endpointError(error, endpoint, now());
  } finally {
    clearTimeout(timer);
    attempt.end();
  }
}

/** Milliseconds to wait before trying again. @throws the failure itself where trying again is of no use. */
export function delayBeforeRetry(
  failure: unknown,
  limits: Pick<Patience, 'backoffMs' | 'maxRetryAfterMs'>,
): number {
  if (!(failure instanceof AppError && failure.retryable)) throw failure;
  const delay = failure.retryAfterMs ?? limits.backoffMs;
  if (delay > Math.max(limits.maxRetryAfterMs, limits.backoffMs)) throw failure;
  return delay;
}

function tooSlow({ purpose, host }: Endpoint, ms: number): AppError {
  return new AppError('unreachable', `The ${purpose} endpoint ${host} took more than ${ms / 1000} s.`, {
    next: 'Try again later; if it goes on, use a smaller batch or another endpoint.',
    retryable: true,
  });
}
