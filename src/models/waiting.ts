import { setTimeout as elapse } from 'node:timers/promises';

/** Waits; `signal` ends the wait at once with its reason. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

/**
 * Waits `ms` milliseconds by the system's timer.
 *
 * @throws the reason of `signal`, as soon as it is aborted.
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await elapse(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** One request under way: whoever gives it up says why, and everything that waits for it gets that. */
export interface Attempt {
  readonly signal: AbortSignal;
  giveUp(reason: unknown): void;
  /** Frees what the attempt holds, its connection too. */
  end(): void;
}

/** Begins an attempt that is also given up when `signal` is aborted, with its reason. */
export function beginAttempt(signal?: AbortSignal): Attempt {
  const controller = new AbortController();
  const leave = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  return {
    signal: controller.signal,
    giveUp: (reason) => controller.abort(reason),
    end() {
      signal?.removeEventListener('abort', leave);
      controller.abort();
    },
  };
}

/**
 * Gives what `work` gives, unless `signal` is aborted first, so that a callee which does not heed the
 * signal cannot hold anybody up.
 *
 * @throws the reason of `signal`, as soon as it is aborted.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
