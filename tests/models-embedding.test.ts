import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../src/errors.ts';
import { createEmbeddingModel } from '../src/models/openai-compatible.ts';
import {
  type EmbeddingItem,
  type EndpointSetup,
  type OpenAiEndpoint,
  startOpenAiEndpoint,
  toBase64,
} from './support/openai-endpoint.ts';

const KEY = 'sk-test-0123456789abcdef';
const TEXTS = ['企业86家', '标准厂房12万平方米', '地区生产总值1638.77亿元', '电价每度0.6元', '签约项目23个'];

let endpoint: OpenAiEndpoint;
afterEach(() => endpoint?.close());

type Options = Partial<Parameters<typeof createEmbeddingModel>[0]>;

async function start(options: Options = {}, setup: EndpointSetup = {}) {
  endpoint = await startOpenAiEndpoint({ apiKey: KEY, dimension: 64, ...setup });
  const waits: number[] = [];
  const model = createEmbeddingModel({
    baseUrl: endpoint.baseUrl,
    apiKey: KEY,
    model: 'embedding-test',
    wait: async (ms) => void waits.push(ms),
    random: () => 0,
    ...options,
  });
  return { model, waits };
}

/** The inputs of every request received. */
const inputs = (): string[][] => endpoint.requests.map(({ body }) => body.input);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, place) => sum + value * b[place]!, 0);

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('an embedding model', () => {
  test('gives one unit vector for each text, in order, over batches', async () => {
    const { model } = await start({ batchSize: 2 });
    const vectors = await model.embed(TEXTS, 'passage');
    expect(inputs().toSorted()).toEqual([TEXTS.slice(0, 2), TEXTS.slice(2, 4), TEXTS.slice(4)].toSorted());
    for (const [place, text] of TEXTS.entries()) {
      const [alone] = await model.embed([text], 'query');
      expect(dot(vectors[place]!, vectors[place]!)).toBeCloseTo(1, 5);
      expect(vectors[place]).toEqual(alone);
    }
  });

  test('asks for numbers, and reads base64 all the same', async () => {
    const { model } = await start();
    const [plain] = await model.embed(['园区电价'], 'query');
    const change = (items: EmbeddingItem[]) =>
      items.map((item) => ({ ...item, embedding: toBase64(item.embedding as number[]) }));
    endpoint.fail({ kind: 'vectors', change });
    const [encoded] = await model.embed(['园区电价'], 'query');
    expect(endpoint.requests[0]?.body.encoding_format).toBe('float');
    for (const [place, value] of encoded!.entries()) expect(value).toBeCloseTo(plain![place]!, 6);
  });

  test('puts vectors in order by their index, and makes them unit vectors', async () => {
    const { model } = await start();
    const straight = await model.embed(TEXTS, 'passage');
    const change = (items: EmbeddingItem[]) =>
      items
        .map((item) => ({ ...item, embedding: (item.embedding as number[]).map((value) => value * 7) }))
        .reverse();
    endpoint.fail({ kind: 'vectors', change });
    const turned = await model.embed(TEXTS, 'passage');
    for (const [place, vector] of turned.entries()) expect(dot(vector, straight[place]!)).toBeCloseTo(1, 5);
  });

  test('sends the prefix of its kind, and no more of a text than its limit, never half a character', async () => {
    const { model } = await start({ prefixes: { query: 'query: ', passage: 'passage: ' }, maxCharacters: 3 });
    await model.embed(['𠮷𠮷𠮷'], 'passage');
    await model.embed(['电价多少'], 'query');
    expect(inputs()).toEqual([['passage: 𠮷'], ['query: 电价多']]);
  });

  test.each([
    ['multilingual-e5-small', {}, ['query: 电价', 'passage: 电价']],
    ['intfloat/e5-large-v2', { prefixes: { passage: 'p: ' } }, ['query: 电价', 'p: 电价']],
    ['e5:base', { prefixes: { query: '', passage: '' } }, ['电价', '电价']],
    ['e5-mistral-7b-instruct', {}, ['电价', '电价']],
    ['bge-m3', {}, ['电价', '电价']],
  ])('puts the usual prefixes of %s before a text, with %j those that are set', async (name, set, sent) => {
    const { model } = await start({ model: name, ...set }, { embeddingModel: name });
    await model.embed(['电价'], 'query');
    await model.embed(['电价'], 'passage');
    expect(inputs()).toEqual(sent.map((text) => [text]));
    expect(endpoint.requests[0]?.body).not.toHaveProperty('input_type');
  });

  test('says what a text is to an endpoint that wants to know, and adds no prefix then', async () => {
    const name = 'multilingual-e5-small-q4';
    const { model } = await start({ model: name, inputType: 'passage' }, { embeddingModel: name });
    await model.embed(['电价'], 'query');
    await model.embed(['电价'], 'passage');
    expect(endpoint.requests.map(({ body }) => [body.input_type, ...body.input])).toEqual([
      ['query', '电价'],
      ['passage', '电价'],
    ]);
  });

  test('is another one for each way of treating texts, wherever its endpoint is', async () => {
    const { model } = await start();
    expect(model.identity).toBe('embedding-test');
    const treatments: Options[] = [
      {},
      { prefixes: { query: 'q: ' } },
      { prefixes: { passage: 'q: ' } },
      { maxCharacters: 100 },
      { inputType: 'passage' },
      { inputType: 'document' },
      { model: 'e5-base' },
      { model: 'e5-base', prefixes: { query: '', passage: '' } },
    ];
    const identities = treatments.map(
      (treatment) => createEmbeddingModel({ model: 'embedding-test', ...treatment }).identity,
    );
    expect(new Set(identities).size).toBe(treatments.length);
  });

  test('gives nothing for nothing, without asking', async () => {
    const { model } = await start();
    expect(await model.embed([], 'passage')).toEqual([]);
    expect(endpoint.requests).toHaveLength(0);
  });

  test('keeps no more requests under way than allowed', async () => {
    const { model } = await start({ batchSize: 1, concurrency: 2 });
    endpoint.fail({ kind: 'silence' }, { kind: 'silence' });
    const work = failure(model.embed(TEXTS, 'passage'));
    while (endpoint.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(endpoint.requests).toHaveLength(2);
    await endpoint.close();
    expect((await work).code).toBe('unreachable');
  });
});

describe('an embedding model halves a batch', () => {
  test('that holds too many texts, and remembers the size', async () => {
    const { model } = await start({ batchSize: 5, concurrency: 1 }, { maxInputs: 2 });
    const vectors = await model.embed(TEXTS, 'passage');
    expect(vectors).toHaveLength(5);
    expect(inputs().map(({ length }) => length)).toEqual([5, 3, 2, 1, 2]);
    await model.embed(TEXTS, 'passage');
    expect(
      inputs()
        .slice(5)
        .map(({ length }) => length),
    ).toEqual([2, 2, 1]);
  });

  test.each([
    [413, { message: 'input batch size 5 > maximum allowed batch size 4' }],
    [413, 'Payload Too Large'],
    [422, { error: 'batch size 5 > maximum allowed batch size 4', error_type: 'Validation' }],
    [400, { error: { message: 'batch size is invalid, it should not be larger than 4.: input.contents' } }],
    [400, { error: { message: 'Too many inputs. The max number of inputs is 4.' } }],
  ])('that is refused with HTTP %d and %j', async (status, body) => {
    const { model } = await start({ concurrency: 1 });
    endpoint.fail({ kind: 'status', status, body });
    expect(await model.embed(TEXTS, 'passage')).toHaveLength(5);
    expect(inputs().map(({ length }) => length)).toEqual([5, 3, 2]);
  });

  test('but not one text, nor a batch refused for another reason', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'status', status: 413 });
    expect((await failure(model.embed(['太长'], 'passage'))).code).toBe('refused');
    endpoint.fail({
      kind: 'status',
      status: 400,
      body: { error: { message: 'dimensions is not supported' } },
    });
    expect((await failure(model.embed(TEXTS, 'passage'))).message).toContain('dimensions is not supported');
    expect(endpoint.requests).toHaveLength(2);
  });
});

