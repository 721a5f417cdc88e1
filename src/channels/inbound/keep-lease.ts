import { describeError } from '../../errors.ts';
import type { Lease } from '../../store/conversation-store.ts';
import type { PathParts } from './path-parts.ts';

/** A lease that is kept until the work under it ends. */
export interface KeptLease {
  /** Aborted when it is known to be lost: what is made under it is another's work by now. */
  readonly lost: AbortSignal;
  /** Keeps it no longer. */
  end(): void;
}

/** Keeps the lease of a message or part. That it cannot be kept for a moment, because the store is away, is no loss. */
export function keepLease(
  lease: Lease,
  { store, clock, log, settings }: Pick<PathParts, 'store' | 'clock' | 'log' | 'settings'>,
): KeptLease {
  const { leaseMs } = settings;
  const lost = new AbortController();
  const timer = setInterval(async () => {
    try {
      if (await store.renew(lease, clock().getTime() + leaseMs)) return;
      lost.abort(new Error('Another process has taken the work over.'));
      clearInterval(timer);
    } catch (error) {
      log.warn({ err: error, of: lease.id }, describeError(error));
    }
  }, leaseMs / 3);
  return { lost: lost.signal, end: () => clearInterval(timer) };
}
