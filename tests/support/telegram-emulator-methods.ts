import { type HtmlEntity, parseHtml } from './telegram-emulator-html.ts';
import {
  addMessage,
  BotApiError,
  badRequest,
  messageJson,
  type Params,
  type TelegramWorld,
  type TgButton,
  type TgChat,
  type TgMessage,
  tooMany,
} from './telegram-emulator-world.ts';

type Method = (world: TelegramWorld, params: Params) => unknown;

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** By name in lower case: names are not case-sensitive. */
export const METHODS: Record<string, Method> = {
  getme: ({ me }) => me,
  sendmessage: (world, params) => send(world, params, textOf(params, 4096)),
  editmessagetext: editText,
  deletemessage(world, params) {
    const { chat, message } = messageOf(world, params, 'message to delete not found');
    return chat.messages.delete(message.message_id);
  },
  answercallbackquery(world, { callback_query_id: id, text }) {
    const callback = world.callbacks.get(String(id));
    if (!callback || callback.isAnswered)
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    callback.isAnswered = true;
    if (text !== undefined) callback.text = String(text);
    return true;
  },
  sendchataction(world, params) {
    reachable(world, params);
    return true;
  },
  sendmessagedraft: sendDraft,
  sendphoto: (world, params) => sendMedia(world, params, 'photo'),
  senddocument: (world, params) => sendMedia(world, params, 'document'),
  sendvenue(world, params) {
    for (const field of ['title', 'address']) if (!params[field]) throw badRequest(`${field} is empty`);
    return sendMedia(world, params, 'venue');
  },
  answerinlinequery(world, params) {
    const id = String(params.inline_query_id);
    if (!world.inlineQueries.has(id) || world.inlineQueries.get(id))
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    const results = params.results as { id: string; input_message_content: Params }[];
    if (results.length > 50) throw badRequest('RESULTS_TOO_MUCH');
    if (new Set(results.map((result) => result.id)).size < results.length)
      throw badRequest('RESULT_ID_DUPLICATE');
    for (const { id: result, input_message_content: content } of results) {
      if (Buffer.byteLength(result) > 64) throw badRequest('RESULT_ID_INVALID');
      textOf({ text: content.message_text, parse_mode: content.parse_mode }, 4096);
    }
    world.inlineQueries.set(id, params);
    return true;
  },
  setmycommands(world, { commands, scope, language_code: code = '' }) {
    const list = commands as { command: string; description: string }[];
    if (list.length > 100 || list.some(({ command }) => !/^[a-z0-9_]{1,32}$/.test(command)))
      throw badRequest('BOT_COMMAND_INVALID');
    if (list.some(({ description }) => !description || description.length > 256))
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    const { type = 'default' } = (scope ?? {}) as { type?: string };
    world.commands.set(`${type} ${code}`.trim(), list);
    return true;
  },
  getmydescription: (world, params) => ({ description: named(world, 'description', params) }),
  setmydescription: (world, params) => setNamed(world, 'description', { params, limit: 512 }),
  getmyshortdescription: (world, params) => ({
    short_description: named(world, 'short_description', params),
  }),
  setmyshortdescription: (world, params) => setNamed(world, 'short_description', { params, limit: 120 }),
  setwebhook(world, { url, secret_token: secret = '', allowed_updates: allowed }) {
    if (!/^https?:\/\//.test(String(url)))
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (String(secret).length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(String(secret))) throw badRequest('secret token contains unallowed characters');
    if (Array.isArray(allowed)) world.allowed = allowed;
    world.webhook = { url: String(url), secret: String(secret) };
    world.arrived();
    return true;
  },
  deletewebhook(world, { drop_pending_updates: drop }) {
    if (drop) world.updates.length = 0;
    world.webhook = undefined;
    return true;
  },
  getwebhookinfo: ({ webhook, updates }) => ({
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.length,
    ...(webhook?.lastError && {
      last_error_date: Math.floor(webhook.lastError.at / 1000),
      last_error_message: webhook.lastError.message,
    }),
  }),
};

function named(world: TelegramWorld, what: string, { language_code: code = '' }: Params): string {
  return world.texts.get(`${what} ${code}`) ?? '';
}

function setNamed(
  world: TelegramWorld,
  what: string,
  { params, limit }: { params: Params; limit: number },
): true {
  const text = String(params[what] ?? '');
  if (text.length > limit) throw badRequest(`${what} is too long`);
  world.texts.set(`${what} ${params.language_code ?? ''}`, text);
  return true;
}

/** The chat, if anything can be sent there. */
function reachable(world: TelegramWorld, { chat_id, message_thread_id: thread }: Params): TgChat {
  const chat = world.chats.get(Number(chat_id));
  if (!chat) throw badRequest('chat not found');
  if (chat.movedTo !== undefined)
    throw new BotApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.movedTo,
    });
  if (chat.isBlocked) {
    const why = chat.type === 'private' ? 'blocked by the user' : `kicked from the ${chat.type} chat`;
    throw new BotApiError(403, `Forbidden: bot was ${why}`);
  }
  if (thread !== undefined && !chat.topics.has(Number(thread))) throw badRequest('message thread not found');
  return chat;
}

