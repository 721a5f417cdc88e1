import type { Inbound } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure } from './failure.ts';
import { answerInline } from './inline.ts';
import type { Moves } from './moved.ts';
import { placeText } from './settings.ts';
import { draftKey, messageKey, type Stops } from './stops.ts';
import { TELEGRAM_TEXTS } from './strings.ts';
import { readUpdate } from './update.ts';
import { type Me, UPDATE } from './update-schema.ts';

export interface ReceiveOptions {
  api: TelegramApi;
  moves: Moves;
  stops: Stops;
  deps: ChannelDeps;
}

/**
 * Takes one update. When it resolves, what was said is on disk, and Telegram may be told so.
 * @throws what the store throws: the update is to be delivered again
 */
export async function receive(update: unknown, me: Me, options: ReceiveOptions): Promise<void> {
  const { deps, moves, stops } = options;
  const checked = UPDATE.safeParse(update);
  if (!checked.success) {
    // It would not be understood when it comes again either.
    deps.log.warn({ channel: 'telegram', problem: checked.error.issues[0] }, 'An update cannot be read.');
    return;
  }
  const read = readUpdate(checked.data, { me, now: deps.clock().getTime() });
  switch (read.kind) {
    case 'inbound':
      await deps.intake.accept(read.inbound);
      return;
    case 'tap':
      return receiveTap(read, options);
    case 'stop':
      stops.stop(draftKey(placeText(read.place), read.draft));
      return;
    case 'stop-tap': {
      const texts = TELEGRAM_TEXTS[read.language];
      const isTheirs = stops.stop(messageKey(read.chat, read.message), String(read.sender));
      const text = isTheirs === undefined ? undefined : isTheirs ? texts.stopping : texts.notYours;
      void answerTap(read.callback, options, text);
      return;
    }
    case 'inline':
      void answerInline(read.query, options);
      return;
    case 'moved':
      return moves.note(read.from, read.to);
    case 'nothing':
      return;
  }
}

/** The button stops turning as soon as it is kept what was tapped. */
async function receiveTap(
  { callback, inbound }: { callback: string; inbound: Inbound | undefined },
  options: ReceiveOptions,
): Promise<void> {
  const accepted = inbound && (await options.deps.intake.accept(inbound));
  if (accepted?.isNew !== false) void answerTap(callback, options);
}

/** Not waited for: what fails is a button that turns for a while. */
async function answerTap(
  callback_query_id: string,
  { api, deps }: ReceiveOptions,
  text?: string,
): Promise<void> {
  try {
    await api.call('answerCallbackQuery', { callback_query_id, ...(text && { text }) });
  } catch (error) {
    if (error instanceof TelegramFailure && error.says(/query is too old/i)) return;
    deps.log.info({ channel: 'telegram' }, describeError(error));
  }
}
