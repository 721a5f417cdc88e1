import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import { DESK_STRINGS } from '../src/channels/inbound/strings.ts';
import type { Answer, Language } from '../src/types.ts';
import {
  ABOUT,
  answerOf,
  createFakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  type Script,
  stream,
} from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import type { TgMessage } from './support/telegram-emulator-world.ts';
import { messageIn as message, openTelegramPath, type TelegramPath } from './support/telegram-path.ts';

let running: TelegramPath | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const PERSON = { id: 5001, languageCode: 'zh-hans' };
const QUESTION = '今年产值和奖励上限是多少？';
const FOLLOW_UP = '新材料园在哪里？';
const ANSWER = answerOf({
  text: '工业总产值为1638.77亿元[1]，奖励最高2000万元[2]。',
  citations: [OUTPUT_CITATION, POLICY_CITATION],
  suggestions: [FOLLOW_UP],
});
const NEXT = answerOf({ text: '新材料园在江川大道1号。' });

const deskOf = (scripts: Record<string, Script>) =>
  createFakeDesk({ scripts, sources: { [OUTPUT_CITATION.passage]: OUTPUT_SOURCE } });

const labelsOf = ({ keyboard = [] }: TgMessage) => keyboard.flat().map(({ text }) => text);

describe('a private chat', () => {
  const ASKED: Record<Language, { code: string; question: string; followUp: string }> = {
    'zh-Hans': { code: 'zh-hans', question: QUESTION, followUp: FOLLOW_UP },
    'zh-Hant': { code: 'zh-hant', question: '今年產值和獎勵上限是多少？', followUp: '新材料園在哪裡？' },
    en: { code: 'de', question: 'What is the output this year?', followUp: 'Where is the park?' },
  };

  it.each(Object.keys(ASKED) as Language[])(
    'is greeted by a deep link, asks, follows up, sees sources, rates and calls a person, in %s',
    async (language) => {
      const { code, question, followUp } = ASKED[language];
      const answer: Answer = { ...ANSWER, language, suggestions: [followUp] };
      const next: Answer = { ...NEXT, language };
      const desk = deskOf({ [question]: stream(answer), [followUp]: stream(next) });
      running = await openTelegramPath(desk);
      const path = running;
      const { emulator, store } = path;
      const person = { id: 5001, languageCode: code };
      const words = DESK_STRINGS[language];

      emulator.says(person, '/start expo2026');
      const greeting = await message(path, 5001, 0);
      expect(greeting.text).toBe(words.greeting(ABOUT.name));
      expect(labelsOf(greeting)).toEqual(ABOUT.suggestions[language].slice(0, 3));

      emulator.says(person, question);
      const answered = await message(path, 5001, 1);
      expect(answered.text).toBe(`${answer.text}\n\n${AI_LABEL[language]}`);
      expect(answered.entities).toContainEqual({
        type: 'a',
        offset: answer.text.indexOf('[1]'),
        length: 3,
        url: 'https://desk.example/source/passage-output',
      });
      const { sources, person: human, up, down } = words.buttons;
      expect(labelsOf(answered)).toEqual([sources, followUp, human, up, down]);

      const taps = [emulator.taps(person, answered, followUp)];
      const followed = await message(path, 5001, 2);
      expect(followed.text).toContain(next.text);
      expect(desk.asked[1]).toMatchObject({ text: followUp, history: [question], audience: 'public' });

      taps.push(emulator.taps(person, answered, sources));
      const listed = await message(path, 5001, 3);
      expect(listed.text).toContain(`[1] ${OUTPUT_CITATION.title}`);
      expect(listed.text).not.toContain(AI_LABEL[language]);
      expect(listed.keyboard?.flat().map(({ url }) => url)).toEqual([
        'https://desk.example/source/passage-output',
        'https://desk.example/source/passage-policy',
      ]);

      taps.push(emulator.taps(person, answered, down));
      const asked = await message(path, 5001, 4);
      expect(labelsOf(asked)).toEqual(words.reasons);
      taps.push(emulator.taps(person, asked, words.reasons[3]!));
      expect((await message(path, 5001, 5)).text).toContain(words.reasonNoted.slice(0, 4));

      taps.push(emulator.taps(person, answered, human));
      expect((await message(path, 5001, 6)).text).toContain(ABOUT.contact!.phone!);
      const [matter] = await store.openMatters({ limit: 10 });
      expect(matter?.kind).toBe('person');
      const conversation = await store.conversation(matter!.conversation);
      expect(conversation).toMatchObject({ source: 'expo2026', language });
      const said = await store.messages(conversation!.id, { limit: 20 });
      expect(said.find((message) => message.question === question)?.rating).toEqual({
        value: 'down',
        reason: 'outdated',
      });
      await until(() => taps.every((tap) => emulator.world.callbacks.get(tap)?.isAnswered));
      expect(emulator.world.calls.filter(({ error }) => error)).toEqual([]);
    },
    30_000,
  );

  it('is told what cannot be read, and where the nearest park is', async () => {
    running = await openTelegramPath(deskOf({}));
    const path = running;
    const { unreadable, noPlaces } = DESK_STRINGS['zh-Hans'];
    path.emulator.says(PERSON, undefined, { fields: { voice: { file_id: 'x' } } });
    expect((await message(path, 5001, 0)).text).toBe(unreadable.voice);
    path.emulator.says(PERSON, undefined, { fields: { sticker: { file_id: 'x' } } });
    expect((await message(path, 5001, 1)).text).toBe(unreadable.sticker);
    path.emulator.says(PERSON, undefined, { fields: { location: { latitude: 26.8, longitude: 112.6 } } });
    expect((await message(path, 5001, 2)).text).toBe(noPlaces);
  });

  it('whoever blocked the bot gets nothing more, and is answered again after coming back', async () => {
    const desk = deskOf({ [QUESTION]: stream(ANSWER) });
    running = await openTelegramPath(desk);
    const path = running;
    const { emulator, store } = path;
    emulator.says(PERSON, QUESTION);
    await message(path, 5001, 0);
    emulator.blocks(PERSON);
    const at = { channel: 'telegram' as const, account: '7654321', place: '5001' };
    while ((await store.conversationAt(at))?.isReachable) await wait(5);
    emulator.says(PERSON, QUESTION);
    expect((await message(path, 5001, 1)).text).toContain('1638.77');
    expect((await store.conversationAt(at))?.isReachable).toBe(true);
  });

  it('a long answer comes in order, labelled in each part, with one keyboard', async () => {
    const lines = Array.from({ length: 700 }, (_, n) => `- 第${n}项：奖励最高${n}万元。`);
    const long = answerOf({ ...ANSWER, text: lines.join('\n') });
    running = await openTelegramPath(deskOf({ [QUESTION]: stream(long) }));
    const path = running;
    path.emulator.says(PERSON, QUESTION);
    await until(() => path.emulator.shown(5001).some(({ keyboard }) => keyboard));
    const parts = path.emulator.shown(5001);
    expect(parts.length).toBeGreaterThan(2);
    const label = `\n\n${AI_LABEL['zh-Hans']}`;
    for (const { text } of parts) expect(text!.split(label)).toEqual([expect.any(String), '']);
    const seen = parts.flatMap(({ text }) => text!.slice(0, -label.length).trim().split('\n'));
    expect(seen).toEqual(lines.map((line) => line.replace('- ', '• ')));
    expect(parts.filter(({ keyboard }) => keyboard)).toEqual([parts.at(-1)]);
  }, 30_000);
});

