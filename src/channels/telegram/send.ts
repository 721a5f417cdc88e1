import type { OutboxPart } from '../../channel-types.ts';
import { drawPicture } from '../../charts/picture.ts';
import { AppError, describeError } from '../../errors.ts';
import type { Addressee, ChannelLog } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure } from './failure.ts';
import { escapeHtml, visibleOf } from './html.ts';
import type { Moves } from './moved.ts';
import { readPart, type TelegramPart, type TextPart } from './parts.ts';
import { type Place, readPlace } from './settings.ts';
import { TELEGRAM_TEXTS } from './strings.ts';
import { SENT } from './update-schema.ts';

export interface SendOptions {
  api: TelegramApi;
  moves: Moves;
  port: Pick<DeskPort, 'file'>;
  log: ChannelLog;
}

/**
 * Sends one part, to where its group is now.
 * @returns the id of the message; none of what is left out
 * @throws TelegramFailure
 */
export async function sendTelegram(
  part: OutboxPart,
  { conversation }: Addressee,
  options: SendOptions,
): Promise<{ sentAs?: string }> {
  const place = readPlace(conversation.place);
  const chat = await options.moves.current(place.chat);
  const payload = readPart(part.payload);
  const sending = { part, options };
  try {
    return await sendTo({ ...place, chat }, payload, sending);
  } catch (error) {
    if (!(error instanceof TelegramFailure)) throw error;
    if (error.movedTo !== undefined) {
      await options.moves.note(place.chat, error.movedTo);
      return sendTo({ chat: error.movedTo }, payload, sending);
    }
    // A topic that was deleted: the rest of the group reads it.
    if (place.thread === undefined || !error.says(/message thread not found/i)) throw error;
    return sendTo({ chat }, payload, sending);
  }
}

interface Sending {
  part: OutboxPart;
  options: SendOptions;
}

function sendTo(place: Place, payload: TelegramPart, sending: Sending): Promise<{ sentAs?: string }> {
  switch (payload.kind) {
    case 'text':
      return sendText(place, payload, sending);
    case 'chart':
      return sendChart(place, payload, sending);
    case 'venue': {
      const { kind: _, ...venue } = payload;
      return message(sending, 'sendVenue', { ...at(place), ...venue });
    }
    case 'file':
      return sendFile(place, payload, sending);
  }
}

async function sendText(place: Place, payload: TextPart, sending: Sending): Promise<{ sentAs?: string }> {
  const { part, options } = sending;
  try {
    return await sendOrReplace(place, payload, sending);
  } catch (error) {
    if (!(error instanceof TelegramFailure) || !error.says(/can't parse entities/i)) throw error;
    options.log.error(
      { channel: 'telegram', part: part.id },
      `${describeError(error)} It is sent as plain text.`,
    );
    return sendOrReplace(place, payload, sending, true);
  }
}

/** In a group, the answer takes the place of what was shown of it; where that is gone, it is a message of its own. */
async function sendOrReplace(
  place: Place,
  payload: TextPart,
  sending: Sending,
  isPlain = false,
): Promise<{ sentAs?: string }> {
  const { html, keyboard, replyTo, replaces } = payload;
  const text = {
    ...(isPlain ? { text: visibleOf(html) } : { text: html, parse_mode: 'HTML' }),
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: { inline_keyboard: keyboard } }),
  };
  if (replaces !== undefined) {
    try {
      const edit = { chat_id: place.chat, message_id: replaces, ...text };
      await sending.options.api.call('editMessageText', edit);
      return { sentAs: String(replaces) };
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      if (error.says(/message is not modified/i)) return { sentAs: String(replaces) };
      if (!error.says(/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i)) throw error;
    }
  }
  const reply = replyTo === undefined ? {} : { reply_parameters: replyParameters(replyTo) };
  return message(sending, 'sendMessage', { ...at(place), ...text, ...reply });
}

/** Without a font with Chinese the picture is left out: the answer has said it. */
async function sendChart(
  place: Place,
  { table, language, caption }: Extract<TelegramPart, { kind: 'chart' }>,
  sending: Sending,
): Promise<{ sentAs?: string }> {
  const { part, options } = sending;
  let picture: Uint8Array | undefined;
  try {
    picture = await drawPicture(table, language);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    options.log.warn({ channel: 'telegram', part: part.id }, `A chart is left out: ${describeError(error)}`);
  }
  if (!picture) return {};
  const photo = { source: Buffer.from(picture), filename: 'chart.png' };
  return message(sending, 'sendPhoto', { ...at(place), photo, caption });
}

/** A bot may send 50 MB (core.telegram.org/bots/api#senddocument). */
const FILE_BYTES = 50 * 1024 * 1024;

/** The file as it is now; of one that was withdrawn, or is too long, only that is said. */
async function sendFile(
  place: Place,
  { document, name, language }: Extract<TelegramPart, { kind: 'file' }>,
  sending: Sending,
): Promise<{ sentAs?: string }> {
  const file = await sending.options.port.file(document, 'public');
  if (!file || file.bytes.byteLength > FILE_BYTES) {
    const text = escapeHtml(TELEGRAM_TEXTS[language].fileGone(name));
    return message(sending, 'sendMessage', { ...at(place), text, parse_mode: 'HTML' });
  }
  // It stands in a header of the upload.
  const filename = file.name.replace(/["\\\p{Cc}]/gu, '_');
  return message(sending, 'sendDocument', {
    ...at(place),
    document: { source: Buffer.from(file.bytes), filename },
  });
}

/** Where a message goes; the general topic is addressed by none. */
export function at({ chat, thread }: Place): object {
  return { chat_id: chat, ...(thread !== undefined && { message_thread_id: thread }) };
}

export function replyParameters(messageId: number): object {
  return { message_id: messageId, allow_sending_without_reply: true };
}

async function message({ options }: Sending, method: string, payload: object): Promise<{ sentAs: string }> {
  const { message_id } = SENT.parse(await options.api.call(method, payload));
  return { sentAs: String(message_id) };
}
