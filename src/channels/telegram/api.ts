import { Telegram, TelegramError } from 'telegraf';
import { failureOf } from './failure.ts';
import type { TelegramSettings } from './settings.ts';

/** The Bot API, one call at a time. */
export interface TelegramApi {
  /**
   * Calls a method, also one newer than telegraf's types; the result is for the caller to check.
   * @throws TelegramFailure
   */
  call(method: string, payload: object, options?: CallOptions): Promise<unknown>;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** How long it may take, in milliseconds. */
  withinMs?: number;
}

/** Less than the inbound path gives one sending. */
const CALL_MS = 25_000;

/** What leaves a message, and is counted; signs of typing and drafts are refused for reasons of their own. */
const SENDS = /^send(?!ChatAction$|MessageDraft$)/;

/** telegraf as a client of the Bot API: it sends and throws, and everything else is ours. */
export function createTelegramApi({ token, apiRoot }: TelegramSettings): TelegramApi {
  const client = new Telegram(token, {
    webhookReply: false,
    // An address without its last slash loses its last segment.
    ...(apiRoot && { apiRoot: `${apiRoot.replace(/\/*$/, '')}/` }),
  });
  const callApi = client.callApi.bind(client) as unknown as (
    method: string,
    payload: object,
    options: { signal: AbortSignal },
  ) => Promise<unknown>;
  let refusedInARow = 0;
  return {
    async call(method, payload, { signal, withinMs = CALL_MS } = {}) {
      const tooLong = AbortSignal.timeout(withinMs);
      const ended = signal ? AbortSignal.any([signal, tooLong]) : tooLong;
      try {
        const result = await callApi(method, payload, { signal: ended });
        if (SENDS.test(method)) refusedInARow = 0;
        return result;
      } catch (error) {
        const isTooMany = SENDS.test(method) && error instanceof TelegramError && error.code === 429;
        if (isTooMany) refusedInARow += 1;
        throw failureOf(error, { method, token, isAccountWide: isTooMany && refusedInARow > 1 });
      }
    },
  };
}
