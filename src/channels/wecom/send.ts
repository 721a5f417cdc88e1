import type { OutboxPart } from '../../channel-types.ts';
import type { Addressee } from '../channel.ts';
import { DeliveryError } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';
import type { Connection } from './connection.ts';
import { deliveryErrorOf, isStreamOver } from './errors.ts';
import { answerMarkdown } from './markdown.ts';
import { type AnswerPart, readPart, type WecomPart } from './parts.ts';
import { isFresh } from './stream.ts';
import { WECOM_TEXTS } from './strings.ts';

export interface SendOptions {
  connection: Connection;
  port: Pick<DeskPort, 'source' | 'file'>;
  links: Links;
  clock: () => Date;
}

/**
 * Sends one part: an answer closes the stream that showed it in the making, as long as that may be written to, and is
 * else a message of its own.
 * @throws DeliveryError
 */
export async function sendWecom(part: OutboxPart, to: Addressee, options: SendOptions): Promise<object> {
  const payload = readPart(part.payload);
  const chat = to.conversation.place;
  if (payload.kind === 'answer') {
    await sendAnswer(payload, { part, chat, options });
  } else {
    await sendOther(payload, { part, chat, options });
  }
  return {};
}

interface Sending {
  part: OutboxPart;
  chat: string;
  options: SendOptions;
}

async function sendAnswer(answer: AnswerPart, { part, chat, options }: Sending): Promise<void> {
  const { connection } = options;
  const content = await compose(answer, options);
  if (await closeStream(answer, { part, content, options })) return;
  await delivered(connection.send(chat, { msgtype: 'markdown', markdown: { content } }));
}

/** @returns whether the stream took it */
async function closeStream(
  { reqId, stream, feedback }: AnswerPart,
  { part, content, options }: Omit<Sending, 'chat'> & { content: string },
): Promise<boolean> {
  const { connection, clock } = options;
  if (!reqId || !connection.isAlive(reqId)) return false;
  if (stream && (stream.isOver || !isFresh(stream.startedAt, clock()))) return false;
  const last = { reqId, id: stream?.id ?? part.id, text: content, isLast: true };
  try {
    await connection.stream(stream ? last : { ...last, feedback });
    return true;
  } catch (error) {
    if (isStreamOver(error)) return false;
    throw deliveryErrorOf(error);
  }
}

/** What cannot be found to be public now is taken for internal. */
async function compose(answer: AnswerPart, { port, links }: SendOptions): Promise<string> {
  const passages = [...new Set(answer.citations.map(({ passage }) => passage))];
  const seen = await Promise.all(
    passages.map(async (passage) => ((await port.source(passage, 'public')) ? [passage] : [])),
  );
  const isPublic = new Set(seen.flat());
  return answerMarkdown(answer, { isPublic: (passage) => isPublic.has(passage), links });
}

async function sendOther(
  payload: Exclude<WecomPart, AnswerPart>,
  { part, chat, options }: Sending,
): Promise<void> {
  const { connection, port } = options;
  if (payload.kind === 'file') {
    const file = await port.file(payload.document, 'staff');
    if (!file) throw new DeliveryError('refused', 'The document was withdrawn before it was sent.');
    return delivered(connection.sendFile(chat, { name: payload.name, bytes: file.bytes }));
  }
  const { language, buttons } = payload;
  const card = {
    card_type: 'button_interaction',
    main_title: { title: WECOM_TEXTS[language].followUps },
    button_list: buttons.map((button) => ({ ...button, style: 2 })),
    task_id: part.id,
  };
  return delivered(connection.send(chat, { msgtype: 'template_card', template_card: card }));
}

async function delivered(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    throw deliveryErrorOf(error);
  }
}
