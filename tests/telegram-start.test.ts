import { afterEach, expect, it } from 'vitest';
import type { ChannelDeps } from '../src/channels/channel-deps.ts';
import { createTelegramChannel } from '../src/channels/telegram/telegram.ts';
import { answerOf, createFakeDesk, stream } from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import { startTelegramEmulator, type TelegramEmulator } from './support/telegram-emulator.ts';
import { openTelegramPath, type TelegramPath } from './support/telegram-path.ts';

let emulator: TelegramEmulator | undefined;
let running: TelegramPath | undefined;
afterEach(async () => {
  await running?.close();
  await emulator?.close();
  running = undefined;
  emulator = undefined;
});

const QUESTION = '今年产值是多少？';
const ANSWER = answerOf({ text: '工业总产值为1638.77亿元。' });

function channelWith(settings: { token: string; apiRoot: string }) {
  const log: string[] = [];
  const accepted: string[] = [];
  const write = (_: Record<string, unknown>, message: string) => void log.push(message);
  const deps = {
    intake: {
      async accept({ key }: { key: string }) {
        accepted.push(key);
        return { isNew: true };
      },
    },
    port: createFakeDesk({}),
    store: { readCursor: async () => undefined, writeCursor: async () => undefined },
    links: { source: () => undefined },
    clock: () => new Date(),
    fetch,
    log: { error: write, warn: write, info: write },
  } as unknown as ChannelDeps;
  const timing = { retryMs: 5, pollMs: 2_000 };
  return { channel: createTelegramChannel(settings, deps, timing), log, accepted };
}

it('a bot whose server is away at the start receives as soon as it is there', async () => {
  emulator = await startTelegramEmulator();
  const { world, apiRoot } = emulator;
  emulator.fails({ method: 'getMe', code: 502, description: 'Bad Gateway', times: 2 });
  emulator.fails({ method: 'deleteWebhook', code: 429, description: 'Too Many Requests', times: 1 });
  const { channel, accepted, log } = channelWith({ token: world.token, apiRoot });
  await channel.start!();
  emulator.says({ id: 5001 }, QUESTION);
  await until(() => accepted.length === 1);
  await channel.stop!();
  expect(log.filter((line) => line.includes('getMe'))).toHaveLength(2);
});

it('a wrong token is told with what to do, without the token, and stopping waits for nothing', async () => {
  emulator = await startTelegramEmulator();
  const token = '7654321:AAWrongTokenThatNobodyMaySee-0123456789';
  const { channel, log } = channelWith({ token, apiRoot: `${emulator.apiRoot}/` });
  await channel.start!();
  await until(() => log.length > 1);
  await channel.stop!();
  expect(log[0]).toContain('401');
  expect(log[0]).toContain('TELEGRAM_BOT_TOKEN');
  expect(log.join()).not.toContain(token.split(':')[1]);
});

it('sixty people who ask at once are answered once each', async () => {
  running = await openTelegramPath(createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } }));
  const { emulator: telegram } = running;
  const people = Array.from({ length: 60 }, (_, n) => ({ id: 6001 + n, languageCode: 'zh-hans' }));
  for (const person of people) telegram.says(person, QUESTION);
  await until(() => people.every(({ id }) => telegram.shown(id).length > 0));
  await until(() => telegram.world.updates.length === 0);
  expect(people.map(({ id }) => telegram.shown(id).length)).toEqual(people.map(() => 1));
  expect(telegram.world.calls.filter(({ error }) => error)).toEqual([]);
}, 30_000);

it('parts of a long answer keep the pace that Telegram asks for', async () => {
  const text = Array.from({ length: 500 }, (_, n) => `第${n}项：奖励最高${n}万元。`).join('\n');
  const desk = createFakeDesk({ scripts: { [QUESTION]: stream(answerOf({ text })) } });
  running = await openTelegramPath(desk, { isPaced: true });
  const { emulator: telegram } = running;
  telegram.world.flood = { everyMs: 1000, burst: 1 };
  telegram.says({ id: 5001, languageCode: 'zh-hans' }, QUESTION);
  await until(() => telegram.shown(5001).some(({ keyboard }) => keyboard));
  expect(telegram.shown(5001).length).toBeGreaterThanOrEqual(2);
  expect(telegram.world.calls.filter(({ error }) => error)).toEqual([]);
}, 30_000);
