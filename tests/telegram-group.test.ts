import { afterEach, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import { DESK_STRINGS } from '../src/channels/inbound/strings.ts';
import { TELEGRAM_TEXTS } from '../src/channels/telegram/strings.ts';
import type { AnswerEvent } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, type Script, stream } from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import { messageIn, openTelegramPath, type TelegramPath } from './support/telegram-path.ts';

let running: TelegramPath | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const GROUP = -1001234567890;
const ASKER = { id: 5001, languageCode: 'zh-hans' };
const OTHER = { id: 5002, languageCode: 'zh-hans' };
const BOT = '@LuodiDeskBot';
const QUESTION = '今年产值是多少？';
const ANSWER = answerOf({ text: '工业总产值为1638.77亿元[1]。', citations: [OUTPUT_CITATION] });
const LABEL = AI_LABEL['zh-Hans'];
const { stop, stopping, notYours, searching } = TELEGRAM_TEXTS['zh-Hans'];

async function open(scripts: Record<string, Script>): Promise<TelegramPath> {
  running = await openTelegramPath(createFakeDesk({ scripts }));
  return running;
}

/** Says a word, and the rest when it is let go, or stops when it is told to. */
function slowly() {
  const { promise: go, resolve } = Promise.withResolvers<void>();
  const script = async function* (_: unknown, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    yield { type: 'status', step: 'searching' };
    yield { type: 'text', delta: '工业总产值' };
    await Promise.race([go, new Promise((_, reject) => signal.addEventListener('abort', reject))]);
    yield { type: 'answer', answer: ANSWER };
  };
  return { script: script as Script, go: resolve };
}

it('in a group only what is said to the bot is answered, as a reply, without the mention', async () => {
  const { emulator } = await open({ [QUESTION]: stream(ANSWER) });
  emulator.adds(ASKER, GROUP);
  const greeting = await messageIn(running!, GROUP, 0);
  expect(greeting.text).toBe(DESK_STRINGS['zh-Hans'].greeting('江川经济技术开发区'));
  emulator.says(OTHER, '今天天气不错', { group: GROUP });
  emulator.says(OTHER, '/help@AnotherBot', { group: GROUP });
  emulator.says(OTHER, '@SomebodyElse 今年产值是多少？', { group: GROUP });
  emulator.says(ASKER, `${BOT} ${QUESTION}`, { group: GROUP });
  await until(() => emulator.shown(GROUP).some(({ text }) => text?.includes('1638.77')));
  const answered = await messageIn(running!, GROUP, 1);
  const asked = [...emulator.world.chats.get(GROUP)!.messages.values()].find(({ text }) =>
    text?.startsWith(BOT),
  );
  expect(answered).toMatchObject({
    text: `${ANSWER.text}\n\n${LABEL}`,
    replyTo: asked!.message_id,
  });
  emulator.says(OTHER, QUESTION, { group: GROUP, replyTo: answered });
  await until(() => emulator.shown(GROUP).filter(({ text }) => text?.includes('1638.77')).length === 2);
  emulator.says(OTHER, `/help${BOT.toLowerCase()}`, { group: GROUP });
  expect((await messageIn(running!, GROUP, 3)).text).toContain('/zones');
  expect(emulator.shown(GROUP)).toHaveLength(4);
});

it('an answer in a topic stays in it, growing by edits of one message that the reply replaces', async () => {
  const slow = slowly();
  const { emulator } = await open({ [QUESTION]: slow.script });
  emulator.adds(ASKER, GROUP, { topics: [7] });
  await messageIn(running!, GROUP, 0);
  emulator.says(ASKER, `${BOT} ${QUESTION}`, { group: GROUP, thread: 7 });
  await until(() => emulator.shown(GROUP)[1]?.text?.startsWith('工业总产值') === true);
  const growing = await messageIn(running!, GROUP, 1);
  expect(growing.thread).toBe(7);
  expect(growing.keyboard).toEqual([[{ text: stop, callback_data: 'stop' }]]);
  slow.go();
  await until(() => growing.text?.includes('1638.77') === true);
  expect(growing.text).toBe(`${ANSWER.text}\n\n${LABEL}`);
  expect(growing.keyboard?.flat().map(({ text }) => text)).not.toContain(stop);
  expect(emulator.shown(GROUP)).toHaveLength(2);
  expect(emulator.calls('sendMessageDraft')).toEqual([]);
  expect([searching, `工业总产值\n\n${LABEL}`]).toEqual(expect.arrayContaining(growing.before));
});

