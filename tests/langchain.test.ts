import { once } from 'node:events';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { RunnableLambda } from '@langchain/core/runnables';
import { describe, expect, it } from 'vitest';
import { type LuodiAnswer, LuodiRetriever, luodiRunnable } from '../src/langchain/index.ts';
import type { AnswerEvent } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, play, stream } from './support/fake-desk.ts';

const QUESTION = '2025年产值是多少？';
const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]，同比增长9.2%[1]。',
  citations: [OUTPUT_CITATION],
});
const FOUND = {
  passage: 'passage-output',
  text: OUTPUT_CITATION.quote,
  document: OUTPUT_CITATION.document,
  title: OUTPUT_CITATION.title,
  locator: OUTPUT_CITATION.locator,
};

function deskOf(script = stream(ANSWER)) {
  const desk = createFakeDesk({
    scripts: { [QUESTION]: script },
    passages: {
      [QUESTION]: [FOUND, { ...FOUND, passage: 'passage-2', sourceUrl: 'https://park.example/1' }],
    },
  });
  return Object.assign(desk, { today: () => '2026-03-01' });
}

describe('LuodiRetriever', () => {
  it('gives the passages with what is needed to quote them', async () => {
    const found = await new LuodiRetriever({ luodi: deskOf() }).invoke(QUESTION);
    const metadata = { source: FOUND.document, title: FOUND.title, locator: FOUND.locator };
    expect(found).toMatchObject([
      { id: 'passage-output', pageContent: FOUND.text, metadata: { ...metadata, passage: 'passage-output' } },
      { metadata: { passage: 'passage-2', url: 'https://park.example/1' } },
    ]);
  });

  it('gives no more than are wanted, of the public unless staff ask', async () => {
    const luodi = deskOf();
    const asked: unknown[] = [];
    luodi.search = async (question, limit) => {
      asked.push({ ...question, limit });
      return [];
    };
    await new LuodiRetriever({ luodi, limit: 1 }).invoke(QUESTION);
    await new LuodiRetriever({ luodi, audience: 'staff' }).invoke(QUESTION);
    const question = { text: QUESTION, history: [], asOf: '2026-03-01' };
    expect(asked).toEqual([
      { ...question, audience: 'public', limit: 1 },
      { ...question, audience: 'staff', limit: 5 },
    ]);
  });

  it('fails where the search fails, and does not find nothing', async () => {
    const luodi = deskOf();
    luodi.search = async () => {
      throw new Error('The index is gone.');
    };
    await expect(new LuodiRetriever({ luodi }).invoke(QUESTION)).rejects.toThrow('The index is gone.');
  });
});

describe('luodiRunnable', () => {
  it('answers with the sources, and takes of a history what people said', async () => {
    const luodi = deskOf();
    const history = ['你好', new AIMessage('产值是9999亿元。'), new HumanMessage('园区在哪里？')];
    expect(await luodiRunnable(luodi).invoke({ question: QUESTION, history })).toEqual({
      answer: ANSWER.text,
      citations: [OUTPUT_CITATION],
      outcome: 'answered',
      language: 'zh-Hans',
      composedBy: 'extractive',
    });
    expect(luodi.asked[0]).toMatchObject({ history: ['你好', '园区在哪里？'], audience: 'public' });
  });

  it('streams pieces of which nothing is withdrawn, and which add up to the answer', async () => {
    const resetting = play(
      { type: 'text', delta: '1500亿元' },
      { type: 'reset' },
      { type: 'answer', answer: ANSWER },
    );
    const pieces: Partial<LuodiAnswer>[] = [];
    for await (const piece of await luodiRunnable(deskOf(resetting)).stream(QUESTION)) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.map(({ answer = '' }) => answer).join('')).toBe(ANSWER.text);
    expect(pieces.at(-1)).toMatchObject({ outcome: 'answered', citations: [{ n: 1 }] });
  });

  it('is a step of a chain', async () => {
    const marks = RunnableLambda.from(
      ({ answer, citations }: LuodiAnswer) => `${citations.length}: ${answer}`,
    );
    expect(await luodiRunnable(deskOf()).pipe(marks).invoke(QUESTION)).toBe(`1: ${ANSWER.text}`);
    expect(await luodiRunnable(deskOf()).pipe(marks).batch([QUESTION, QUESTION])).toHaveLength(2);
  });

  it('throws where no answer could be made', async () => {
    const failed = play({ type: 'answer', answer: answerOf({ outcome: 'failed', text: '现在查不到。' }) });
    await expect(luodiRunnable(deskOf(failed)).invoke(QUESTION)).rejects.toThrow('现在查不到。');
  });

  it('stops the answer when its chain is stopped', async () => {
    const luodi = deskOf(async function* (_question, signal): AsyncGenerator<AnswerEvent> {
      yield { type: 'status', step: 'searching' };
      if (!signal.aborted) await once(signal, 'abort');
    });
    const stop = new AbortController();
    const answer = luodiRunnable(luodi).invoke(QUESTION, { signal: stop.signal });
    stop.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => luodi.signals[0]?.aborted ?? true).toBe(true);
  });
});
