/** A Telegram bot, as `config-channels.ts` gives it; without `webhook`, it is asked for its updates. */
export interface TelegramSettings {
  token: string;
  apiRoot?: string;
  webhook?: { url: string; secret: string };
}

/** How fast an answer is shown and updates are asked for, in milliseconds. */
export interface TelegramTiming {
  /** Between two drafts in a private chat: no number is published, and more than one a second is refused at times. */
  draftEveryMs: number;
  /** A draft vanishes 30 s after its last update (core.telegram.org/bots/api#sendmessagedraft). */
  draftKeepMs: number;
  /** Between two edits in a group, which takes 20 messages a minute (core.telegram.org/bots/faq). */
  editEveryMs: number;
  /** A typing sign vanishes after 5 s (core.telegram.org/bots/api#sendchataction). */
  typingEveryMs: number;
  /** How long Telegram holds a call for updates when there are none: at most 50 s. */
  pollMs: number;
  /** The first wait after updates could not be had; it doubles up to a minute. */
  retryMs: number;
}

export const TELEGRAM_TIMING: TelegramTiming = {
  draftEveryMs: 900,
  draftKeepMs: 20_000,
  editEveryMs: 3_000,
  typingEveryMs: 4_000,
  pollMs: 30_000,
  retryMs: 1_000,
};

/** The number before the colon of a token is the bot's own id. */
export function botIdOf({ token }: Pick<TelegramSettings, 'token'>): string {
  return token.split(':', 1)[0]!;
}

/** Chat and topic as one place: `-100123:7`. */
export interface Place {
  chat: number;
  thread?: number;
}

export function placeText({ chat, thread }: Place): string {
  return thread === undefined ? String(chat) : `${chat}:${thread}`;
}

export function readPlace(place: string): Place {
  const [chat, thread] = place.split(':').map(Number);
  return { chat: chat!, ...(thread !== undefined && { thread }) };
}