it('only who asked may stop an answer in a group, and the message says that it was stopped', async () => {
  const { emulator } = await open({ [QUESTION]: slowly().script });
  emulator.adds(ASKER, GROUP);
  await messageIn(running!, GROUP, 0);
  emulator.says(ASKER, `${BOT} ${QUESTION}`, { group: GROUP });
  const growing = await messageIn(running!, GROUP, 1);
  const told = emulator.taps(OTHER, growing, stop);
  await until(() => emulator.world.callbacks.get(told)?.text === notYours);
  expect(growing.keyboard).toBeDefined();
  const stopped = emulator.taps(ASKER, growing, stop);
  await until(() => growing.text === DESK_STRINGS['zh-Hans'].stopped);
  expect(emulator.world.callbacks.get(stopped)).toEqual({ isAnswered: true, text: stopping });
  expect(emulator.shown(GROUP)).toHaveLength(2);
});

it('after a restart the message that showed half an answer becomes the answer', async () => {
  const slow = slowly();
  const path = await open({ [QUESTION]: slow.script });
  const { emulator } = path;
  emulator.adds(ASKER, GROUP);
  await messageIn(path, GROUP, 0);
  emulator.says(ASKER, `${BOT} ${QUESTION}`, { group: GROUP });
  await until(() => emulator.shown(GROUP)[1]?.text?.startsWith('工业总产值') === true);
  await path.restart();
  slow.go();
  await until(() => emulator.shown(GROUP).some(({ text }) => text?.includes('1638.77')));
  expect(emulator.shown(GROUP)).toHaveLength(2);
  expect((await messageIn(path, GROUP, 1)).text).toContain('1638.77');
});

it('a group that becomes a supergroup is answered at its new address', async () => {
  const slow = slowly();
  const { emulator } = await open({ [QUESTION]: slow.script });
  emulator.adds(ASKER, -4001, { type: 'group' });
  await messageIn(running!, -4001, 0);
  emulator.says(ASKER, `${BOT} ${QUESTION}`, { group: -4001 });
  await messageIn(running!, -4001, 1);
  emulator.world.chats.get(-4001)!.movedTo = GROUP;
  emulator.adds(ASKER, GROUP);
  slow.go();
  await until(() => emulator.shown(GROUP).some(({ text }) => text?.includes('1638.77')));
});

it('a draft grows in a private chat and is stopped; a server without drafts shows typing', async () => {
  const { emulator } = await open({ [QUESTION]: slowly().script });
  emulator.says(ASKER, QUESTION);
  const drafts = () => [...(emulator.world.chats.get(5001)?.drafts.values() ?? [])];
  await until(() => drafts()[0]?.texts.at(-1) === `工业总产值\n\n${LABEL}`);
  expect(new Set(drafts()[0]!.texts).size).toBe(drafts()[0]!.texts.length);
  emulator.stopsDraft(ASKER);
  expect((await messageIn(running!, 5001, 0)).text).toBe(DESK_STRINGS['zh-Hans'].stopped);
  expect(drafts()).toEqual([]);

  emulator.world.knowsDrafts = false;
  const before = emulator.calls('sendMessageDraft').length;
  emulator.says(ASKER, QUESTION);
  await until(() => emulator.calls('sendChatAction').length > 0);
  emulator.says(OTHER, QUESTION);
  await until(() => emulator.calls('sendChatAction').some(({ chat_id }) => chat_id === OTHER.id));
  expect(emulator.calls('sendMessageDraft').length).toBe(before + 1);
});
