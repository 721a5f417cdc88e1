import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation, OutboxPart } from '../src/channel-types.ts';
import { createTelegramApi, type TelegramApi } from '../src/channels/telegram/api.ts';
import { createMoves } from '../src/channels/telegram/moved.ts';
import type { TelegramPart } from '../src/channels/telegram/parts.ts';
import { sendTelegram } from '../src/channels/telegram/send.ts';
import { createFakeDesk } from './support/fake-desk.ts';
import { startTelegramEmulator, type TelegramEmulator } from './support/telegram-emulator.ts';

const PERSON = { id: 200 };
const GROUP = -300;
const SUPERGROUP = -100400;

let emulator: TelegramEmulator;
let api: TelegramApi;
let log: string[];
const cursors = new Map<string, string>();
const store = {
  readCursor: async (name: string) => cursors.get(name),
  writeCursor: async (name: string, value: string) => void cursors.set(name, value),
};

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  api = createTelegramApi({ token: emulator.world.token, apiRoot: emulator.apiRoot });
  emulator.says(PERSON, '/start');
  log = [];
  cursors.clear();
});
afterEach(() => emulator.close());

const FILES = { 'policy.docx': { name: '若干政策"(2026)".docx', bytes: new TextEncoder().encode('政策') } };

function send(payload: TelegramPart, place = '200', isGroup = false) {
  const part = { id: 'p'.repeat(32), payload } as unknown as OutboxPart;
  const conversation = { place, isGroup } as Conversation;
  const write = (details: object, message: string) => void log.push(`${message} ${JSON.stringify(details)}`);
  return sendTelegram(
    part,
    { conversation },
    {
      api,
      // As another process would begin with what is on disk.
      moves: createMoves('42', store),
      port: createFakeDesk({ files: FILES }),
      log: { error: write, warn: write, info: write },
    },
  );
}

const text = (html: string, more: object = {}): TelegramPart => ({ kind: 'text', html, ...more });

describe('a text', () => {
  it('is sent with its links and buttons, without a preview, and named by its id', async () => {
    const keyboard = [[{ text: '出处', callback_data: 'a.s' }]];
    const { sentAs } = await send(text('有<a href="https://x.example/">[1]</a> &lt;', { keyboard }));
    const [shown] = emulator.shown(200);
    expect(shown).toMatchObject({ text: '有[1] <', keyboard });
    expect(sentAs).toBe(String(shown?.message_id));
    expect(emulator.calls('sendMessage')[0]?.link_preview_options).toEqual({ is_disabled: true });
  });

  it('that Telegram cannot read is sent once more as it is seen, with its buttons, and logged', async () => {
    const keyboard = [[{ text: '出处', callback_data: 'a.s' }]];
    await send(text('<h1>园区</h1> &amp; 奖励', { keyboard }));
    expect(emulator.shown(200)).toMatchObject([{ text: '园区 & 奖励', keyboard }]);
    expect(log.join()).toContain("can't parse entities");
    expect(log.join()).not.toContain('园区');
  });

  it('takes the place of what was shown of it, once', async () => {
    const first = await send(text('正在查阅……'));
    const replaces = Number(first.sentAs);
    expect(await send(text('答案', { replaces }))).toEqual(first);
    // Sent again because nobody knew whether it had come.
    expect(await send(text('答案', { replaces }))).toEqual(first);
    expect(emulator.shown(200).map(({ text }) => text)).toEqual(['答案']);
  });

  it('is a message of its own where what was shown is gone', async () => {
    await send(text('答案', { replaces: 999, replyTo: 1 }));
    expect(emulator.shown(200)).toMatchObject([{ text: '答案', replyTo: 1 }]);
  });

  it('is sent though the question was deleted', async () => {
    await send(text('答案', { replyTo: 999 }));
    expect(emulator.shown(200)).toHaveLength(1);
  });
});

describe('a group', () => {
  it('that moved is followed, at once and by whoever comes later', async () => {
    emulator.adds(PERSON, GROUP, { type: 'group' });
    emulator.upgrades(GROUP, SUPERGROUP);
    await send(text('第一条'), String(GROUP), true);
    await send(text('第二条'), String(GROUP), true);
    expect(emulator.shown(SUPERGROUP).map(({ text }) => text)).toEqual(['第一条', '第二条']);
    // Only the first had to ask the old group.
    expect(emulator.calls('sendMessage').map(({ chat_id }) => chat_id)).toEqual([
      ...[GROUP, SUPERGROUP, SUPERGROUP],
    ]);
  });

  it('whose topic was deleted reads the answer outside of it', async () => {
    emulator.adds(PERSON, SUPERGROUP, { topics: [5] });
    await send(text('在话题里'), `${SUPERGROUP}:5`, true);
    await send(text('话题没了'), `${SUPERGROUP}:6`, true);
    expect(emulator.shown(SUPERGROUP).map(({ text, thread }) => [text, thread])).toEqual([
      ['在话题里', 5],
      ['话题没了', undefined],
    ]);
  });

  it('that put us out is gone', async () => {
    emulator.adds(PERSON, SUPERGROUP);
    emulator.world.chats.get(SUPERGROUP)!.isBlocked = true;
    await expect(send(text('答案'), String(SUPERGROUP), true)).rejects.toMatchObject({ failure: 'gone' });
  });
});

describe('what is no text', () => {
  it('a place stands on the map', async () => {
    const venue = { title: '新材料园', address: '江川大道1号', latitude: 26.9, longitude: 112.6 };
    await send({ kind: 'venue', ...venue });
    expect(emulator.shown(200)[0]?.media).toMatchObject({ kind: 'venue', params: venue });
  });

  it('a document is sent as it is now, under its name', async () => {
    await send({ kind: 'file', document: 'policy.docx', name: '若干政策', language: 'zh-Hans' });
    const { media } = emulator.shown(200)[0]!;
    expect(media).toMatchObject({ kind: 'document', bytes: 6 });
    expect(media?.params.document).toMatchObject({ name: '若干政策_(2026)_.docx' });
  });

  it('of a document that was withdrawn, only that is said', async () => {
    await send({ kind: 'file', document: 'gone.docx', name: 'A<B', language: 'en' });
    expect(emulator.shown(200)[0]?.text).toBe('“A<B” has been withdrawn and cannot be sent.');
  });

  it('a chart is a picture with the label, or left out with a line in the log where no font has Chinese', async () => {
    const row = (label: string, value: number) => [{ text: label }, { text: String(value), value }];
    const { sentAs } = await send({
      ...{ kind: 'chart', language: 'zh-Hans', caption: '内容由人工智能生成' },
      table: {
        title: '签约项目',
        columns: [
          { name: '年份', kind: 'text' },
          { name: '个数', kind: 'number' },
        ],
        rows: [row('2024', 80), row('2025', 86)],
        total: 2,
        chart: { kind: 'bar', label: 0, value: 1 },
      },
    });
    const [shown] = emulator.shown(200);
    if (sentAs === undefined) {
      expect(shown).toBeUndefined();
      return expect(log.join()).toContain('A chart is left out');
    }
    expect(shown?.media).toMatchObject({ kind: 'photo', params: { caption: '内容由人工智能生成' } });
    const picture = shown?.media?.params.photo as File;
    const png = new Uint8Array(await picture.arrayBuffer()).subarray(1, 4);
    expect(new TextDecoder().decode(png)).toBe('PNG');
  });
});
