import { setTimeout as wait } from 'node:timers/promises';
import type { Inbound, Instant, StoredMessage } from '../../channel-types.ts';
import { AppError } from '../../errors.ts';

/** A message that a call brought, with when the call came and whether WeChat still waits for its response. */
export interface Call {
  inbound: Inbound;
  arrivedAt: Instant;
  signal: AbortSignal;
}

/** What a call is answered with. */
export interface Answered {
  message: StoredMessage;
  /** The text of the response; absent where there is none, and the call is only accepted. */
  text?: string;
}

/** Answers a call. @throws AppError where the message could not be kept */
export type Responder = (call: Call) => Promise<Answered>;

/** What is left of a time that a call may take from its arrival. */
export function left(call: Call, withinMs: number, clock: () => Date): number {
  return Math.max(0, call.arrivedAt + withinMs - clock().getTime());
}

/** Keeps a call open, until WeChat gives it up or the time is over. */
export async function hold(call: Call, ms: number): Promise<void> {
  await wait(ms, undefined, { signal: call.signal }).catch(() => undefined);
}

/** What was promised, unless it takes too long. @throws AppError `unreachable` where it does */
export async function within<Result>(ms: number, promised: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const late = wait(ms, undefined, { signal: over.signal }).then(() => {
    throw new AppError('unreachable', `A message of WeChat could not be kept within ${ms} ms.`, {
      next: 'Look at the disk, or the database, that keeps conversations.',
      retryable: true,
    });
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
    promised.catch(() => undefined);
  }
}
