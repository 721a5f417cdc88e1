import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../../channel-types.ts';
import type { AccountKey, ConversationStore } from '../../store/conversation-store.ts';

/** Lets calls to accounts through, each at its moment, as all processes have agreed on. */
export interface Turnstile {
  /**
   * Waits for the moment at which the account may be called, `gapMs` after the last call of any process.
   * @returns `false` where it is not there yet when `signal` is aborted
   */
  pass(account: AccountKey, gapMs: number, signal: AbortSignal): Promise<boolean>;
  /** Lets nothing through before `until`, as the channel asked. */
  pause(account: AccountKey, until: Instant): Promise<void>;
}

/**
 * One call after the other asks the store for its moment, when the one before it has passed: a pause that begins
 * meanwhile holds for all that wait, and no moments are set aside for calls that are not made.
 */
export function createTurnstile(
  store: Pick<ConversationStore, 'reserveSlot' | 'pauseAccount'>,
  clock: () => Date,
): Turnstile {
  const queues = new Map<string, Promise<unknown>>();
  const pauses = new Map<string, Instant>();
  const now = () => clock().getTime();
  const nameOf = ({ channel, account }: AccountKey) => `${channel} ${account}`;
  const isPaused = (account: AccountKey) => (pauses.get(nameOf(account)) ?? 0) > now();

  const reach = async (account: AccountKey, gapMs: number, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      const at = await store.reserveSlot(account, { now: now(), gapMs });
      if (!(await sleep(at - now(), signal))) return false;
      if (!isPaused(account)) return true;
    }
  };

  return {
    pass(account, gapMs, signal) {
      const before = queues.get(nameOf(account)) ?? Promise.resolve();
      const passed = before.then(() => reach(account, gapMs, signal));
      queues.set(
        nameOf(account),
        passed.catch(() => {}),
      );
      return passed;
    },
    async pause(account, until) {
      pauses.set(nameOf(account), Math.max(until, pauses.get(nameOf(account)) ?? 0));
      await store.pauseAccount(account, until);
    },
  };
}

async function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  if (ms <= 0) return true;
  try {
    await wait(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
