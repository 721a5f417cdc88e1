import { afterEach, describe, expect, test } from 'vitest';
import type { AppError } from '../src/errors.ts';
import { createReranker, type RerankerOptions } from '../src/models/reranker.ts';
import {
  type RerankEndpoint,
  type RerankFault,
  type RerankSetup,
  type Scored,
  startRerankEndpoint,
} from './support/rerank-endpoint.ts';

const KEY = 'rk-test-0123456789';
const QUESTION = '标准厂房租金多少';
const TEXTS = ['地区生产总值', '标准厂房租金每月12元', '厂房出售', '园区电价', '人才公寓租金'];
const FORMS = ['cohere', 'jina', 'tei'] as const;

let endpoint: RerankEndpoint;
afterEach(() => endpoint?.close());

async function start(setup: RerankSetup, options: Partial<RerankerOptions> = {}) {
  endpoint = await startRerankEndpoint({ apiKey: KEY, ...setup });
  const waits: number[] = [];
  const reranker = createReranker({
    baseUrl: endpoint.baseUrl,
    apiKey: KEY,
    model: setup.form === 'tei' ? undefined : 'rerank-test',
    wait: async (ms) => void waits.push(ms),
    random: () => 0,
    ...options,
  });
  return { reranker, waits };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => expect.fail('It did not fail.'),
    (error) => error,
  );
}

describe.each(FORMS)('a reranker of the form of %s', (form) => {
  test('gives one score for each text in its order, the best to what answers', async () => {
    const { reranker } = await start({ form });
    const scores = await reranker.rerank(QUESTION, TEXTS);
    expect(scores).toHaveLength(TEXTS.length);
    expect(scores.indexOf(Math.max(...scores))).toBe(1);
    expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('gives the same scores when the endpoint takes fewer texts at a time, and remembers how many', async () => {
    const { reranker } = await start({ form });
    const whole = await reranker.rerank(QUESTION, TEXTS);
    await endpoint.close();
    const { reranker: narrow } = await start({ form, maxTexts: 2 });
    expect(await narrow.rerank(QUESTION, TEXTS)).toEqual(whole);
    const before = endpoint.requests.length;
    await narrow.rerank(QUESTION, TEXTS);
    expect(endpoint.requests.length - before).toBe(3);
  });

  test('gives nothing for nothing, without asking', async () => {
    const { reranker } = await start({ form });
    expect(await reranker.rerank(QUESTION, [])).toEqual([]);
    expect(endpoint.requests).toHaveLength(0);
  });

  test('names the key that was refused, and does not repeat it', async () => {
    const { reranker } = await start({ form }, { apiKey: 'rk-wrong-9876543210' });
    const error = await failure(reranker.rerank(QUESTION, TEXTS));
    expect(error).toMatchObject({ code: 'refused', next: 'Check RERANK_API_KEY.' });
    expect(JSON.stringify([error.message, error.next])).not.toContain('rk-wrong');
    expect(endpoint.requests).toHaveLength(1);
  });

  test.each<[string, (items: Scored[]) => Scored[]]>([
    ['two scores for one text', (items) => [items[0]!, ...items.slice(0, -1)]],
    ['scores for 4 of 5 texts', (items) => items.slice(1)],
    ['not sent', (items) => [{ index: 5, score: 1 }, ...items.slice(1)]],
    ['not sent', (items) => [{ index: -1, score: 1 }, ...items.slice(1)]],
    ['not a finite number', (items) => [{ ...items[0]!, score: null }, ...items.slice(1)]],
    ['not a finite number', (items) => [{ ...items[0]!, score: '0.9' }, ...items.slice(1)]],
  ])('refuses what it cannot use: %s', async (said, change) => {
    const { reranker } = await start({ form });
    endpoint.fail({ kind: 'scores', change });
    const error = await failure(reranker.rerank(QUESTION, TEXTS));
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining(said) });
  });
});

describe('a reranker', () => {
  test('asks in the form that its settings name', async () => {
    const { reranker } = await start({ form: 'cohere' });
    await reranker.rerank(QUESTION, TEXTS);
    expect(endpoint.requests[0]?.body).toEqual({
      model: 'rerank-test',
      query: QUESTION,
      documents: TEXTS,
      top_n: 5,
    });
    await endpoint.close();
    const { reranker: tei } = await start({ form: 'tei' });
    await tei.rerank(QUESTION, TEXTS);
    expect(endpoint.requests[0]?.body).toEqual({ query: QUESTION, texts: TEXTS, truncate: true });
  });

  test('waits as long as it is told, once', async () => {
    const { reranker, waits } = await start({ form: 'cohere' });
    const busy = { message: 'You are past the per minute request limit, please wait and try again later.' };
    const fault: RerankFault = {
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      body: busy,
    };
    endpoint.fail(fault);
    expect(await reranker.rerank(QUESTION, TEXTS)).toHaveLength(5);
    endpoint.fail(fault, fault);
    expect((await failure(reranker.rerank(QUESTION, TEXTS))).code).toBe('unreachable');
    expect(waits).toEqual([1000, 1000]);
    endpoint.fail({ ...fault, headers: { 'retry-after': '60' } });
    expect((await failure(reranker.rerank(QUESTION, TEXTS))).message).toContain('60 s');
    expect(waits).toHaveLength(2);
  });

  test.each<[RerankFault, string]>([
    [{ kind: 'status', status: 503, body: 'upstream' }, 'unreachable'],
    [{ kind: 'reset' }, 'unreachable'],
    [{ kind: 'silence' }, 'unreachable'],
    [{ kind: 'body', type: 'text/html', body: '<html>' }, 'misconfigured'],
    [{ kind: 'body', type: 'application/json', body: '{"object":"list"}' }, 'misconfigured'],
    [
      {
        kind: 'status',
        status: 424,
        body: { error: 'model is not a re-ranker model', error_type: 'Backend' },
      },
      'refused',
    ],
  ])('says what went wrong: %j', async (fault, code) => {
    // On a busy machine an answer may take long, and only silence has to be waited out.
    const patience = fault.kind === 'silence' ? { requestMs: 200 } : {};
    const { reranker } = await start({ form: 'tei' }, { patience });
    endpoint.fail(fault, fault);
    const error = await failure(reranker.rerank(QUESTION, TEXTS));
    expect(error).toMatchObject({ code, next: expect.any(String) });
    if (code === 'refused') expect(error.message).toContain('model is not a re-ranker model');
  });

  test('asked in the form of the other kind, says which setting decides', async () => {
    endpoint = await startRerankEndpoint({ form: 'tei' });
    const named = createReranker({ baseUrl: endpoint.baseUrl, model: 'rerank-test' });
    expect(await failure(named.rerank(QUESTION, TEXTS))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('missing field `texts`'),
      next: expect.stringContaining('RERANK_MODEL'),
    });
  });

  test('stops when its asker has gone', async () => {
    const { reranker } = await start({ form: 'tei' });
    endpoint.fail({ kind: 'silence' });
    const asker = new AbortController();
    const work = failure(reranker.rerank(QUESTION, TEXTS, { signal: asker.signal }));
    while (endpoint.requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
    const gone = new Error('gone');
    asker.abort(gone);
    expect(await work).toBe(gone);
  });
});