describe('what goes wrong', () => {
  it('an account that is asked to wait waits as long, and the answer comes once', async () => {
    running = await openTelegramPath(deskOf({ [QUESTION]: stream(ANSWER) }));
    const path = running;
    const { emulator } = path;
    const storm = { method: 'sendMessage', code: 429, description: 'Too Many Requests: retry after 1' };
    emulator.fails({ ...storm, retryAfter: 1, times: 2 });
    emulator.fails({ ...storm, method: 'sendMessageDraft', retryAfter: 1, times: 100 });
    emulator.says(PERSON, QUESTION);
    expect((await message(path, 5001, 0)).text).toContain('1638.77');
    const times = emulator.world.calls.filter(({ method }) => method === 'sendMessage').map(({ at }) => at);
    expect(times).toHaveLength(3);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1000);
    expect(emulator.calls('sendMessageDraft')).toHaveLength(1);
    expect(emulator.calls('editMessageText')).toEqual([]);
  }, 30_000);

  it('what Telegram cannot read is sent once more as plain text, and logged', async () => {
    running = await openTelegramPath(deskOf({ [QUESTION]: stream(ANSWER) }));
    const path = running;
    const description = "Bad Request: can't parse entities: Unsupported start tag";
    path.emulator.fails({ method: 'sendMessage', code: 400, description });
    path.emulator.says(PERSON, QUESTION);
    const answered = await message(path, 5001, 0);
    expect(answered.text).toBe(`${ANSWER.text}\n\n${AI_LABEL['zh-Hans']}`);
    expect(path.log.join('\n')).toContain('It is sent as plain text.');
  });

  it('an update that comes again after a restart is answered once', async () => {
    const gate = Promise.withResolvers<void>();
    const slow: Script = async function* () {
      yield { type: 'status', step: 'searching' };
      yield { type: 'text', delta: '工业总产值' };
      await gate.promise;
      yield { type: 'answer', answer: ANSWER };
    };
    const desk = deskOf({ [QUESTION]: slow });
    running = await openTelegramPath(desk);
    const path = running;
    const { emulator } = path;
    emulator.says(PERSON, QUESTION);
    await until(() => (emulator.world.chats.get(5001)?.drafts.size ?? 0) > 0);
    const unconfirmed = structuredClone(emulator.world.updates);
    await path.restart();
    emulator.world.updates.unshift(
      ...unconfirmed.filter(({ update_id: id }) =>
        emulator.world.updates.every(({ update_id }) => update_id !== id),
      ),
    );
    emulator.world.arrived();
    gate.resolve();
    await message(path, 5001, 0);
    emulator.says(PERSON, '/reset');
    await message(path, 5001, 1);
    const texts = emulator.shown(5001).map(({ text }) => text);
    expect(texts.filter((text) => text?.includes('1638.77'))).toHaveLength(1);
    expect(texts).toHaveLength(2);
  });
});
