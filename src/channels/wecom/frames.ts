import { z } from 'zod';
import type { Inbound, InboundContent, Instant } from '../../channel-types.ts';

const base = {
  msgid: z.string().min(1),
  chatid: z.string().min(1).optional(),
  chattype: z.string().optional(),
  from: z.object({ userid: z.string().min(1) }),
  create_time: z.number().optional(),
};
const text = z.object({ content: z.string() });

/** Body of `aibot_msg_callback` (document/path/101463, 智能机器人长连接), as far as it is relied on. */
const MESSAGE = z.object({
  ...base,
  msgtype: z.string(),
  text: text.optional(),
  /** What was spoken, as text. */
  voice: text.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ msgtype: z.string(), text: text.optional() })) }).optional(),
});

/** Body of `aibot_event_callback`. */
const EVENT = z.object({
  ...base,
  event: z.object({
    eventtype: z.string(),
    template_card_event: z.object({ event_key: z.string().optional() }).optional(),
    event_key: z.string().optional(),
    feedback_event: z
      .object({
        id: z.string(),
        type: z.number(),
        content: z.string().optional(),
        inaccurate_reason_list: z.array(z.number()).optional(),
      })
      .optional(),
  }),
});

/** A frame of the connection, of which only this is looked at. */
export interface Frame {
  headers: { req_id: string };
  body?: unknown;
}

export interface Feedback {
  /** Of the message that the rated answer replies to. */
  message: string;
  place: string;
  value: 'up' | 'down';
  reason?: string;
}

export type WecomEvent =
  | { kind: 'inbound'; inbound: Inbound }
  | { kind: 'entered'; user: string }
  | { kind: 'feedback'; feedback: Feedback }
  | { kind: 'ignored'; what: string };

interface Reading {
  account: string;
  now: Instant;
}

const TOKEN = /^[\w.-]{1,64}$/;

/** Reads a message to the bot: in a single chat, or with its name in a group. */
export function readMessage({ headers, body }: Frame, reading: Reading): WecomEvent {
  const { data: message, success } = MESSAGE.safeParse(body);
  if (!success) return { kind: 'ignored', what: 'a message of unknown form' };
  const content = contentOf(message);
  return { kind: 'inbound', inbound: inboundOf(message, { ...reading, content, reqId: headers.req_id }) };
}

/** Reads what happened otherwise: somebody came, touched a button, or rated an answer. */
export function readEvent({ body }: Frame, reading: Reading): WecomEvent {
  const { data, success } = EVENT.safeParse(body);
  if (!success) return { kind: 'ignored', what: 'an event of unknown form' };
  const { event } = data;
  if (event.eventtype === 'enter_chat') return { kind: 'entered', user: data.from.userid };
  const token = event.template_card_event?.event_key ?? event.event_key;
  if (event.eventtype === 'template_card_event' && token && TOKEN.test(token)) {
    const content: InboundContent = { kind: 'tap', token };
    return { kind: 'inbound', inbound: inboundOf(data, { ...reading, content }) };
  }
  const feedback = event.feedback_event && feedbackOf(event.feedback_event, placeOf(data));
  return feedback ? { kind: 'feedback', feedback } : { kind: 'ignored', what: event.eventtype };
}

/** Of `feedback_event`: right, wrong, or the rating taken back, which changes nothing here. */
const RATINGS: Record<number, 'up' | 'down'> = { 1: 'up', 2: 'down' };
const REASONS: Record<number, string> = {
  1: '与问题无关',
  2: '内容不完整',
  3: '内容有错误',
  4: '数据分析错误',
};

function feedbackOf(
  given: NonNullable<z.infer<typeof EVENT>['event']['feedback_event']>,
  place: string,
): Feedback | undefined {
  const value = RATINGS[given.type];
  if (!value) return undefined;
  const reasons = (given.inaccurate_reason_list ?? []).map((reason) => REASONS[reason]);
  const reason = [...reasons, given.content].filter(Boolean).join('；') || undefined;
  return { message: given.id, place, value, reason };
}

function contentOf({ msgtype, chattype, text, voice, mixed }: z.infer<typeof MESSAGE>): InboundContent {
  const parts = mixed?.msg_item.map((item) => item.text?.content).filter(Boolean);
  const said = text?.content ?? voice?.content ?? parts?.join('\n');
  if (!said) return { kind: 'unreadable', what: UNREADABLE[msgtype] ?? 'other' };
  // In a group, what is said begins with the name of the bot.
  const words = chattype === 'group' ? said.replace(/^\s*@\S+\s*/, '') : said;
  return { kind: 'text', text: words };
}

const UNREADABLE: Record<string, 'voice' | 'picture' | 'video' | 'file'> = {
  voice: 'voice',
  image: 'picture',
  mixed: 'picture',
  video: 'video',
  file: 'file',
};

type Base = Pick<z.infer<typeof MESSAGE>, keyof typeof base>;

function placeOf({ chatid, chattype, from }: Base): string {
  return chattype === 'group' && chatid ? chatid : from.userid;
}

function inboundOf(
  given: Base,
  { account, now, content, reqId }: Reading & { content: InboundContent; reqId?: string },
): Inbound {
  const sentAt = given.create_time === undefined ? now : given.create_time * 1000;
  return {
    channel: 'wecom',
    account,
    key: given.msgid,
    place: placeOf(given),
    sender: given.from.userid,
    rank: sentAt,
    sentAt,
    content,
    ...(given.chattype === 'group' && { isGroup: true }),
    // What only answers a message may be replied to; after an event, what is said is a message of its own.
    ...(reqId && { reference: { reqId } }),
  };
}
