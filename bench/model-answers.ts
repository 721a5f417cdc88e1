/** Measures what a chat model that misbehaves can do to answers; see README.md. */
import { answerQuestion } from '../src/answer/answer.ts';
import { AppError, describeError } from '../src/errors.ts';
import type { Gold } from '../src/evaluation/gold.ts';
import { detectLanguage } from '../src/language/detect.ts';
import type { ChatModel } from '../src/models/model.ts';
import { createChatModel } from '../src/models/openai-compatible.ts';
import type { Answer } from '../src/types.ts';
import { misbehave, VICES } from '../tests/support/misbehaving-model.ts';
import { type Harm, harmsOf } from '../tests/support/model-harm.ts';
import { startOpenAiEndpoint } from '../tests/support/openai-endpoint.ts';
import { type GoldSet, goldSet } from './development.ts';
import { createRandom } from './fill.ts';
import { percentile } from './measure.ts';
import { parseOptions, wholeNumber } from './options.ts';

/** One answer of a misbehaving model. */
interface Outcome {
  vice: string;
  question: string;
  end: 'model' | 'extract' | 'declined' | 'not asked' | 'other';
  harms: Harm[];
  /** Replies that were asked for. */
  replies: number;
  /** What reading, checking and putting together took, while the model waited. */
  ownMs: number;
  /** From the last piece that was read to the first statement shown; absent where none was. */
  firstMs?: number;
}

/** Questions that are asked for each answer that is wanted of the model, at the most. */
const MOST_TRIES = 4;

try {
  const { questions, answers, seed, json } = parseOptions({
    questions: { type: 'string', multiple: true, default: [] },
    answers: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  if (questions.length === 0) {
    throw new AppError('bad-input', 'There is nothing to ask.', { next: 'Give --questions FILE=PACK.' });
  }
  const sets = await Promise.all(questions.map(goldSet));
  const outcomes = await run(sets, wholeNumber('--answers', answers), wholeNumber('--seed', seed));
  console.log(json ? JSON.stringify(outcomes) : table(outcomes));
  if (outcomes.some(({ harms }) => harms.length > 0)) process.exitCode = 1;
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

/** Asks question after question, vice after vice. */
async function run(sets: readonly GoldSet[], answers: number, seed: number): Promise<Outcome[]> {
  const random = createRandom(seed);
  const asked = sets.flatMap((set) => set.questions.map((gold) => ({ gold, set })));
  const vices = Object.keys(VICES);
  const scene = { vice: '', lies: [] as string[], replies: 0 };
  const endpoint = await startOpenAiEndpoint({
    reply(messages, request) {
      scene.replies += 1;
      // Told what was wrong, a model behaves half of the time.
      const vice = messages.length > 2 && random() < 0.5 ? 'behaves' : scene.vice;
      const { reply, lies } = misbehave(vice, { messages, request, random });
      scene.lies.push(...lies);
      return reply;
    },
  });
  try {
    const model = createChatModel({ baseUrl: endpoint.baseUrl, model: 'chat-test' });
    const outcomes: Outcome[] = [];
    let made = 0;
    // A question that the gate declines, or that is answered without a model, puts no model to the test.
    for (let i = 0; made < answers && i < MOST_TRIES * answers; i++) {
      // Each vice meets each question in time, whatever their numbers have in common.
      const { gold, set } = asked[(i + Math.floor(i / vices.length)) % asked.length]!;
      Object.assign(scene, { vice: vices[i % vices.length], lies: [], replies: 0 });
      outcomes.push(await answerOnce(gold, { set, model, scene }));
      endpoint.requests.length = 0;
      if (scene.replies > 0) made += 1;
      if (i % 250 === 249) console.error(`bench: ${made} of ${answers}`);
    }
    return outcomes;
  } finally {
    await endpoint.close();
  }
}

interface Asking {
  set: GoldSet;
  model: ChatModel;
  scene: { vice: string; lies: string[]; replies: number };
}

async function answerOnce(gold: Gold, { set, model, scene }: Asking): Promise<Outcome> {
  const clock = { ownMs: 0, givenAt: Number.NaN };
  const desk = { ...set.library, chat: timed(model, clock), about: { name: '示范园区' } };
  const question = {
    ...{ text: gold.question, history: gold.history, audience: gold.audience ?? 'public' },
    asOf: gold.as_of ?? '2024-03-01',
  };
  let everything = '';
  let firstMs: number | undefined;
  let answer: Answer | undefined;
  for await (const event of answerQuestion(question, desk)) {
    if (event.type === 'text') {
      everything += `${event.delta}\n`;
      if (!Number.isNaN(clock.givenAt)) firstMs ??= performance.now() - clock.givenAt;
    } else if (event.type === 'answer') answer = event.answer;
  }
  const language = detectLanguage(gold.question);
  const harms = harmsOf({ everything, answer: answer!, language, lies: scene.lies });
  const shownByModel = answer!.composedBy === 'model';
  return {
    ...{ vice: scene.vice, question: gold.question, end: endOf(answer!, scene.replies), harms },
    ...{ replies: scene.replies, ownMs: clock.ownMs, firstMs: shownByModel ? firstMs : undefined },
  };
}

function endOf({ outcome, composedBy }: Answer, replies: number): Outcome['end'] {
  if (replies === 0) return 'not asked';
  if (composedBy === 'model') return 'model';
  if (outcome === 'declined') return 'declined';
  return composedBy === 'extractive' ? 'extract' : 'other';
}

/** The model, adding up on `clock` what is done with each piece before the next is asked for. */
function timed(model: ChatModel, clock: { ownMs: number; givenAt: number }): ChatModel {
  return {
    ...model,
    async *stream(messages, options) {
      for await (const delta of model.stream(messages, options)) {
        clock.givenAt = performance.now();
        yield delta;
        clock.ownMs += performance.now() - clock.givenAt;
      }
    },
  };
}

function table(outcomes: readonly Outcome[]): string {
  const asked = outcomes.filter(({ end }) => end !== 'not asked');
  const count = (some: readonly Outcome[], end: Outcome['end']) =>
    some.filter((one) => one.end === end).length;
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const head = ['vice', 'answers', 'model', 'extract', 'declined', 'second tries', 'harms'];
  const rows = [...Map.groupBy(asked, ({ vice }) => vice)].map(([vice, some]) => [
    ...[vice, some.length, count(some, 'model'), count(some, 'extract'), count(some, 'declined')],
    ...[some.filter(({ replies }) => replies > 1).length, some.flatMap(({ harms }) => harms).length],
  ]);
  const harms = asked.flatMap((one) =>
    one.harms.map((harm) => ({ ...harm, vice: one.vice, question: one.question })),
  );
  const kinds = [...Map.groupBy(harms, ({ kind }) => kind)].map(([kind, some]) => `${some.length} ${kind}`);
  const own = asked.map(({ ownMs }) => ownMs);
  const first = asked.flatMap(({ firstMs }) => firstMs ?? []);
  const ms = (values: readonly number[], share: number) => `${percentile([...values], share).toFixed(1)} ms`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    `${outcomes.length} answers, ${asked.length} of them after asking the model; harms: ${kinds.join(', ') || 'none'}`,
    `own time an answer: p50 ${ms(own, 0.5)}, p95 ${ms(own, 0.95)}`,
    `from the piece that completes it to the first statement shown: p50 ${ms(first, 0.5)}, p95 ${ms(first, 0.95)}`,
    ...harms
      .slice(0, 60)
      .map(({ kind, words, vice, question }) => `- ${kind} · ${vice} · ${question} · ${words.slice(0, 160)}`),
  ].join('\n');
}
