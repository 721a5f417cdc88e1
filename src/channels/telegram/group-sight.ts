import type { Conversation, StoredMessage } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import { TelegramFailure } from './failure.ts';
import { createLiveText } from './live-text.ts';
import { at, replyParameters } from './send.ts';
import { readPlace } from './settings.ts';
import { messageKey } from './stops.ts';
import { TELEGRAM_TEXTS } from './strings.ts';
import { STOP_DATA } from './update.ts';
import { SENT } from './update-schema.ts';
import type { Sight, WatchOptions } from './watch.ts';

interface GroupSightFor {
  conversation: Conversation;
  message: StoredMessage;
  stopping: AbortController;
}

/**
 * A message with a button to stop, edited as the answer grows; the reply takes its place. Which message it is stands
 * on disk, so that after a restart the same one is taken up.
 */
export function createGroupSight(
  { conversation, message, stopping }: GroupSightFor,
  { api, bot, moves, store, stops, timing, log }: WatchOptions,
): Sight {
  const { place } = conversation;
  const { thread, chat: chatBefore } = readPlace(place);
  const cursor = `telegram:${bot}:shown:${place}`;
  const { stop } = TELEGRAM_TEXTS[conversation.language];
  const reply_markup = { inline_keyboard: [[{ text: stop, callback_data: STOP_DATA }]] };
  let shown: { chat: number; id: number } | undefined;

  async function begin(chat: number, text: string): Promise<number> {
    const [of, id] = ((await store.readCursor(cursor)) ?? '').split(' ');
    if (of === message.id && id) return Number(id);
    const { messageId } = message.inbound.reference ?? {};
    const sent = await api.call('sendMessage', {
      ...at({ chat, ...(thread !== undefined && { thread }) }),
      text,
      reply_markup,
      link_preview_options: { is_disabled: true },
      ...(typeof messageId === 'number' && { reply_parameters: replyParameters(messageId) }),
    });
    const { message_id } = SENT.parse(sent);
    await store.writeCursor(cursor, `${message.id} ${message_id}`);
    return message_id;
  }

  async function push(text: string): Promise<boolean> {
    try {
      if (shown) {
        const { chat, id } = shown;
        await api.call('editMessageText', { chat_id: chat, message_id: id, text, reply_markup });
        return true;
      }
      const chat = await moves.current(chatBefore);
      shown = { chat, id: await begin(chat, text) };
      const asker = message.inbound.sender;
      stops.add(messageKey(chat, shown.id), { asker, stop: () => stopping.abort() });
      return true;
    } catch (error) {
      if (error instanceof TelegramFailure && error.says(/message is not modified/i)) return true;
      log.info({ channel: 'telegram', message: message.id }, describeError(error));
      return false;
    }
  }

  const live = createLiveText({ push, everyMs: timing.editEveryMs });
  return {
    show: live.show,
    async end() {
      await live.end();
      if (!shown) return undefined;
      stops.remove(messageKey(shown.chat, shown.id));
      return { messageId: shown.id };
    },
  };
}
