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

/** How often it is looked for pauses that other processes were asked for, where an account has no pace, in milliseconds. */
const LOOK_MS = 250;

/**
 * Where an account has a pace, one call after the other asks the store for its moment, when the one before it has passed: a pause that begins
 * meanwhile holds for all that wait, and no moments are set aside for calls that are not made.
 */
export function createTurnstile(
  store: Pick<ConversationStore, 'reserveSlot' | 'pauseAccount'>,
  clock: () => Date,
): Turnstile {
  const queues = new Map<string, Promise<unknown>>();
  const looks = new Map<string, { at: Instant; moment: Promise<Instant> }>();
  const pauses = new Map<string, Instant>();
  const now = () => clock().getTime();
  const nameOf = ({ channel, account }: AccountKey) => `${channel} ${account}`;
  const isPaused = (account: AccountKey) => (pauses.get(nameOf(account)) ?? 0) > now();

  const momentOf = (account: AccountKey, gapMs: number): Promise<Instant> => {
    const name = nameOf(account);
    const known = looks.get(name);
    if (gapMs === 0 && known && now() - known.at < LOOK_MS) return known.moment;
    const moment = store.reserveSlot(account, { now: now(), gapMs });
    if (gapMs === 0) looks.set(name, { at: now(), moment });
    return moment;
  };

  const reach = async (account: AccountKey, gapMs: number, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      const at = Math.max(await momentOf(account, gapMs), pauses.get(nameOf(account)) ?? 0);
      if (!(await sleep(at - now(), signal))) return false;
      if (!isPaused(account)) return true;
    }
  };

  return {
    pass(account, gapMs, signal) {
      if (gapMs === 0) return reach(account, gapMs, signal);
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
