import { describe, expect, it } from 'vitest';
import { ANSWERS_AT_ONCE } from '../src/channels/programs/access.ts';
import { AppError } from '../src/errors.ts';
import type { AnswerEvent } from '../src/types.ts';
import { answerOf, createFakeDesk, play, stream } from './support/fake-desk.ts';
import { ANSWER, ask, clientOf, errorOf, QUESTION } from './support/openai-client.ts';
import { KEY, servePrograms, WRONG_KEY } from './support/programs.ts';

describe('keys and limits', () => {
  it('admit a key that is set, and none that is not', async () => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const server = await servePrograms(desk, { apiKeys: ['another-key-of-ours', KEY] });
    expect((await clientOf(server, KEY).chat.completions.create(ask(QUESTION))).object).toBe(
      'chat.completion',
    );
    for (const key of [WRONG_KEY, KEY.slice(0, -1), `${KEY}0`]) {
      const client = clientOf(server, key);
      const wrong = { status: 401, code: 'invalid_api_key', type: 'invalid_request_error' };
      expect(await errorOf(client.chat.completions.create(ask(QUESTION)))).toMatchObject(wrong);
      expect(await errorOf(client.models.list())).toMatchObject(wrong);
    }
    const without = await fetch(`${server.origin}/v1/models`);
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(desk.asked.length).toBe(1);
  });

  it('give each key its own share of a minute, and say when there is more', async () => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const server = await servePrograms(desk, {
      apiKeys: [KEY, WRONG_KEY],
      perMinute: { key: 2, address: 1 },
    });
    const create = (key: string) => clientOf(server, key).chat.completions.create(ask(QUESTION));
    await create(KEY);
    await create(KEY);
    const error = await errorOf(create(KEY));
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'rate_limit_error' });
    expect(error.headers!.get('retry-after')).toBe('60');
    expect((await create(WRONG_KEY)).object).toBe('chat.completion');
    server.later(60);
    expect((await create(KEY)).object).toBe('chat.completion');
  });

  it('let one caller have so many answers in the making, and another as many', async () => {
    const open = Promise.withResolvers<void>();
    const desk = createFakeDesk({
      scripts: {
        [QUESTION]: async function* (): AsyncGenerator<AnswerEvent> {
          await open.promise;
          yield { type: 'answer', answer: ANSWER };
        },
      },
    });
    const perMinute = { key: 1000, address: 1000 };
    const server = await servePrograms(desk, { apiKeys: [KEY, WRONG_KEY], perMinute });
    const create = (key: string) => clientOf(server, key).chat.completions.create(ask(QUESTION));
    const waiting = Array.from({ length: ANSWERS_AT_ONCE }, () => create(KEY));
    await expect.poll(() => desk.asked.length, { timeout: 30_000 }).toBe(ANSWERS_AT_ONCE);
    const error = await errorOf(create(KEY));
    expect([error.status, error.headers!.get('retry-after')]).toEqual([429, '4']);
    const other = create(WRONG_KEY);
    await expect.poll(() => desk.asked.length, { timeout: 30_000 }).toBe(ANSWERS_AT_ONCE + 1);
    open.resolve();
    await Promise.all([...waiting, other]);
    expect((await create(KEY)).object).toBe('chat.completion');
  });

  it('count by address where there are no keys', async () => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const server = await servePrograms(desk, { perMinute: { key: 9, address: 1 } });
    await clientOf(server, 'one').chat.completions.create(ask(QUESTION));
    expect(await errorOf(clientOf(server, 'two').chat.completions.create(ask(QUESTION)))).toMatchObject({
      status: 429,
    });
  });
});

describe('a failure', () => {
  const secret = 'connect ECONNREFUSED 10.0.0.7:6333';
  const failing = async function* (): AsyncGenerator<AnswerEvent> {
    yield { type: 'text', delta: '产值为' };
    throw new AppError('unreachable', secret);
  };
  const failed = play({
    type: 'answer',
    answer: answerOf({ outcome: 'failed', text: '现在查不到，请稍后再问。' }),
  });

  it('is an error with its public message only, for whoever waits for the whole', async () => {
    const desk = createFakeDesk({ scripts: { failing, failed } });
    const { logged, ...server } = await servePrograms(desk);
    const { completions } = clientOf(server).chat;
    const broken = await errorOf(completions.create(ask('failing')));
    expect(broken).toMatchObject({ status: 500, type: 'server_error' });
    expect(JSON.stringify(broken.error)).not.toContain('ECONNREFUSED');
    expect(await errorOf(completions.create(ask('failed')))).toMatchObject({
      status: 503,
      error: { message: '现在查不到，请稍后再问。', code: 'answer_failed' },
    });
    expect(logged[0]!.message).toContain(secret);
  });

  it('is an error event in a stream, and no half an answer', async () => {
    const desk = createFakeDesk({ scripts: { failing, failed } });
    const server = await servePrograms(desk);
    for (const question of ['failing', 'failed']) {
      const answer = await clientOf(server).chat.completions.create({ ...ask(question), stream: true });
      const seen: string[] = [];
      const read = async () => {
        for await (const { choices } of answer) seen.push(choices[0]?.delta.content ?? '');
      };
      const error = await errorOf(read());
      expect(JSON.stringify(error.error)).not.toContain('ECONNREFUSED');
      expect(seen).toEqual(['']);
    }
  });

  it('has the form of the interface, whatever is sent where', async () => {
    const { origin } = await servePrograms(createFakeDesk({}));
    const json = { 'content-type': 'application/json' };
    const post = { method: 'POST', headers: json };
    const calls: [string, RequestInit, number][] = [
      ['/chat/completions', { ...post, body: '{"model": "lu' }, 400],
      ['/chat/completions', { ...post, body: '[]' }, 400],
      ['/chat/completions', { ...post, body: '{"model": "luodi", "messages": "你好"}' }, 400],
      ['/chat/completions', { method: 'POST', body: JSON.stringify(ask(QUESTION)) }, 400],
      ['/chat/completions', { ...post, body: JSON.stringify({ ...ask(QUESTION), model: 'gpt-9' }) }, 404],
      ['/chat/completions', { ...post, body: JSON.stringify(ask('长'.repeat(400_000))) }, 413],
      ['/chat/completions', {}, 405],
      ['/models', { method: 'DELETE' }, 405],
      ['/embeddings', { ...post, body: '{}' }, 404],
    ];
    for (const [path, init, status] of calls) {
      const response = await fetch(`${origin}/v1${path}`, init);
      expect([path, response.status]).toEqual([path, status]);
      const { error } = (await response.json()) as { error: object };
      expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code']);
    }
  });

  it('does not come of a proxy that closes quiet connections: comments go by', async () => {
    const open = Promise.withResolvers<void>();
    const desk = createFakeDesk({
      scripts: {
        [QUESTION]: async function* (): AsyncGenerator<AnswerEvent> {
          await open.promise;
          yield { type: 'answer', answer: ANSWER };
        },
      },
    });
    const { origin } = await servePrograms(desk, { pingEveryMs: 1 });
    const body = JSON.stringify({ ...ask(QUESTION), stream: true });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${origin}/v1/chat/completions`, { method: 'POST', headers, body });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    let text = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes(': ping\n\n')) open.resolve();
    }
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});
