import { afterEach, expect, it } from 'vitest';
import { createTelegramApi } from '../src/channels/telegram/api.ts';
import { poll } from '../src/channels/telegram/poll.ts';
import { answerOf, createFakeDesk, stream } from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import { startTelegramEmulator } from './support/telegram-emulator.ts';
import { messageIn, openTelegramPath, type TelegramPath, WEBHOOK } from './support/telegram-path.ts';

let running: TelegramPath | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const PERSON = { id: 5001, languageCode: 'zh-hans' };
const QUESTION = '今年产值是多少？';
const DESK = createFakeDesk({
  scripts: { [QUESTION]: stream(answerOf({ text: '工业总产值为1638.77亿元。' })) },
  passages: {
    产值: [
      {
        ...{ passage: 'p1', text: '工业总产值<1638.77>亿元', document: 'd', title: '成果通报' },
        locator: '第3段',
      },
    ],
  },
  documents: [{ document: 'd', title: '成果通报', passage: 'p1', validity: {} }],
});

const open = async (options: { isPushed?: boolean } = {}) => {
  running = await openTelegramPath(DESK, options);
  return running;
};

const call = (path: TelegramPath, body: string, headers: Record<string, string> = {}) =>
  path.channel.handle!(new Request(WEBHOOK.url, { method: 'POST', body, headers }));
const KEY = { 'x-telegram-bot-api-secret-token': WEBHOOK.secret };

const update = (id: number, text: string) =>
  JSON.stringify({
    update_id: id,
    message: {
      ...{ message_id: 1, date: 1_770_000_000, text },
      chat: { id: 5001, type: 'private' },
      from: { id: 5001, is_bot: false, first_name: 'x' },
    },
  });

