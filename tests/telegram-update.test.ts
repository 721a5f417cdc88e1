import { describe, expect, it } from 'vitest';
import type { Inbound, InboundContent } from '../src/channel-types.ts';
import { type Read, readUpdate } from '../src/channels/telegram/update.ts';
import { UPDATE } from '../src/channels/telegram/update-schema.ts';

const ME = { id: 42, first_name: '招商', username: 'Park_bot' };
const PRIVATE = { id: 200, type: 'private', first_name: '李' };
const GROUP = { id: -100300, type: 'supergroup', title: '招商群' };
const ASKER = { id: 200, is_bot: false, first_name: '李', language_code: 'zh-hans' };
const DATE = 1_772_413_200;

function read(kind: string, content: object): Read {
  const update = UPDATE.parse({ update_id: 1001, [kind]: content });
  return readUpdate(update, { me: ME, now: 5000 });
}

function said(message: object): Read {
  return read('message', { message_id: 7, date: DATE, chat: PRIVATE, from: ASKER, ...message });
}

function inboundOf(read: Read): Inbound {
  if (read.kind !== 'inbound') throw new Error(`It was read as ${read.kind}.`);
  return read.inbound;
}

const contentOf = (message: object): InboundContent => inboundOf(said(message)).content;

/** Marks a stretch of a text, as Telegram does: in UTF-16 units. */
function entity(type: string, text: string, part: string, more: object = {}) {
  return { type, offset: text.indexOf(part), length: part.length, ...more };
}

