import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { describeError } from '../../errors.ts';
import type { ChannelLog } from '../channel.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure } from './failure.ts';
import type { TelegramTiming } from './settings.ts';
import { ALLOWED_UPDATES } from './update-schema.ts';

/** What is relied on before an update is confirmed; the rest is for whoever takes it. */
const BATCH = z.array(z.looseObject({ update_id: z.number().int() }));
const BATCH_LIMIT = 100;
/** A call is given up so long after Telegram should have ended it. */
const GRACE_MS = 15_000;
const LONGEST_RETRY_MS = 60_000;

export interface PollOptions {
  api: TelegramApi;
  take(update: { update_id: number }): Promise<void>;
  timing: Pick<TelegramTiming, 'pollMs' | 'retryMs'>;
  log: ChannelLog;
  signal: AbortSignal;
}

/**
 * Asks for updates until `signal` is aborted. Telegram is told that it may forget them, by the next call's offset, only
 * after every one of a batch was taken; what cannot be taken is asked for again.
 */
export async function poll({ api, take, timing, log, signal }: PollOptions): Promise<void> {
  let offset: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await nextBatch(api, { offset, timing, signal });
      for (const update of updates) await take(update);
      const last = updates.at(-1);
      if (last) offset = Math.max(...updates.map(({ update_id }) => update_id)) + 1;
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      log.error({ channel: 'telegram', failures }, describeError(error));
      await wait(pauseAfter(error, failures, timing), undefined, { signal }).catch(() => undefined);
    }
  }
}

async function nextBatch(
  api: TelegramApi,
  { offset, timing, signal }: { offset: number | undefined } & Pick<PollOptions, 'timing' | 'signal'>,
): Promise<z.infer<typeof BATCH>> {
  const { pollMs } = timing;
  const asked = {
    ...(offset !== undefined && { offset }),
    timeout: Math.round(pollMs / 1000),
    limit: BATCH_LIMIT,
    allowed_updates: ALLOWED_UPDATES,
  };
  return BATCH.parse(await api.call('getUpdates', asked, { signal, withinMs: pollMs + GRACE_MS }));
}

export function pauseAfter(
  error: unknown,
  failures: number,
  { retryMs }: Pick<TelegramTiming, 'retryMs'>,
): number {
  const asked = error instanceof TelegramFailure ? error.retryAfterMs : undefined;
  return asked ?? Math.min(LONGEST_RETRY_MS, retryMs * 2 ** Math.min(failures - 1, 10));
}
