import type { StoredMessage } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';

/** Those who wait for a message to be settled, by this process or by another. */
export interface Waiters {
  /** The message once it is settled or failed; `undefined` where it is not within `withinMs`, or never was. */
  wait(message: string, withinMs: number): Promise<StoredMessage | undefined>;
  /** Looks again now, because something became of the message. */
  look(message: string): void;
  /** Lets all go. */
  close(): void;
}

/** @param options.pollMs how often a message that another process answers is looked at */
export function createWaiters({
  store,
  pollMs,
}: {
  store: Pick<ConversationStore, 'message'>;
  pollMs: number;
}): Waiters {
  const looks = new Map<string, Set<() => void>>();
  let isClosed = false;

  const nextLook = (message: string, ms: number) =>
    new Promise<void>((resolve) => {
      const waiting = looks.get(message) ?? new Set();
      looks.set(message, waiting);
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        if (waiting.size === 0) looks.delete(message);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });

  return {
    async wait(message, withinMs) {
      const until = performance.now() + withinMs;
      for (;;) {
        const look = nextLook(message, Math.max(0, Math.min(pollMs, until - performance.now())));
        const found = await store.message(message);
        if (!found || found.state === 'settled' || found.state === 'failed') {
          for (const done of looks.get(message) ?? []) done();
          return found;
        }
        if (isClosed || performance.now() >= until) return undefined;
        await look;
      }
    },
    look(message) {
      for (const done of looks.get(message) ?? []) done();
    },
    close() {
      isClosed = true;
      for (const waiting of looks.values()) for (const done of waiting) done();
    },
  };
}
