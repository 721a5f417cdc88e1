import { z } from 'zod';
import { AppError, describeError } from '../../errors.ts';
import type { ChannelFinding } from '../channel.ts';
import { createTelegramApi, type TelegramApi } from './api.ts';
import { askWhoWeAre } from './set-up.ts';
import type { TelegramSettings } from './settings.ts';
import type { Me } from './update-schema.ts';

const BOT = 'Telegram bot';
const UPDATES = 'Telegram updates';
/** An error that is older has been got over. */
const RECENT_MS = 3600_000;

/** Of core.telegram.org/bots/api#webhookinfo. */
const WEBHOOK = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});
type Webhook = z.infer<typeof WEBHOOK>;

/** What `doctor` says of the bot; never throws, and never names the token. */
export async function examineTelegram(
  settings: TelegramSettings,
  deps: { fetch: typeof fetch; clock: () => Date },
): Promise<ChannelFinding[]> {
  const api = createTelegramApi(settings);
  try {
    return [...botFindings(await askWhoWeAre(api)), await updates(api, settings, deps.clock())];
  } catch (error) {
    return [broken(BOT, error)];
  }
}

function botFindings(me: Me): ChannelFinding[] {
  const inline: ChannelFinding = me.supports_inline_queries
    ? { what: 'Telegram inline search', state: 'ok', found: `on: @${me.username} and words, in any chat` }
    : {
        what: 'Telegram inline search',
        state: 'off',
        found: 'off',
        next: 'To let people quote documents in any chat, send /setinline to @BotFather.',
      };
  const groups = me.can_read_all_group_messages
    ? 'privacy mode off: every message of a group is received; only mentions, replies and commands are answered'
    : 'privacy mode on: in groups, commands and replies are received, and mentions mostly';
  return [
    { what: BOT, state: 'ok', found: `@${me.username} (${me.first_name})` },
    { what: 'Telegram groups', state: 'ok', found: groups },
    inline,
  ];
}

async function updates(api: TelegramApi, { webhook }: TelegramSettings, now: Date): Promise<ChannelFinding> {
  try {
    const present = WEBHOOK.parse(await api.call('getWebhookInfo', {}));
    return webhook ? pushed(present, webhook.url, now) : asked(present);
  } catch (error) {
    return broken(UPDATES, error);
  }
}

function asked({ url, pending_update_count: waiting }: Webhook): ChannelFinding {
  if (url === '') return { what: UPDATES, state: 'ok', found: `asked for by Luodi; ${waiting} waiting` };
  return {
    what: UPDATES,
    state: 'broken',
    found: `a webhook is set: ${url}; ${waiting} waiting`,
    next: 'It is removed when Luodi starts. If it comes back, another program uses this bot: stop it.',
  };
}

function pushed(present: Webhook, wanted: string, now: Date): ChannelFinding {
  const { url, pending_update_count: waiting, last_error_date: at, last_error_message: problem } = present;
  if (url !== wanted) {
    const found = url ? `the webhook leads to ${url}, and not to ${wanted}` : 'no webhook is set';
    return { what: UPDATES, state: 'broken', found, next: 'Start Luodi: it sets TELEGRAM_WEBHOOK_URL.' };
  }
  const age = at === undefined ? Number.POSITIVE_INFINITY : now.getTime() - at * 1000;
  const found = `pushed to ${url}; ${waiting} waiting`;
  if (age > RECENT_MS) return { what: UPDATES, state: 'ok', found };
  return {
    what: UPDATES,
    state: 'broken',
    found: `${found}; last error ${new Date(at! * 1000).toISOString()}: ${problem ?? 'not told'}`,
    next: nextFor(problem ?? ''),
  };
}

/** By what Telegram says of its last call. */
const STEPS: readonly [RegExp, string][] = [
  [/401/, 'The secret differs: restart Luodi, so that TELEGRAM_WEBHOOK_SECRET is set anew.'],
  [/404|405/, 'The address must end in /channels/telegram and be passed on to Luodi.'],
  [/50[234]/, 'Luodi is not running, or cannot keep messages: see its log and `luodi doctor`.'],
  [/ssl|certificate/i, 'Telegram does not trust the certificate: serve the whole chain.'],
  [
    /timed out|refused|unreachable|resolve/i,
    'The address must be reachable from the internet at port 443, 80, 88 or 8443.',
  ],
];

function nextFor(problem: string): string {
  const [, step] = STEPS.find(([pattern]) => pattern.test(problem)) ?? [];
  return step ?? 'See the log of Luodi and of the proxy before it.';
}

function broken(what: string, error: unknown): ChannelFinding {
  const next = (error instanceof AppError && error.next) || 'Check TELEGRAM_API_ROOT and the network.';
  return {
    what,
    state: 'broken',
    found: error instanceof Error ? error.message : describeError(error),
    next,
  };
}
