import type { Inbound, InboundContent } from '../../channel-types.ts';
import type { Language } from '../../types.ts';
import { readContent } from './content.ts';
import { type Place, placeText } from './settings.ts';
import type {
  Me,
  TelegramCallback,
  TelegramInlineQuery,
  TelegramMessage,
  TelegramUpdate,
  TelegramUser,
} from './update-schema.ts';

/** What an update is for us. */
export type Read =
  | { kind: 'inbound'; inbound: Inbound }
  | { kind: 'tap'; callback: string; inbound: Inbound | undefined }
  | { kind: 'stop'; place: Place; draft: number }
  /** The stop button below a message that is being written. */
  | { kind: 'stop-tap'; callback: string; chat: number; message: number; sender: number; language: Language }
  | { kind: 'inline'; query: TelegramInlineQuery }
  | { kind: 'moved'; from: number; to: number }
  | { kind: 'nothing' };

export interface Reading {
  me: Me;
  now: number;
}

/** Data of the button that stops an answer; tokens of replies are longer. */
export const STOP_DATA = 'stop';

const NOTHING: Read = { kind: 'nothing' };

/** Reads an update, of the kinds in `ALLOWED_UPDATES`. */
export function readUpdate(update: TelegramUpdate, reading: Reading): Read {
  const { message, callback_query, my_chat_member, inline_query, stopped_message_generation } = update;
  if (message) return readMessage(message, update.update_id, reading);
  if (callback_query) return readCallback(callback_query, update.update_id, reading);
  if (my_chat_member) return readMembership(my_chat_member, update.update_id, reading);
  if (inline_query) return { kind: 'inline', query: inline_query };
  if (!stopped_message_generation) return NOTHING;
  const { chat, message_thread_id, draft_id } = stopped_message_generation;
  return { kind: 'stop', place: placeOf(chat.id, message_thread_id), draft: draft_id };
}

function readMessage(message: TelegramMessage, updateId: number, { me }: Reading): Read {
  const { chat, migrate_to_chat_id: movedTo } = message;
  if (movedTo !== undefined) return { kind: 'moved', from: chat.id, to: movedTo };
  // What was sent by way of our own inline results is no question; a channel's posts are nobody's.
  if (chat.type === 'channel' || message.is_automatic_forward || message.via_bot?.id === me.id)
    return NOTHING;
  if (message.from?.is_bot && !message.sender_chat) return NOTHING;
  const content = readContent(message, me);
  if (!content) return NOTHING;
  const { media_group_id: album } = message;
  const isTopic = message.is_topic_message === true;
  return {
    kind: 'inbound',
    inbound: {
      ...inboundOf(content, { updateId, me, chat, thread: isTopic ? message.message_thread_id : undefined }),
      // The pictures of an album come one by one, and are one thing that somebody sent.
      ...(album && { key: `album:${chat.id}:${album}` }),
      // An anonymous administrator writes in the name of the group.
      sender: String(message.sender_chat?.id ?? message.from?.id ?? chat.id),
      sentAt: message.date * 1000,
      ...languageOf(message.from),
      reference: { messageId: message.message_id },
    },
  };
}

function readCallback(callback: TelegramCallback, updateId: number, { me, now }: Reading): Read {
  const { id, data, from, message } = callback;
  if (!message || data === undefined) return { kind: 'tap', callback: id, inbound: undefined };
  const { chat, message_id: messageId } = message;
  if (data === STOP_DATA) {
    const language = languageOf(from).language ?? 'zh-Hans';
    return { kind: 'stop-tap', callback: id, chat: chat.id, message: messageId, sender: from.id, language };
  }
  const thread = message.is_topic_message ? message.message_thread_id : undefined;
  const inbound: Inbound = {
    ...inboundOf({ kind: 'tap', token: data }, { updateId, me, chat, thread }),
    sender: String(from.id),
    sentAt: now,
    ...languageOf(from),
    reference: { messageId },
  };
  return { kind: 'tap', callback: id, inbound };
}

const ABSENT = ['left', 'kicked'];

/** Of ourselves: in a private chat, `kicked` is to be blocked, and whoever unblocks us sends `/start` with it. */
function readMembership(
  {
    chat,
    from,
    date,
    old_chat_member: before,
    new_chat_member: after,
  }: NonNullable<TelegramUpdate['my_chat_member']>,
  updateId: number,
  { me }: Reading,
): Read {
  if (chat.type === 'channel') return NOTHING;
  const isGone =
    ABSENT.includes(after.status) || (after.status === 'restricted' && after.is_member === false);
  const hasCome = !isGone && ABSENT.includes(before.status) && chat.type !== 'private';
  if (!isGone && !hasCome) return NOTHING;
  return {
    kind: 'inbound',
    inbound: {
      ...inboundOf({ kind: isGone ? 'departure' : 'arrival' }, { updateId, me, chat }),
      sender: String(from.id),
      sentAt: date * 1000,
      ...languageOf(from),
    },
  };
}

function inboundOf(
  content: InboundContent,
  {
    updateId,
    me,
    chat,
    thread,
  }: { updateId: number; me: Me; chat: TelegramMessage['chat']; thread?: number },
): Omit<Inbound, 'sender' | 'sentAt'> {
  return {
    channel: 'telegram',
    account: String(me.id),
    key: String(updateId),
    place: placeText(placeOf(chat.id, thread)),
    rank: updateId,
    content,
    ...(chat.type !== 'private' && { isGroup: true }),
  };
}

function placeOf(chat: number, thread: number | undefined): Place {
  return { chat, ...(thread !== undefined && { thread }) };
}

/** `language_code` is a tag of the app, such as `zh-hans`; whoever has another language reads English sooner. */
export function languageOf(user: Pick<TelegramUser, 'language_code'> | undefined): { language?: Language } {
  const code = user?.language_code?.toLowerCase();
  if (!code) return {};
  if (!code.startsWith('zh')) return { language: 'en' };
  return { language: /hant|tw|hk|mo/.test(code) ? 'zh-Hant' : 'zh-Hans' };
}
