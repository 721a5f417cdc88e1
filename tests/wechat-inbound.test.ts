import { describe, expect, it } from 'vitest';
import { inboundOf } from '../src/channels/wechat/inbound.ts';
import { isForFetching } from '../src/channels/wechat/words.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const TEXT = {
  ToUserName: 'gh_1',
  FromUserName: 'openid',
  CreateTime: NOW / 1000,
  MsgType: 'text',
  MsgId: '6054768590064713728',
  Content: '园区在哪？',
};

describe('what a call says', () => {
  const read = (fields: Record<string, string>) => {
    const { Content, MsgId, ...head } = TEXT;
    const base = Object.fromEntries(Object.entries(head).map(([name, value]) => [name, String(value)]));
    const isEvent = fields.MsgType === 'event';
    return inboundOf({ ...base, ...(!isEvent && { MsgId, Content }), ...fields }, 'wx1');
  };
  const SHORT = { sends: 3, windowMs: 60_000 };

  it('is a text, with the 64 bits of its id', () => {
    expect(read({})).toEqual({
      channel: 'wechat',
      account: 'wx1',
      key: '6054768590064713728',
      place: 'openid',
      sender: 'openid',
      rank: NOW / 1000,
      sentAt: NOW,
      content: { kind: 'text', text: '园区在哪？' },
      reference: { account: 'gh_1' },
    });
  });

  it.each([
    [{ Content: '出處' }, { kind: 'text', text: '出處' }],
    [{ Content: '人工智能企业有补贴吗' }, { kind: 'text', text: '人工智能企业有补贴吗' }],
    [{ Content: '有哪些政策？' }, { kind: 'text', text: '有哪些政策？' }],
    [{ Content: '【收到不支持的消息类型，暂无法显示】' }, { kind: 'unreadable', what: 'other' }],
    [{ bizmsgmenuid: 'r.up.1' }, { kind: 'tap', token: 'r.up.1' }],
    [{ bizmsgmenuid: '<x>' }, { kind: 'text', text: '园区在哪？' }],
    [
      { MsgType: 'voice', MediaId: 'm' },
      { kind: 'unreadable', what: 'voice' },
    ],
    [{ MsgType: 'image' }, { kind: 'unreadable', what: 'picture' }],
    [{ MsgType: 'shortvideo' }, { kind: 'unreadable', what: 'video' }],
    [{ MsgType: 'link' }, { kind: 'unreadable', what: 'other' }],
    [
      { MsgType: 'voice', Recognition: '厂房租金多少' },
      { kind: 'text', text: '厂房租金多少' },
    ],
  ])('is read from the message %o', (fields, content) => {
    expect(read(fields as Record<string, string>)?.content).toEqual(content);
  });

  it('is a place as the rest of the world counts, though WeChat tells it as Chinese maps do', () => {
    const content = read({ MsgType: 'location', Location_X: '23.134521', Location_Y: '113.358803' })?.content;
    const { latitude, longitude } = content as { latitude: number; longitude: number };
    // About 600 metres apart in Guangzhou.
    expect(latitude - 23.134521).toBeCloseTo(0.0026, 3);
    expect(longitude - 113.358803).toBeCloseTo(-0.0054, 3);
  });

  it.each([
    [{ Event: 'subscribe', EventKey: '' }, { kind: 'arrival' }],
    [
      { Event: 'subscribe', EventKey: 'qrscene_expo-3', Ticket: 'T' },
      { kind: 'arrival', source: 'expo-3' },
    ],
    [
      { Event: 'SCAN', EventKey: 'expo-3', Ticket: 'T' },
      { kind: 'arrival', source: 'expo-3' },
    ],
    [
      { Event: 'CLICK', EventKey: 'zones' },
      { kind: 'command', command: 'zones', argument: '' },
    ],
  ])('is read from the event %o, which lets three messages be sent in a minute', (fields, content) => {
    expect(read({ MsgType: 'event', ...fields } as Record<string, string>)).toMatchObject({
      content,
      lets: SHORT,
    });
  });

  it('is a departure that lets nothing be sent', () => {
    const inbound = read({ MsgType: 'event', Event: 'unsubscribe' });
    expect(inbound).toMatchObject({ content: { kind: 'departure' }, lets: { sends: 0 } });
  });

  it.each(['VIEW', 'LOCATION', 'TEMPLATESENDJOBFINISH', 'CLICK'])(
    'is nothing to answer in the event %s',
    (Event) => {
      expect(read({ MsgType: 'event', Event, EventKey: 'https://elsewhere.example' })).toBeUndefined();
    },
  );

  it('has the same key each time that an event is delivered, and another for another event', () => {
    const key = (fields: Record<string, string>) => read({ MsgType: 'event', Event: 'SCAN', ...fields })?.key;
    expect(key({ EventKey: 'a' })).toBe(key({ EventKey: 'a' }));
    const others: Record<string, string>[] = [
      { EventKey: 'b' },
      { EventKey: 'a', CreateTime: '1' },
      { EventKey: 'a', FromUserName: 'other' },
    ];
    expect(new Set([{ EventKey: 'a' }, ...others].map(key)).size).toBe(4);
  });

  it('is refused where what it always has is missing', () => {
    expect(() => inboundOf({ MsgType: 'text' }, 'wx1')).toThrow();
    expect(() => read({ MsgId: 'abc' })).toThrow();
    expect(() => read({ MsgType: 'location', Location_X: 'x' })).toThrow();
  });
});

describe('a message that asks nothing of its own', () => {
  it.each(['继续', '继续。', ' 好的 ', '？', '???', 'OK', 'more', '在吗？', '👌'])('is %j', (text) => {
    expect(isForFetching(text)).toBe(true);
  });

  it.each(['园区在哪？', '1', '还有别的政策吗', '继续建设的项目有哪些？', '厂房'])('is not %j', (text) => {
    expect(isForFetching(text)).toBe(false);
  });
});
