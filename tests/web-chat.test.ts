import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/web/ui-parts.ts';
import { AppError } from '../src/errors.ts';
import type { AnswerEvent, Citation } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, play, stream } from './support/fake-desk.ts';
import {
  ANSWER,
  chat,
  deskOf,
  errorOf,
  partsOf,
  post,
  QUESTION,
  say,
  textOf,
  visitorOf,
  webRoutes,
} from './support/web-routes.ts';

describe('a question on the web', () => {
  it('is answered as a UI message stream with text, sources and the outcome', async () => {
    const desk = deskOf();
    const response = await webRoutes(desk).routes.request('/api/chat', chat(QUESTION));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const parts = await partsOf(response);
    const messageId = response.headers.get('x-luodi-message');
    expect(messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(parts[0]).toMatchObject({ type: 'start', messageId });
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
    expect(parts.find((part) => part.type === 'data-answer')?.data).toEqual({
      outcome: 'answered',
      language: 'zh-Hans',
      composedBy: 'extractive',
      suggestions: ['同比增长多少？'],
      citations: [OUTPUT_CITATION],
    });
  });

  it('carries the label of AI-written text in its first part', async () => {
    const parts = await partsOf(await webRoutes(deskOf()).routes.request('/api/chat', chat(QUESTION)));
    expect(parts[0]).toMatchObject({ messageMetadata: { aiGenerated: true, label: AI_LABEL } });
  });

  it('reaches the desk as a public question of today, and nothing but its last message is believed', async () => {
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
    expect(desk.asked).toEqual([{ text: QUESTION, history: [], audience: 'public', asOf: '2026-03-01' }]);
  });

  it('is asked after the earlier questions of the same session, whatever the page sends of them', async () => {
    const desk = createFakeDesk({ scripts: { 一: stream(ANSWER), 二: stream(ANSWER) } });
    const visitor = visitorOf(webRoutes(desk));
    await visitor.ask('一');
    await partsOf(await visitor.request('/api/chat', chat('从未问过', '二')));
    expect(desk.asked.map(({ history }) => history)).toEqual([[], ['一']]);
  });

  it('loses characters that nobody can see before it reaches the desk', async () => {
    const hidden = '\u200B\u202E\u2066\uFEFF\u{E0041}\u{E007F}\u0000';
    const desk = createFakeDesk({ scripts: { '👩‍🌾葛󠄀': stream(ANSWER) } });
    await visitorOf(webRoutes(desk)).ask(`${hidden}👩‍🌾${hidden}葛󠄀`);
    expect(desk.asked[0]?.text).toBe('👩‍🌾葛󠄀');
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
  it('reaches the visitor as one public sentence', async () => {
    const desk = deskOf(async function* () {
      yield { type: 'text', delta: '2025年' };
      throw new AppError('unreachable', 'Qdrant at 10.0.0.5 refused the key sk-123.', { next: 'Check it.' });
    });
    const { parts } = await visitorOf(webRoutes(desk)).ask(QUESTION);
    expect(JSON.stringify(parts)).not.toMatch(/sk-123|10\.0\.0\.5/);
    expect(textOf(parts)).toBe('');
    expect(parts.at(-1)).toEqual({ type: 'error', errorText: '系统暂时无法回答，请稍后再试。' });
  });

  it('includes an answer that stops without its last event', async () => {
    const desk = deskOf(play({ type: 'text', delta: '2025年' }));
    expect((await visitorOf(webRoutes(desk)).ask(QUESTION)).parts.at(-1)?.type).toBe('error');
  });

  it('of the store is told in public words and logged without the question', async () => {
    const broken = webRoutes(deskOf());
    broken.intake.settled = () => Promise.reject(new Error('SQLITE_IOERR at /srv/luodi'));
    const { parts } = await visitorOf(broken).ask(QUESTION);
    expect(parts.at(-1)).toEqual({
      type: 'error',
      errorText: '系统暂时无法回答，请稍后再试。 / Something went wrong; please try again later.',
    });
    expect(broken.logged[0]?.message).toContain('SQLITE_IOERR');
    expect(JSON.stringify(broken.logged)).not.toContain(QUESTION);
  });
});

describe('a visitor who leaves', () => {
  it('finds the answer made and kept all the same', async () => {
    const gate = Promise.withResolvers<void>();
    const desk = deskOf(async function* () {
      yield { type: 'text', delta: '2025年' };
      await gate.promise;
      yield { type: 'answer', answer: ANSWER };
    });
    const visitor = visitorOf(webRoutes(desk));
    const response = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(desk.signals[0]?.aborted).toBe(false);
    gate.resolve();
    const parts = await partsOf(await visitor.request('/api/chat/q1/stream'));
    expect(textOf(parts)).toBe(ANSWER.text);
    expect(desk.asked).toHaveLength(1);
  });

  it('can stop an answer by saying so', async () => {
    const stopped = Promise.withResolvers<void>();
    const desk = deskOf(async function* (_question, signal) {
      yield { type: 'text', delta: '2025年' };
      if (!signal.aborted) signal.addEventListener('abort', () => stopped.resolve());
      else stopped.resolve();
      await stopped.promise;
    });
    const visitor = visitorOf(webRoutes(desk));
    const response = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    await response.body!.getReader().read();
    expect((await visitor.request('/api/chat/q1/stop', post({}))).status).toBe(204);
    await stopped.promise;
    expect(desk.signals[0]?.aborted).toBe(true);
  });
});

describe('a quiet stream', () => {
  it('carries a comment now and then, and none that nobody reads', async () => {
    const gate = Promise.withResolvers<void>();
    const desk = deskOf(async function* () {
      await gate.promise;
      yield { type: 'answer', answer: ANSWER };
    });
    const response = await webRoutes(desk, { pingEveryMs: 5 }).routes.request('/api/chat', chat(QUESTION));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let read = '';
    while ((read.match(/^: ping$/gm)?.length ?? 0) < 3) read += (await reader.read()).value;
    gate.resolve();
    for (let next = await reader.read(); !next.done; next = await reader.read()) read += next.value;
    expect(read).toContain('data: [DONE]');
  });
});
