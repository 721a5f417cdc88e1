import { z } from 'zod';
import type { Inbound, InboundContent, Instant } from '../../channel-types.ts';
import { fromChineseMap } from './chinese-coordinates.ts';

/** The customer's allowance: five messages within 48 hours of one of theirs (document/path/94677, 发送消息). */
export const KF_BUDGET = { sends: 5, windowMs: 48 * 3600_000 };
/** How long a welcome code lets one message be sent (document/path/95122, 发送欢迎语等事件响应消息). */
const WELCOME_MS = 20_000;
const TOKEN = /^[\w.-]{1,64}$/;

/** One entry of `msg_list` (document/path/94670, 接收消息和事件), as far as it is relied on. */
const ITEM = z.object({
  msgid: z.string().min(1),
  external_userid: z.string().min(1).optional(),
  send_time: z.number().optional(),
  origin: z.number().optional(),
  msgtype: z.string(),
  text: z.object({ content: z.string(), menu_id: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  event: z
    .object({
      event_type: z.string(),
      external_userid: z.string().optional(),
      scene: z.string().optional(),
      scene_param: z.string().optional(),
      welcome_code: z.string().optional(),
      fail_msgid: z.string().optional(),
      fail_type: z.number().optional(),
      change_type: z.number().optional(),
    })
    .optional(),
});
type Item = z.infer<typeof ITEM>;

/** What an entry means to us. */
export type KfItem =
  | { kind: 'inbound'; inbound: Inbound }
  /** A person of ours took the customer over, or ended the session. */
  | { kind: 'session'; customer: string; isWithPerson: boolean }
  /** A message of ours that was taken has not reached the customer. */
  | { kind: 'bounced'; part: string; failType: number }
  | { kind: 'ignored'; what: string };

const FROM_CUSTOMER = 3;
const FROM_PERSON = 5;
/** Of `session_status_change`: a person took it from the pool, took it over, ended it, took it up again. */
const SESSION_CHANGES: Record<number, boolean> = { 1: true, 2: true, 3: false, 4: true };

/**
 * Reads one entry of a pulled page.
 * @param now says how much of its allowance a message has left, which may have waited for up to three days
 */
export function readItem(given: unknown, { account, now }: { account: string; now: Instant }): KfItem {
  const { data: item, success } = ITEM.safeParse(given);
  if (!success) return { kind: 'ignored', what: 'an entry of unknown form' };
  if (item.event) return readEvent(item, item.event, { account, now });
  if (item.origin === FROM_PERSON && item.external_userid) {
    return { kind: 'session', customer: item.external_userid, isWithPerson: true };
  }
  if (item.origin !== FROM_CUSTOMER || !item.external_userid) {
    return { kind: 'ignored', what: `${item.msgtype} of origin ${item.origin}` };
  }
  const content = contentOf(item);
  return {
    kind: 'inbound',
    inbound: inboundOf(item, { account, now, customer: item.external_userid, content }),
  };
}

interface Reading {
  account: string;
  now: Instant;
}

function readEvent(item: Item, event: NonNullable<Item['event']>, { account, now }: Reading): KfItem {
  const customer = event.external_userid ?? item.external_userid;
  if (event.event_type === 'enter_session' && customer) {
    const content: InboundContent = { kind: 'arrival', source: sourceOf(event) };
    const inbound = inboundOf(item, { account, now, customer, content });
    const left = inbound.sentAt + WELCOME_MS - now;
    if (!event.welcome_code || left <= 0) return { kind: 'inbound', inbound: { ...inbound, lets: NOTHING } };
    const reference = { welcomeCode: event.welcome_code, welcomeUntil: inbound.sentAt + WELCOME_MS };
    return { kind: 'inbound', inbound: { ...inbound, lets: { sends: 1, windowMs: left }, reference } };
  }
  if (event.event_type === 'session_status_change' && customer) {
    const isWithPerson = SESSION_CHANGES[event.change_type ?? 0];
    if (isWithPerson !== undefined) return { kind: 'session', customer, isWithPerson };
  }
  if (event.event_type === 'msg_send_fail' && event.fail_msgid) {
    return { kind: 'bounced', part: event.fail_msgid, failType: event.fail_type ?? 0 };
  }
  return { kind: 'ignored', what: event.event_type };
}

const NOTHING = { sends: 0, windowMs: 0 };

function sourceOf({ scene, scene_param: param }: NonNullable<Item['event']>): string | undefined {
  return [scene, param].filter(Boolean).join('/') || undefined;
}

function contentOf({ msgtype, text, location }: Item): InboundContent {
  if (text?.menu_id && TOKEN.test(text.menu_id)) return { kind: 'tap', token: text.menu_id };
  if (text) return { kind: 'text', text: text.content };
  if (location) return { kind: 'location', ...fromChineseMap(location) };
  return { kind: 'unreadable', what: UNREADABLE[msgtype] ?? 'other' };
}

const UNREADABLE: Record<string, 'voice' | 'picture' | 'video' | 'file'> = {
  voice: 'voice',
  image: 'picture',
  video: 'video',
  file: 'file',
};

function inboundOf(item: Item, read: Reading & { customer: string; content: InboundContent }): Inbound {
  const { account, now, customer, content } = read;
  const sentAt = item.send_time === undefined ? now : item.send_time * 1000;
  const left = sentAt + KF_BUDGET.windowMs - now;
  return {
    channel: 'kf',
    account,
    key: item.msgid,
    place: customer,
    sender: customer,
    rank: sentAt,
    sentAt,
    content,
    lets: left > 0 ? { sends: KF_BUDGET.sends, windowMs: Math.min(left, KF_BUDGET.windowMs) } : NOTHING,
  };
}