/** A text as it is seen, checked. */
export function textOf(
  { text, parse_mode: mode }: Params,
  limit: number,
): { text: string; entities: HtmlEntity[] } {
  const raw = String(text ?? '');
  if (Buffer.byteLength(raw) > 32_768) throw badRequest('Text is too long');
  if (!raw.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const { text: seen, entities } = mode === 'HTML' ? parsed(raw) : { text: raw, entities: [] };
  if (!seen.trim()) throw badRequest('message text is empty');
  if (seen.trim().length > limit) throw badRequest('message is too long');
  return { text: seen.trim(), entities };
}

function parsed(html: string): { text: string; entities: HtmlEntity[] } {
  try {
    return parseHtml(html);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

function keyboardOf({ reply_markup: markup }: Params): TgButton[][] | undefined {
  const rows = (markup as { inline_keyboard?: TgButton[][] } | undefined)?.inline_keyboard;
  if (markup !== undefined && !Array.isArray(rows))
    throw badRequest('Field "inline_keyboard" must be of type Array');
  for (const { text, callback_data: data, url } of rows?.flat() ?? []) {
    if (!text) throw badRequest('Text buttons are unallowed in the inline keyboard');
    if ((data === undefined) === (url === undefined))
      throw badRequest('Text buttons are unallowed in the inline keyboard');
    if (data !== undefined && (!data || Buffer.byteLength(data) > 64))
      throw badRequest('BUTTON_DATA_INVALID');
    if (url !== undefined && !URL.parse(url)?.hostname.includes('.'))
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return rows;
}

const sentAt = new WeakMap<TgChat, number[]>();

function checkFlood({ flood, clock }: TelegramWorld, chat: TgChat): void {
  if (!flood) return;
  const times = (sentAt.get(chat) ?? []).filter((at) => at > clock() - flood.everyMs * flood.burst);
  if (times.length >= flood.burst) throw tooMany(1);
  sentAt.set(chat, [...times, clock()]);
}

function send(
  world: TelegramWorld,
  params: Params,
  content: Pick<TgMessage, 'text' | 'entities' | 'media'>,
): unknown {
  const chat = reachable(world, params);
  const keyboard = keyboardOf(params);
  const { message_id: replyTo, allow_sending_without_reply: isFree } = (params.reply_parameters ??
    {}) as Params;
  if (replyTo !== undefined && !isFree && !chat.messages.has(Number(replyTo)))
    throw badRequest('message to be replied not found');
  checkFlood(world, chat);
  const thread = params.message_thread_id as number | undefined;
  // A draft goes when a message comes.
  for (const [id, draft] of chat.drafts) if (draft.thread === thread) chat.drafts.delete(id);
  const message = addMessage(world, chat, {
    from: { id: world.me.id, is_bot: true },
    ...content,
    ...(keyboard && { keyboard }),
    ...(replyTo !== undefined && { replyTo: Number(replyTo) }),
    ...(thread !== undefined && { thread }),
  });
  return messageJson(message);
}

function sendMedia(world: TelegramWorld, params: Params, kind: string): unknown {
  if (params.caption !== undefined) textOf({ text: params.caption, parse_mode: params.parse_mode }, 1024);
  const bytes = params[kind] instanceof File ? params[kind].size : undefined;
  return send(world, params, { media: { kind, params, ...(bytes !== undefined && { bytes }) } });
}

function messageOf(
  world: TelegramWorld,
  params: Params,
  missing: string,
): { chat: TgChat; message: TgMessage } {
  const chat = reachable(world, params);
  const message = chat.messages.get(Number(params.message_id));
  if (!message?.from.is_bot) throw badRequest(missing);
  return { chat, message };
}

function editText(world: TelegramWorld, params: Params): unknown {
  const { chat, message } = messageOf(world, params, 'message to edit not found');
  const { text, entities } = textOf(params, 4096);
  const keyboard = keyboardOf(params);
  const same = JSON.stringify([message.text, message.entities, message.keyboard]);
  if (JSON.stringify([text, entities, keyboard]) === same) throw badRequest(NOT_MODIFIED);
  checkFlood(world, chat);
  message.before.push(message.text ?? '');
  Object.assign(message, { text, entities, keyboard });
  return messageJson(message);
}

function sendDraft(world: TelegramWorld, params: Params): true {
  if (!world.knowsDrafts) throw new BotApiError(404, 'Not Found: method not found');
  const chat = reachable(world, params);
  if (chat.type !== 'private') throw badRequest('drafts can be sent only to private chats');
  const id = Number(params.draft_id);
  if (!Number.isInteger(id) || id === 0) throw badRequest('DRAFT_ID_INVALID');
  const { text } = params.text === '' ? params : textOf(params, 4096);
  const texts: string[] = chat.drafts.get(id)?.texts ?? [];
  texts.push(String(text));
  const thread = params.message_thread_id as number | undefined;
  chat.drafts.set(id, { texts, canStop: params.can_stop === true, ...(thread !== undefined && { thread }) });
  return true;
}
