import { afterEach, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import type { Answer } from '../src/types.ts';
import {
  answerOf,
  createFakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  type Script,
  stream,
} from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import { openWecomPath, type WecomPath } from './support/wecom-path.ts';

let running: WecomPath | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const LABEL = AI_LABEL['zh-Hans'];
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

/** Says a word, and the rest when it is let go. */
function slowly(answer: Answer) {
  const { promise: go, resolve } = Promise.withResolvers<void>();
  const script: Script = async function* () {
    yield { type: 'status', step: 'searching' };
    yield { type: 'text', delta: '工业总产值' };
    await go;
    yield { type: 'answer', answer };
  };
  return { script, go: resolve };
}

it('staff are welcomed, see an answer come with its internal source marked, follow up and rate', async () => {
  const desk = deskOf({ [QUESTION]: stream(ANSWER), [FOLLOW_UP]: stream(NEXT) });
  running = await openWecomPath(desk);
  const { emulator, store } = running;
  emulator.enters('lisi');
  await until(() => emulator.shown[0]?.kind === 'welcome');

  emulator.says('lisi', QUESTION);
  await until(() => emulator.shown.some(({ kind }) => kind === 'card'));
  const answer = emulator.shown[1]!;
  expect(answer).toMatchObject({ kind: 'stream', isFinished: true });
  expect(answer.content).toContain('工业总产值为1638.77亿元[1]');
  expect(answer.content).toMatch(/\[2\] 【内部】/);
  expect(answer.content.split(LABEL)).toHaveLength(2);
  expect(desk.asked[0]).toMatchObject({ text: QUESTION, audience: 'staff' });

  emulator.rates('lisi', 2, { inaccurate_reason_list: [2] });
  emulator.clicks('lisi', '追问 1');
  await until(() => emulator.shown.some(({ content }) => content.includes('江川大道1号')));
  expect(desk.asked[1]).toMatchObject({ text: FOLLOW_UP, history: [QUESTION] });
  const rated = await store.message(answer.feedback!);
  expect(rated?.rating).toEqual({ value: 'down', reason: '内容不完整' });
});

it('an answer that a restart cut off is given once, as a message of its own', async () => {
  const slow = slowly(ANSWER);
  running = await openWecomPath(deskOf({ [QUESTION]: slow.script }));
  const { emulator } = running;
  emulator.says('lisi', QUESTION);
  await until(() => emulator.shown[0]?.content === '工业总产值');
  await running.restart();
  slow.go();
  await until(() => emulator.shown.some(({ kind }) => kind === 'card'));
  expect(emulator.shown.map(({ kind, isFinished }) => [kind, isFinished])).toEqual([
    ['stream', false],
    ['markdown', true],
    ['card', true],
  ]);
  expect(emulator.shown[1]?.content).toContain('1638.77亿元');
});

it('an answer outlives the connection that its question came by', async () => {
  const slow = slowly(ANSWER);
  running = await openWecomPath(deskOf({ [QUESTION]: slow.script }));
  const { emulator } = running;
  emulator.says('lisi', QUESTION);
  await until(() => emulator.shown[0]?.content === '工业总产值');
  emulator.cut();
  await until(() => emulator.connections.subscribed === 2);
  slow.go();
  await until(() => emulator.shown.some(({ kind }) => kind === 'markdown'));
  expect(emulator.shown.filter(({ content }) => content.includes('1638.77亿元'))).toHaveLength(1);
});

it('whoever asks in a group is answered there, with the questions of others as no history of theirs', async () => {
  const desk = deskOf({ [QUESTION]: stream(ANSWER), [FOLLOW_UP]: stream(NEXT) });
  running = await openWecomPath(desk);
  const { emulator } = running;
  emulator.says('lisi', QUESTION, { group: 'group-1' });
  emulator.says('wangwu', FOLLOW_UP);
  await until(
    () => emulator.shown.filter(({ isFinished, kind }) => isFinished && kind === 'stream').length === 2,
  );
  const streams = emulator.shown.filter(({ kind }) => kind === 'stream');
  expect(streams.map(({ chat }) => chat).sort()).toEqual(['group-1', 'wangwu']);
  expect(desk.asked.map(({ history }) => history)).toEqual([[], []]);
});
