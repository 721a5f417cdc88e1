import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '../../errors.ts';
import type { Channel } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { createTelegramApi, type TelegramApi } from './api.ts';
import { createMoves } from './moved.ts';
import { pauseAfter, poll } from './poll.ts';
import { receive } from './receive.ts';
import { renderTelegram } from './render.ts';
import { sendTelegram } from './send.ts';
import { askWhoWeAre, chooseTransport, introduceBot } from './set-up.ts';
import { botIdOf, TELEGRAM_TIMING, type TelegramSettings, type TelegramTiming } from './settings.ts';
import { createStops } from './stops.ts';
import type { Me } from './update-schema.ts';
import { createWatcher } from './watch.ts';
import { createWebhook } from './webhook.ts';

/** 30 messages a second in all, one a second in a chat, 20 a minute in a group (core.telegram.org/bots/faq). */
const GAPS_MS = { account: 40, private: 1000, group: 3000 };

/**
 * A Telegram bot for the public. It asks for its updates, or has them pushed to `/channels/telegram`.
 * @param timing other than `TELEGRAM_TIMING`
 */
export function createTelegramChannel(
  settings: TelegramSettings,
  deps: ChannelDeps,
  timing: Partial<TelegramTiming> = {},
): Channel {
  const { links, port, store, log } = deps;
  const bot = botIdOf(settings);
  const api = createTelegramApi(settings);
  const moves = createMoves(bot, store);
  const stops = createStops();
  const times = { ...TELEGRAM_TIMING, ...timing };
  const take = (update: unknown, me: Me) => receive(update, me, { api, moves, stops, deps });
  return {
    name: 'telegram',
    audience: 'public',
    limits: {
      accountGapMs: GAPS_MS.account,
      conversationGapMs: ({ isGroup }) => (isGroup ? GAPS_MS.group : GAPS_MS.private),
    },
    render: (reply, to) => renderTelegram(reply, to, { links }),
    send: (part, to) => sendTelegram(part, to, { api, moves, port, log }),
    watch: createWatcher({ api, bot, moves, store, stops, timing: times, log }),
    ...createReceiving({ settings, api, times, deps, take }),
  };
}

interface ReceivingOptions {
  settings: TelegramSettings;
  api: TelegramApi;
  times: TelegramTiming;
  deps: ChannelDeps;
  take: (update: unknown, me: Me) => Promise<void>;
}

/** Sets the bot up until it is done, and then asks for updates, or waits for them. */
function createReceiving(options: ReceivingOptions): Pick<Channel, 'start' | 'stop' | 'handle'> {
  const { settings, api, times, deps, take } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let me: Me | undefined;
  let polling: Promise<void> | undefined;

  async function begin(): Promise<Me> {
    me ??= await askWhoWeAre(api);
    await chooseTransport(api, settings);
    return me;
  }

  async function run(first: Promise<Me>): Promise<void> {
    const known = await persistently(first, begin, { times, deps, signal });
    if (!known || signal.aborted) return;
    deps.log.info({ channel: 'telegram', bot: known.username }, 'The bot receives.');
    void introduceBot(api, deps);
    if (settings.webhook) return;
    const updates = { api, timing: times, log: deps.log, signal };
    polling = poll({ ...updates, take: (update) => take(update, known) });
  }

  return {
    async start() {
      const first = begin();
      void run(first);
      await first.catch(() => undefined);
    },
    async stop() {
      stopping.abort();
      await polling;
    },
    ...(settings.webhook && {
      handle: createWebhook({
        secret: settings.webhook.secret,
        log: deps.log,
        async take(update) {
          me ??= await askWhoWeAre(api);
          await take(update, me);
        },
      }),
    }),
  };
}

/** Tries until it is done or stopped, with longer pauses. */
async function persistently<Result>(
  first: Promise<Result>,
  again: () => Promise<Result>,
  {
    times,
    deps: { log },
    signal,
  }: { times: TelegramTiming; deps: Pick<ChannelDeps, 'log'>; signal: AbortSignal },
): Promise<Result | undefined> {
  let trying = first;
  for (let failures = 1; ; failures += 1) {
    try {
      return await trying;
    } catch (error) {
      if (signal.aborted) return undefined;
      log.error({ channel: 'telegram', failures }, describeError(error));
      await wait(pauseAfter(error, failures, times), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
      trying = again();
    }
  }
}