describe('in a private chat', () => {
  it('a text is a question, with its place, order, language and time', () => {
    expect(inboundOf(said({ text: '有哪些园区？' }))).toEqual({
      ...{ channel: 'telegram', account: '42', key: '1001', place: '200', sender: '200', rank: 1001 },
      ...{ sentAt: DATE * 1000, language: 'zh-Hans', reference: { messageId: 7 } },
      content: { kind: 'text', text: '有哪些园区？' },
    });
  });

  it.each([
    ['/start canton-fair', { command: 'start', argument: 'canton-fair' }],
    ['/policy@park_BOT 人才', { command: 'policy', argument: '人才' }],
    ['/Zones', { command: 'zones', argument: '' }],
    ['/unheard_of', { command: 'help', argument: '' }],
  ])('%s is a command', (text, wanted) => {
    const entities = [entity('bot_command', text, text.split(' ')[0]!)];
    expect(contentOf({ text, entities })).toEqual({ kind: 'command', ...wanted });
  });

  it('a command of another bot is nothing of ours', () => {
    const text = '/policy@other_bot';
    expect(said({ text, entities: [entity('bot_command', text, text)] })).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['voice', { voice: {} }],
    ['picture', { photo: [{}] }],
    ['video', { video_note: {} }],
    ['video', { animation: {}, document: {} }],
    ['sticker', { sticker: {} }],
    ['file', { document: {} }],
    ['other', { contact: {} }],
  ] as const)('what is no text is unreadable, as %s', (what, message) => {
    expect(contentOf(message)).toEqual({ kind: 'unreadable', what });
  });

  it('what is written below a picture is the question, and an album is one thing', () => {
    const pictured = inboundOf(said({ photo: [{}], caption: '这块地多少钱？', media_group_id: '9' }));
    expect(pictured.content).toEqual({ kind: 'text', text: '这块地多少钱？' });
    const other = inboundOf(said({ photo: [{}], message_id: 8, media_group_id: '9' }));
    expect(other.key).toBe(pictured.key);
  });

  it('a place is a place, sent or found on the map', () => {
    const location = { latitude: 26.9, longitude: 112.6 };
    expect(contentOf({ location })).toEqual({ kind: 'location', ...location });
    expect(contentOf({ venue: { location, title: '站' }, location })).toMatchObject({ kind: 'location' });
  });

  it.each([
    ['zh-hans', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['zh-hant', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['en', 'en'],
    ['de', 'en'],
    [undefined, undefined],
  ])('the language of an app in %s is %s', (language_code, wanted) => {
    expect(inboundOf(said({ text: '园', from: { ...ASKER, language_code } })).language).toBe(wanted);
  });

  it('notices, posts, and what was sent by way of our inline results are no questions', () => {
    expect(said({ pinned_message: {} })).toEqual({ kind: 'nothing' });
    expect(said({ text: '引用', via_bot: { id: 42 } })).toEqual({ kind: 'nothing' });
    expect(said({ text: '园', from: { id: 9, is_bot: true } })).toEqual({ kind: 'nothing' });
    expect(said({ text: '帖', chat: { id: -1, type: 'channel' } })).toEqual({ kind: 'nothing' });
    expect(read('edited_message', { text: '改' })).toEqual({ kind: 'nothing' });
  });

  it('who blocks us leaves; who comes back says so with /start', () => {
    const membership = (before: string, after: string) =>
      read('my_chat_member', {
        ...{ chat: PRIVATE, from: ASKER, date: DATE },
        ...{ old_chat_member: { status: before }, new_chat_member: { status: after } },
      });
    expect(inboundOf(membership('member', 'kicked')).content).toEqual({ kind: 'departure' });
    expect(membership('kicked', 'member')).toEqual({ kind: 'nothing' });
  });

  it('a stopped draft is that of its chat and topic', () => {
    const stopped = { chat: PRIVATE, message_thread_id: 5, draft_id: 77 };
    const place = { chat: 200, thread: 5 };
    expect(read('stopped_message_generation', stopped)).toEqual({ kind: 'stop', place, draft: 77 });
  });
});

describe('in a group', () => {
  const inGroup = (message: object) => said({ chat: GROUP, ...message });

  it('other talk is not for us, not even with a command that names nobody', () => {
    expect(inGroup({ text: '今天开会' })).toEqual({ kind: 'nothing' });
    expect(inGroup({ text: '/help', entities: [entity('bot_command', '/help', '/help')] })).toEqual({
      kind: 'nothing',
    });
    expect(inGroup({ sticker: {} })).toEqual({ kind: 'nothing' });
    // Ours only by its letters: no mention stands there.
    expect(inGroup({ text: '写给 x@Park_bot' })).toEqual({ kind: 'nothing' });
  });

  it('a mention is for us, and is no part of the question', () => {
    const text = '😀 @park_BOT 有哪些园区？';
    const read = inGroup({ text, entities: [entity('mention', text, '@park_BOT')] });
    expect(inboundOf(read)).toMatchObject({
      ...{ place: '-100300', sender: '200', isGroup: true },
      content: { kind: 'text', text: '😀 有哪些园区？' },
    });
    const named = '招商 有哪些园区？';
    const entities = [entity('text_mention', named, '招商', { user: { id: 42 } })];
    expect(inboundOf(inGroup({ text: named, entities })).content).toEqual({
      kind: 'text',
      text: '有哪些园区？',
    });
  });

  it('who says only our name is told what can be asked', () => {
    const text = '@Park_bot';
    const read = inGroup({ text, entities: [entity('mention', text, text)] });
    expect(inboundOf(read).content).toMatchObject({ kind: 'command', command: 'help' });
  });

  it('a reply to us is for us, the beginning of a topic of ours is not', () => {
    const reply_to_message = { from: { id: 42, is_bot: true } };
    expect(inboundOf(inGroup({ text: '奖励呢？', reply_to_message })).content).toEqual({
      kind: 'text',
      text: '奖励呢？',
    });
    const beginning = { ...reply_to_message, forum_topic_created: { name: '甲' } };
    expect(inGroup({ text: '各位好', reply_to_message: beginning })).toEqual({ kind: 'nothing' });
    const toOther = { from: { id: 43, is_bot: false } };
    expect(inGroup({ text: '好', reply_to_message: toOther })).toEqual({ kind: 'nothing' });
  });

  it('a topic is a place of its own, a thread of replies is not', () => {
    const text = '@Park_bot 园区？';
    const entities = [entity('mention', text, '@Park_bot')];
    const threaded = { text, entities, message_thread_id: 5 };
    expect(inboundOf(inGroup({ ...threaded, is_topic_message: true })).place).toBe('-100300:5');
    expect(inboundOf(inGroup(threaded)).place).toBe('-100300');
  });

  it('an anonymous administrator asks in the name of the group', () => {
    const text = '@Park_bot 园区？';
    const from = { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' };
    const read = inGroup({
      text,
      entities: [entity('mention', text, '@Park_bot')],
      from,
      sender_chat: GROUP,
    });
    expect(inboundOf(read).sender).toBe('-100300');
  });

  it('we come and go', () => {
    const membership = (before: string, after: object) =>
      read('my_chat_member', {
        ...{ chat: GROUP, from: ASKER, date: DATE },
        ...{ old_chat_member: { status: before }, new_chat_member: after },
      });
    expect(inboundOf(membership('left', { status: 'member' })).content).toEqual({ kind: 'arrival' });
    expect(inboundOf(membership('member', { status: 'left' })).content).toEqual({ kind: 'departure' });
    expect(membership('member', { status: 'administrator' })).toEqual({ kind: 'nothing' });
    const out = { status: 'restricted', is_member: false };
    expect(inboundOf(membership('restricted', out)).content).toEqual({ kind: 'departure' });
  });

  it('a group that became a supergroup has moved', () => {
    const chat = { id: -300, type: 'group', title: '群' };
    expect(said({ chat, migrate_to_chat_id: -100301 })).toEqual({ kind: 'moved', from: -300, to: -100301 });
  });
});

describe('a button', () => {
  const tapped = (callback: object) => read('callback_query', { id: '55', from: ASKER, ...callback });
  const message = { message_id: 7, chat: PRIVATE, date: 0 };

  it('is tapped where its message stands, though that is no longer there to be read', () => {
    const token = `${'a'.repeat(32)}.s`;
    expect(tapped({ data: token, message })).toMatchObject({
      ...{ kind: 'tap', callback: '55' },
      inbound: { content: { kind: 'tap', token }, place: '200', sender: '200', sentAt: 5000, key: '1001' },
    });
  });

  it('without data or message is answered, and nothing else', () => {
    expect(tapped({ data: 'x', inline_message_id: '9' })).toEqual({
      ...{ kind: 'tap', callback: '55', inbound: undefined },
    });
  });

  it('that stops an answer is known with whoever taps it', () => {
    expect(tapped({ data: 'stop', message: { ...message, chat: GROUP } })).toMatchObject({
      ...{ kind: 'stop-tap', chat: -100300, message: 7, sender: 200 },
    });
  });
});