it('a webhook takes only calls with the secret, keeps each once and is called again where it could not', async () => {
  const path = await open({ isPushed: true });
  const { emulator } = path;
  await until(() => emulator.world.webhook?.url === WEBHOOK.url);
  for (const headers of [undefined, { 'x-telegram-bot-api-secret-token': 'forged' }]) {
    expect((await call(path, update(1, QUESTION), headers)).status).toBe(401);
  }
  expect(await path.store.backlog()).toMatchObject({ messages: 0 });
  path.failAccepting(2);
  emulator.says(PERSON, QUESTION);
  expect((await messageIn(path, 5001, 0)).text).toContain('1638.77');
  await until(() => path.statuses.length >= 3);
  expect(path.statuses.slice(0, 3)).toEqual([503, 503, 200]);

  const again = update(800, QUESTION);
  const answers = await Promise.all(Array.from({ length: 5 }, () => call(path, again, KEY)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await messageIn(path, 5001, 1);
  emulator.says(PERSON, '/reset');
  await messageIn(path, 5001, 2);
  expect(emulator.shown(5001)).toHaveLength(3);
});

it('a webhook refuses what is too long or no JSON, and passes over what it does not know', async () => {
  const path = await open({ isPushed: true });
  expect((await call(path, 'x'.repeat(1024 * 1024 + 1), KEY)).status).toBe(413);
  expect((await call(path, '{"update_id":', KEY)).status).toBe(400);
  expect((await call(path, '{"update_id":1,"poll":{}}', KEY)).status).toBe(200);
  expect((await call(path, '{"update_id":2,"message":{"text":[]}}', KEY)).status).toBe(200);
  expect((await call(path, '[]', KEY)).status).toBe(200);
  const get = await path.channel.handle!(new Request(WEBHOOK.url, { headers: KEY }));
  expect(get.status).toBe(405);
  expect(await path.store.backlog()).toMatchObject({ messages: 0 });
});

it('updates are asked for again until they are kept, and a webhook that is left over is removed', async () => {
  const emulator = await startTelegramEmulator();
  try {
    emulator.world.webhook = { url: 'https://old.example', secret: '' };
    const api = createTelegramApi({ token: emulator.world.token, apiRoot: emulator.apiRoot });
    await api.call('deleteWebhook', { drop_pending_updates: false });
    for (const text of ['one', 'two', 'three']) emulator.says(PERSON, text);
    const stopping = new AbortController();
    const taken: number[] = [];
    let failures = 2;
    const log = { error() {}, warn() {}, info() {} };
    const polling = poll({
      ...{ api, log, signal: stopping.signal, timing: { pollMs: 2000, retryMs: 5 } },
      async take({ update_id }) {
        if (taken.length === 1 && failures-- > 0) throw new Error('The disk is full.');
        taken.push(update_id);
        if (taken.length === 1) expect(emulator.world.updates).toHaveLength(3);
      },
    });
    await until(() => emulator.world.updates.length === 0);
    stopping.abort();
    await polling;
    expect(new Set(taken).size).toBe(3);
    const offsets = emulator.calls('getUpdates').map(({ offset }) => offset);
    expect(offsets.slice(0, 2)).toEqual([undefined, undefined]);
    expect(offsets.at(-1)).toBe(taken.at(-1)! + 1);
  } finally {
    await emulator.close();
  }
});

it('a second program that asks for the same updates is named, and the bot goes on', async () => {
  const path = await open();
  const { emulator } = path;
  const description =
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
  emulator.fails({ method: 'getUpdates', code: 409, description });
  emulator.says(PERSON, QUESTION);
  await messageIn(path, 5001, 0);
  emulator.says(PERSON, QUESTION);
  await messageIn(path, 5001, 1);
  await until(() => path.log.some((line) => line.includes('Another program asks for the updates')));
  expect(path.log.join('\n')).not.toContain(emulator.world.token);
});

it('the bot introduces itself in Chinese and English, and leaves texts that are there', async () => {
  const path = await open();
  const { world } = path.emulator;
  await until(() => world.texts.has('short_description en'));
  expect([...world.commands.keys()].sort()).toEqual(
    ['default', 'all_private_chats', 'all_group_chats'].flatMap((scope) => [scope, `${scope} en`]).sort(),
  );
  world.texts.set('description en', 'Ours');
  await path.restart();
  await until(() => path.emulator.calls('getMyShortDescription').length === 4);
  expect(world.texts.get('description en')).toBe('Ours');
});

it('an inline search gives passages as they stand, with their page, and what there is where nothing is asked', async () => {
  const { emulator } = await open();
  const { inlineQueries } = emulator.world;
  const query = emulator.searches(PERSON, '产值');
  await until(() => inlineQueries.get(query) !== undefined);
  expect(inlineQueries.get(query)).toMatchObject({
    is_personal: true,
    results: [
      {
        title: '成果通报',
        description: '工业总产值<1638.77>亿元',
        input_message_content: {
          message_text:
            '<blockquote>工业总产值&lt;1638.77&gt;亿元</blockquote>\n<a href="https://desk.example/source/p1">成果通报 · 第3段</a>',
        },
      },
    ],
  });
  const empty = emulator.searches(PERSON, '');
  await until(() => inlineQueries.get(empty) !== undefined);
  expect(inlineQueries.get(empty)!.results).toHaveLength(1);
  expect(await running!.store.backlog()).toMatchObject({ messages: 0, waiting: 0 });
});

it('the published pace is kept: one message a second in a chat, twenty a minute in a group, thirty a second in all', async () => {
  const path = await open();
  const { accountGapMs, conversationGapMs } = path.channel.limits;
  expect(accountGapMs).toBeGreaterThanOrEqual(1000 / 30);
  path.emulator.says(PERSON, QUESTION);
  await messageIn(path, 5001, 0);
  const at = { channel: 'telegram' as const, account: String(path.emulator.world.me.id), place: '5001' };
  const conversation = (await path.store.conversationAt(at))!;
  expect(conversationGapMs!(conversation)).toBeGreaterThanOrEqual(1000);
  expect(conversationGapMs!({ ...conversation, isGroup: true })).toBeGreaterThanOrEqual(60_000 / 20);
});
