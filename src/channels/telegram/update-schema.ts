import { z } from 'zod';

// What we rely on of core.telegram.org/bots/api#update; whatever else is there is ignored.

const user = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});

const chat = z.object({
  id: z.number(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
});

const entity = z.object({
  type: z.string(),
  /** In UTF-16 units, as strings of ours. */
  offset: z.number(),
  length: z.number(),
  user: user.optional(),
});

const point = z.object({ latitude: z.number(), longitude: z.number() });

const present = z.unknown().optional();

const message = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  is_automatic_forward: z.boolean().optional(),
  from: user.optional(),
  sender_chat: chat.optional(),
  via_bot: user.optional(),
  date: z.number(),
  chat,
  media_group_id: z.string().optional(),
  reply_to_message: z.object({ from: user.optional(), forum_topic_created: present }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  location: point.optional(),
  venue: z.object({ location: point }).optional(),
  voice: present,
  audio: present,
  photo: present,
  animation: present,
  video: present,
  video_note: present,
  sticker: present,
  document: present,
  contact: present,
  poll: present,
  dice: present,
  story: present,
  migrate_to_chat_id: z.number().optional(),
});
export type TelegramMessage = z.infer<typeof message>;
export type TelegramEntity = z.infer<typeof entity>;
export type TelegramUser = z.infer<typeof user>;

const callback = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  /** May be inaccessible: then only the chat and the id of the message are there. */
  message: z
    .object({
      chat,
      message_id: z.number(),
      message_thread_id: z.number().optional(),
      is_topic_message: z.boolean().optional(),
    })
    .optional(),
});
export type TelegramCallback = z.infer<typeof callback>;

const membership = z.object({
  chat,
  from: user,
  date: z.number(),
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
});

const inlineQuery = z.object({ id: z.string(), from: user, query: z.string(), offset: z.string() });
export type TelegramInlineQuery = z.infer<typeof inlineQuery>;

const stopped = z.object({
  chat,
  message_thread_id: z.number().optional(),
  draft_id: z.number(),
});

export const UPDATE = z.object({
  update_id: z.number().int(),
  message: message.optional(),
  callback_query: callback.optional(),
  my_chat_member: membership.optional(),
  inline_query: inlineQuery.optional(),
  stopped_message_generation: stopped.optional(),
});
export type TelegramUpdate = z.infer<typeof UPDATE>;

/**
 * The kinds that are asked for. Edits are not among them: what was edited has been answered, and an asker who means
 * something else asks again.
 */
export const ALLOWED_UPDATES = [
  'message',
  'callback_query',
  'my_chat_member',
  'inline_query',
  'stopped_message_generation',
] as const;

/** Who the bot is, of core.telegram.org/bots/api#getme. */
export const ME = z.object({
  id: z.number(),
  first_name: z.string(),
  username: z.string(),
  can_read_all_group_messages: z.boolean().optional(),
  supports_inline_queries: z.boolean().optional(),
});
export type Me = z.infer<typeof ME>;

/** Of a message that was sent. */
export const SENT = z.object({ message_id: z.number() });