describe('an embedding model tries again', () => {
  test('four times for passages, each wait twice as long', async () => {
    const { model, waits } = await start();
    endpoint.fail(
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
      { kind: 'status', status: 503 },
    );
    expect(await model.embed(TEXTS, 'passage')).toHaveLength(5);
    expect(waits).toEqual([500, 1000, 60_000, 4000]);
  });

  test('and then throws', async () => {
    const { model } = await start({ limits: { batch: { retries: 2 } } });
    endpoint.fail(...Array(3).fill({ kind: 'status', status: 500 }));
    expect((await failure(model.embed(TEXTS, 'passage'))).code).toBe('unreachable');
    expect(endpoint.requests).toHaveLength(3);
  });

  test('once for a question, and not when told to wait a minute', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'status', status: 500 });
    expect(await model.embed(['电价'], 'query')).toHaveLength(1);
    endpoint.fail({ kind: 'status', status: 429, headers: { 'retry-after': '60' } });
    expect(await failure(model.embed(['电价'], 'query'))).toMatchObject({ retryAfterMs: 60_000 });
    expect(endpoint.requests).toHaveLength(3);
  });

  test('when the endpoint is silent, and not for ever', async () => {
    const { model } = await start({ limits: { question: { requestMs: 200 } } });
    endpoint.fail({ kind: 'silence' }, { kind: 'silence' });
    expect((await failure(model.embed(['电价'], 'query'))).code).toBe('unreachable');
    expect(endpoint.requests).toHaveLength(2);
    await Promise.all(endpoint.requests.map(({ closed }) => closed));
  });

  test('never with a key that was refused, which it does not repeat', async () => {
    const { model } = await start({ apiKey: 'sk-wrong-987654321' });
    const error = await failure(model.embed(TEXTS, 'passage'));
    expect(error.code).toBe('refused');
    expect(error.next).toContain('EMBEDDING_API_KEY');
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toContain('987654321');
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('an embedding model refuses', () => {
  test.each<[string, (items: EmbeddingItem[]) => unknown[]]>([
    ['fewer vectors than texts', (items) => items.slice(1)],
    ['more vectors than texts', (items) => [...items, items[0]]],
    ['the same index twice', (items) => items.map((item) => ({ ...item, index: 0 }))],
    ['a vector without direction', (items) => items.map((item) => ({ ...item, embedding: [0, 0] }))],
    ['a vector with a hole', (items) => items.map((item) => ({ ...item, embedding: [1, null] }))],
    ['no vector at all', (items) => items.map(({ index }) => ({ index }))],
    [
      'vectors of different lengths',
      (items) => items.map((item, n) => ({ ...item, embedding: Array(n + 1).fill(1) })),
    ],
  ])('%s', async (_, change) => {
    const { model } = await start();
    endpoint.fail({ kind: 'vectors', change });
    const error = await failure(model.embed(TEXTS, 'passage'));
    expect(error).toMatchObject({ code: 'refused', retryable: false });
    expect(error.next).toContain('EMBEDDING_MODEL');
  });

  test('vectors of several lengths', async () => {
    const { model } = await start({ batchSize: 2, concurrency: 1 });
    endpoint.fail(undefined, {
      kind: 'vectors',
      change: (items) => items.map((item) => ({ ...item, embedding: [1, 2] })),
    });
    expect((await failure(model.embed(TEXTS, 'passage'))).message).toContain('64 and of 2');
  });

  test('a page in place of vectors, naming EMBEDDING_BASE_URL', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'content-type', type: 'text/html', body: '<html></html>' });
    const error = await failure(model.embed(['电价'], 'query'));
    expect(error.code).toBe('misconfigured');
    expect(error.next).toContain('EMBEDDING_BASE_URL');
  });

  test('a model the endpoint does not know, naming EMBEDDING_MODEL', async () => {
    const { model } = await start({ model: 'no-such-model' });
    const error = await failure(model.embed(['电价'], 'query'));
    expect(error.code).toBe('refused');
    expect(error.next).toContain('EMBEDDING_MODEL');
  });
});
