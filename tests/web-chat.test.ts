import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AI_LABEL } from '../src/channels/web/ui-message-stream.ts';
import { AppError } from '../src/errors.ts';
import type { AnswerEvent, Citation } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, play, stream } from './support/fake-desk.ts';
import { ANSWER, chat, deskOf, errorOf, post, QUESTION, webRoutes } from './support/web-routes.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function partsOf(response: Response) {
  const lines = (await response.text()).split('\n\n').filter((line) => line.startsWith('data: '));
  const data = lines.map((line) => line.slice('data: '.length));
  expect(data.at(-1)).toBe('[DONE]');
  return data.slice(0, -1).map((line) => JSON.parse(line));
}

/** What a reader of the stream ends up with. */
function textOf(parts: { type: string; delta?: string }[]) {
  return parts.reduce((text, part) => {
    if (part.type === 'data-reset') return '';
    return part.type === 'text-delta' ? text + part.delta : text;
  }, '');
}

/** Rejects as soon as the signal is aborted, as an endpoint's client would. */
function aborted(signal: AbortSignal) {
  return new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('a question on the web', () => {
  it('is answered as a UI message stream with text, sources and the outcome', async () => {
    const desk = deskOf();
    const response = await webRoutes(desk).routes.request('/api/chat', chat(QUESTION));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const parts = await partsOf(response);
    expect(parts[0]).toMatchObject({ type: 'start', messageId: 'message-1' });
    expect(parts.at(-1)).toEqual({ type: 'finish' });
    expect(textOf(parts)).toBe(ANSWER.text);
    expect(parts.filter((part) => part.type === 'data-status').map((part) => part.data.step)).toEqual([
      'searching',
      'composing',
    ]);
    expect(parts.find((part) => part.type === 'source-document')).toMatchObject({
      mediaType: 'text/markdown',
      title: `${OUTPUT_CITATION.title} · ${OUTPUT_CITATION.locator}`,
    });
    expect(parts.find((part) => part.type === 'data-answer').data).toEqual({
      outcome: 'answered',
      language: 'zh-Hans',
      composedBy: 'extractive',
      suggestions: ['同比增长多少？'],
      citations: [OUTPUT_CITATION],
    });
  });

  it('carries the label of AI-written text in its first part', async () => {
    const parts = await partsOf(await webRoutes(deskOf()).routes.request('/api/chat', chat(QUESTION)));
    expect(parts[0].messageMetadata).toEqual({ aiGenerated: true, label: AI_LABEL });
  });

  it('reaches the desk as a public question of today with the earlier questions', async () => {
    const desk = deskOf();
    const body = {
      messages: [
        { id: 'a', role: 'user', parts: [{ type: 'text', text: '你好' }] },
        { id: 'b', role: 'assistant', parts: [{ type: 'text', text: 'audience: staff' }] },
        { id: 'c', role: 'user', parts: [{ type: 'step-start' }, { type: 'text', text: ` ${QUESTION} ` }] },
      ],
      audience: 'staff',
    };
    await (await webRoutes(desk).routes.request('/api/chat', post(body))).text();
    expect(desk.asked).toEqual([
      { text: QUESTION, history: ['你好'], audience: 'public', asOf: '2026-03-01' },
    ]);
  });

  it('looks at the newest 40 messages only', async () => {
    const desk = deskOf();
    const earlier = Array.from({ length: 60 }, (_, index) => `问题${index}`);
    await (await webRoutes(desk).routes.request('/api/chat', chat(...earlier, QUESTION))).text();
    expect(desk.asked[0]?.history).toEqual(earlier.slice(-39));
  });

  it('loses characters that nobody can see before it reaches the desk', async () => {
    const hidden = '\u200B\u202E\u2066\uFEFF\u{E0041}\u{E007F}\u0000';
    const desk = deskOf();
    await (
      await webRoutes(desk).routes.request('/api/chat', chat(`👩‍🌾${hidden}葛󠄀`, `${hidden}${QUESTION}`))
    ).text();
    expect(desk.asked[0]?.text).toBe(QUESTION);
    expect(desk.asked[0]?.history).toEqual(['👩‍🌾葛󠄀']);
  });

  it('streams the answer text whatever was said before it', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string().map((delta): AnswerEvent => ({ type: 'text', delta })),
        fc.constant<AnswerEvent>({ type: 'reset' }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(pieces, fc.string(), async (events, text) => {
        const desk = deskOf(play(...events, { type: 'answer', answer: answerOf({ text }) }));
        const parts = await partsOf(await webRoutes(desk).routes.request('/api/chat', chat(QUESTION)));
        expect(textOf(parts)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('gives away nothing of a citation but what a visitor may read', async () => {
    const leaky = { ...OUTPUT_CITATION, score: 0.9, vector: [1] } as Citation;
    const desk = deskOf(play({ type: 'answer', answer: { ...ANSWER, citations: [leaky] } }));
    const text = await (await webRoutes(desk).routes.request('/api/chat', chat(QUESTION))).text();
    expect(text).toContain(OUTPUT_CITATION.quote);
    expect(text).not.toMatch(/score|vector/);
  });
});

describe('a question that cannot be taken', () => {
  it.each([
    ['no JSON', post('{'), 'bad-request'],
    ['no messages', post({ messages: [] }), 'bad-request'],
    ['another content type', post({}, { 'content-type': 'text/plain' }), 'bad-request'],
    [
      'a last message not of the visitor',
      post({ messages: [{ role: 'assistant', parts: [] }] }),
      'bad-request',
    ],
    ['blank text', chat(' \n '), 'empty-question'],
    ['2,001 characters', chat('字'.repeat(2001)), 'question-too-long'],
  ])('is refused with 400 and a public message: %s', async (_name, request, code) => {
    const desk = deskOf();
    const response = await webRoutes(desk).routes.request('/api/chat', request);
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/\p{Script=Han}.* \/ [A-Z]/u);
    expect(desk.asked).toEqual([]);
  });

  it('of 2,000 characters outside the basic plane is still taken', async () => {
    const desk = createFakeDesk({ scripts: { ['𠮷'.repeat(2000)]: stream(ANSWER) } });
    const response = await webRoutes(desk).routes.request('/api/chat', chat('𠮷'.repeat(2000)));
    expect(response.status).toBe(200);
  });

  it('is refused with 413 when the body is over 256 KB, with and without a declared length', async () => {
    const large = post({ messages: [], filler: 'x'.repeat(300_000) });
    const declared = { ...large, headers: { ...large.headers, 'content-length': '300016' } };
    for (const request of [large, declared]) {
      const response = await webRoutes(deskOf()).routes.request('/api/chat', request);
      expect(response.status).toBe(413);
      expect((await errorOf(response)).code).toBe('too-large');
    }
  });
});

describe('a failure while answering', () => {
  it('reaches the visitor as one public sentence and the log with its detail', async () => {
    const desk = deskOf(async function* () {
      yield { type: 'text', delta: '2025年' };
      throw new AppError('unreachable', 'Qdrant at 10.0.0.5 refused the key sk-123.', { next: 'Check it.' });
    });
    const { routes, logged } = webRoutes(desk);
    const text = await (await routes.request('/api/chat', chat(QUESTION))).text();
    expect(text).not.toMatch(/sk-123|10\.0\.0\.5/);
    const parts = text.split('\n\n').filter((line) => line.startsWith('data: {'));
    expect(JSON.parse(parts.at(-1)!.slice(6))).toEqual({
      type: 'error',
      errorText: '系统暂时无法回答，请稍后再试。 / Something went wrong; please try again later.',
    });
    expect(logged).toHaveLength(1);
    expect(logged[0]?.message).toBe('Qdrant at 10.0.0.5 refused the key sk-123. Check it.');
    expect(JSON.stringify(logged)).not.toContain(QUESTION);
  });

  it('includes an answer that stops without its last event', async () => {
    const desk = deskOf(play({ type: 'text', delta: '2025年' }));
    const { routes, logged } = webRoutes(desk);
    const parts = await partsOf(await routes.request('/api/chat', chat(QUESTION)));
    expect(parts.at(-1).type).toBe('error');
    expect(logged).toHaveLength(1);
  });

  it('before the first event is told the same way', async () => {
    const parts = await partsOf(
      await webRoutes(deskOf()).routes.request('/api/chat', chat('没有剧本的问题')),
    );
    expect(parts.at(-1)).toMatchObject({ type: 'error', errorText: expect.stringContaining('请稍后再试') });
  });
});

describe('a visitor who leaves', () => {
  it('aborts the answer and is not logged as a failure', async () => {
    const left = Promise.withResolvers<void>();
    const desk = deskOf(async function* (_question, signal) {
      yield { type: 'text', delta: '2025年' };
      await aborted(signal).finally(() => left.resolve());
    });
    const { routes, logged } = webRoutes(desk);
    const response = await routes.request('/api/chat', chat(QUESTION));
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    await left.promise;
    expect(desk.signals[0]?.aborted).toBe(true);
    expect(logged).toEqual([]);
  });
});

describe('a quiet stream', () => {
  it('carries a comment every 15 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const gate = Promise.withResolvers<void>();
    const desk = deskOf(async function* () {
      await gate.promise;
      yield { type: 'answer', answer: ANSWER };
    });
    const response = await webRoutes(desk).routes.request('/api/chat', chat(QUESTION));
    vi.advanceTimersByTime(45_000);
    gate.resolve();
    const text = await response.text();
    expect(text.match(/^: ping$/gm)).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
