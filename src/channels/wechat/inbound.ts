import { z } from 'zod';
import type { Inbound, InboundContent } from '../../channel-types.ts';
import { fromChineseMap } from '../kf/chinese-coordinates.ts';
import { isMenuCommand } from './menu-keys.ts';

const MINUTE_MS = 60_000;
/** What following, scanning and tapping let us send (客服消息): less than a message does, and not for long. */
const SHORT = { sends: 3, windowMs: MINUTE_MS };

const base = z.object({
  ToUserName: z.string().min(1),
  FromUserName: z.string().min(1).max(128),
  CreateTime: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  MsgType: z.string(),
});
const message = base.extend({ MsgId: z.string().regex(/^\d{1,20}$/) });
const text = message.extend({ Content: z.string(), bizmsgmenuid: z.string().optional() });
const degrees = z.string().transform(Number).pipe(z.number().min(-180).max(180));
const location = message.extend({ Location_X: degrees, Location_Y: degrees });
const event = base.extend({ Event: z.string(), EventKey: z.string().default('') });

type Fields = Record<string, string>;

/**
 * What a call of WeChat's says, after 接收普通消息 and 接收事件推送.
 * @returns `undefined` for what asks for nothing: pages opened from the menu, results of sendings
 * @throws ZodError where a field is missing that the kind of call always has
 */
export function inboundOf(fields: Fields, account: string): Inbound | undefined {
  return fields.MsgType === 'event' ? eventOf(fields, account) : messageOf(fields, account);
}

function messageOf(fields: Fields, account: string): Inbound {
  const { MsgId, ...head } = message.parse(fields);
  const content = contentOf(fields);
  const isTap = content.kind === 'tap' || Boolean(fields.bizmsgmenuid);
  return { ...headOf(head, account), key: MsgId, content, ...(isTap && { lets: SHORT }) };
}

function contentOf(fields: Fields): InboundContent {
  switch (fields.MsgType) {
    case 'text':
      return textOf(text.parse(fields));
    case 'location': {
      const { Location_X: latitude, Location_Y: longitude } = location.parse(fields);
      return { kind: 'location', ...fromChineseMap({ latitude, longitude }) };
    }
    case 'voice': {
      // There where the account has 接收语音识别结果 turned on.
      const { Recognition: heard = '' } = fields;
      return heard.trim() ? { kind: 'text', text: heard } : { kind: 'unreadable', what: 'voice' };
    }
    case 'image':
      return { kind: 'unreadable', what: 'picture' };
    case 'video':
    case 'shortvideo':
      return { kind: 'unreadable', what: 'video' };
    default:
      return { kind: 'unreadable', what: 'other' };
  }
}

const TOKEN = /^[\w.-]{1,64}$/;

function textOf({ Content, bizmsgmenuid }: z.infer<typeof text>): InboundContent {
  if (bizmsgmenuid && TOKEN.test(bizmsgmenuid)) return { kind: 'tap', token: bizmsgmenuid };
  if (/^【收到不支持的消息类型/.test(Content)) return { kind: 'unreadable', what: 'other' };
  return { kind: 'text', text: Content };
}

function eventOf(fields: Fields, account: string): Inbound | undefined {
  const read = event.parse(fields);
  const content = eventContent(read);
  if (!content) return undefined;
  const { FromUserName, CreateTime, Event, EventKey } = read;
  return {
    ...headOf(read, account),
    key: ['event', FromUserName, CreateTime, Event, EventKey].join(':'),
    content,
    lets: content.kind === 'departure' ? { sends: 0, windowMs: 0 } : SHORT,
  };
}

function eventContent({ Event, EventKey }: z.infer<typeof event>): InboundContent | undefined {
  switch (Event) {
    case 'subscribe':
      return arrival(EventKey.replace(/^qrscene_/, ''));
    case 'SCAN':
      return arrival(EventKey);
    case 'unsubscribe':
      return { kind: 'departure' };
    case 'CLICK':
      return isMenuCommand(EventKey) ? { kind: 'command', command: EventKey, argument: '' } : undefined;
    default:
      return undefined;
  }
}

const SCENE_LENGTH = 64;

function arrival(scene: string): InboundContent {
  return scene === '' ? { kind: 'arrival' } : { kind: 'arrival', source: scene.slice(0, SCENE_LENGTH) };
}

function headOf(head: z.infer<typeof base>, account: string) {
  return {
    channel: 'wechat' as const,
    account,
    place: head.FromUserName,
    sender: head.FromUserName,
    rank: head.CreateTime,
    sentAt: head.CreateTime * 1000,
    /** Whom a response is from. */
    reference: { account: head.ToUserName },
  };
}
