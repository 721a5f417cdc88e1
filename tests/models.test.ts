import { afterEach, describe, expect, test } from 'vitest';
import { createChatModel } from '../src/models/openai-compatible.ts';
import { collect, KEY, QUESTION, REPLY, startChatModel } from './support/chat-model.ts';
import type { OpenAiEndpoint } from './support/openai-endpoint.ts';

let endpoint: OpenAiEndpoint;
afterEach(() => endpoint?.close());

async function start(...given: Parameters<typeof startChatModel>) {
  const started = await startChatModel(...given);
  endpoint = started.endpoint;
  return started;
}

describe('a chat model streams', () => {
  test('the reply as it comes, at temperature 0, with the key in the header only', async () => {
    const { model } = await start();
    const { text, deltas } = await collect(model.stream(QUESTION));
    expect(text).toBe(REPLY);
    expect(deltas).toBeGreaterThan(1);
    const [request] = endpoint.requests;
    expect(request?.body).toEqual({
      ...{ model: 'chat-test', messages: QUESTION, stream: true, temperature: 0 },
      stream_options: { include_usage: true },
    });
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('from an endpoint that needs no key, without sending one', async () => {
    const { model } = await start({ apiKey: undefined }, { apiKey: undefined });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
    expect(endpoint.requests[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    ['events without choices', { kind: 'empty-choices' }],
    ['characters split between packets', { kind: 'split-characters' }],
    ['[DONE] without a finish reason', { kind: 'no-finish' }],
    ['a finish reason without [DONE]', { kind: 'no-done' }],
    ['a connection left open after the finish reason', { kind: 'no-end' }],
  ] as const)('the whole reply in spite of %s', async (_, fault) => {
    const { model } = await start({ limits: { tailMs: 10 } });
    endpoint.fail(fault);
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
  });

  test('without reasoning, whether in tags cut anywhere or in fields of its own', async () => {
    const reply = {
      reasoning: ['先看', '数字'],
      deltas: ['<th', 'ink>86还是31', '？</thi', 'nk>\n\n', '有86家', '。'],
    };
    const { model } = await start({}, { reply: () => reply });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: '有86家。', error: undefined });
  });

  test('without a temperature to a model that refuses one, and remembers it', async () => {
    const { model } = await start();
    const error = {
      message: "Unsupported value: 'temperature'",
      param: 'temperature',
      code: 'unsupported_value',
    };
    endpoint.fail({ kind: 'status', status: 400, body: { error } });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
    await collect(model.stream(QUESTION));
    expect(endpoint.requests.map(({ body }) => body.temperature)).toEqual([0, undefined, undefined]);
  });
});

describe('a chat model asks for a form', () => {
  const form = { name: 'answer', schema: { type: 'object' } };

  test('where it is wanted', async () => {
    const { model } = await start();
    await collect(model.stream(QUESTION, { form }));
    expect(endpoint.requests[0]?.body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { ...form, strict: true },
    });
  });

  test('once of an endpoint that has none, and never again', async () => {
    const { model } = await start({}, { refuses: ['response_format'] });
    expect(await collect(model.stream(QUESTION, { form }))).toMatchObject({ text: REPLY, error: undefined });
    await collect(model.stream(QUESTION, { form }));
    expect(endpoint.requests.map(({ body }) => body.response_format !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('of an endpoint that refuses all that is beyond its own, naming one after the other', async () => {
    const refuses = ['stream_options', 'response_format', 'temperature'] as const;
    const { model } = await start({}, { refuses });
    expect(await collect(model.stream(QUESTION, { form }))).toMatchObject({ text: REPLY, error: undefined });
    expect(endpoint.requests).toHaveLength(4);
    expect(endpoint.requests.at(-1)?.body).toEqual({ model: 'chat-test', messages: QUESTION, stream: true });
  });

  test('once more where the endpoint refuses without saying what, and again the next time', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'status', status: 400 }, { kind: 'status', status: 400 });
    const { error } = await collect(model.stream(QUESTION, { form }));
    expect(error).toMatchObject({ code: 'refused' });
    await collect(model.stream(QUESTION, { form }));
    expect(endpoint.requests.map(({ body }) => body.response_format !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a chat model says what a reply took', () => {
  test('once, before the reply ends', async () => {
    const { model } = await start();
    const used: object[] = [];
    await collect(model.stream(QUESTION, { onUsage: (usage) => void used.push(usage) }));
    expect(used).toEqual([{ prompt: 1, completion: 1 }]);
  });

  test('not at all where the endpoint does not', async () => {
    const { model } = await start({}, { refuses: ['stream_options'] });
    const used: object[] = [];
    await collect(model.stream(QUESTION, { onUsage: (usage) => void used.push(usage) }));
    expect(used).toEqual([]);
  });
});

describe('a chat model tries once more', () => {
  test.each([500, 502, 503])('after HTTP %d', async (status) => {
    const { model, waits } = await start();
    endpoint.fail({ kind: 'status', status });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
    expect(waits).toEqual([500]);
  });

  test.each([
    ['a connection that was reset', { kind: 'reset' }],
    ['a stream cut before the first word', { kind: 'cut', after: 0 }],
    ['a stream that ended before the first word', { kind: 'end-early', after: 0 }],
    ['an event that is not JSON before the first word', { kind: 'broken-json', after: 0 }],
    ['an error event before the first word', { kind: 'error-event', after: 0, message: 'overloaded' }],
  ] as const)('after %s', async (_, fault) => {
    const { model } = await start();
    endpoint.fail(fault);
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
    expect(endpoint.requests).toHaveLength(2);
  });

  test('after 429, when it may within 8 seconds', async () => {
    const { model, waits } = await start();
    endpoint.fail({ kind: 'status', status: 429, headers: { 'retry-after': '8' } });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: REPLY, error: undefined });
    expect(waits).toEqual([8000]);
  });

  test('after 429 that names a date, counted from now', async () => {
    const now = Date.parse('2026-03-02T08:00:00Z');
    const { model, waits } = await start({ now: () => now });
    const headers = { 'retry-after': new Date(now + 3000).toUTCString() };
    endpoint.fail({ kind: 'status', status: 429, headers });
    await collect(model.stream(QUESTION));
    expect(waits).toEqual([3000]);
  });

  test('and no more than once', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'status', status: 500 }, { kind: 'status', status: 503 });
    const { error } = await collect(model.stream(QUESTION));
    expect(error).toMatchObject({ code: 'unreachable', retryable: true });
    expect(error?.message).toContain('503');
    expect(endpoint.requests).toHaveLength(2);
  });

  test('only when the first word could still come in time', async () => {
    const clock = [0, 0, 35_000, 40_001];
    const { model } = await start({ now: () => clock.shift() ?? 40_001 });
    endpoint.fail({ kind: 'status', status: 500 });
    expect((await collect(model.stream(QUESTION))).error?.code).toBe('unreachable');
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('a chat model throws at once', () => {
  test('429 that asks for more than 8 seconds, and says how long', async () => {
    const { model, waits } = await start();
    endpoint.fail({ kind: 'status', status: 429, headers: { 'retry-after': '9' } });
    const { error } = await collect(model.stream(QUESTION));
    expect(error).toMatchObject({ code: 'unreachable', retryable: true, retryAfterMs: 9000 });
    expect(waits).toEqual([]);
    expect(endpoint.requests).toHaveLength(1);
  });

  test('429 of an account without credit', async () => {
    const { model } = await start();
    const body = { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } };
    endpoint.fail({ kind: 'status', status: 429, body });
    expect((await collect(model.stream(QUESTION))).error).toMatchObject({
      code: 'refused',
      retryable: false,
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  test.each([
    [400, 'CHAT_MODEL'],
    [401, 'OPENAI_API_KEY'],
    [403, 'OPENAI_API_KEY'],
    [404, 'CHAT_MODEL'],
    [413, 'CHAT_MODEL'],
  ])('HTTP %d as refused, naming %s', async (status, variable) => {
    const { model } = await start();
    endpoint.fail({ kind: 'status', status });
    const { error } = await collect(model.stream(QUESTION));
    expect(error).toMatchObject({ code: 'refused', retryable: false });
    expect(error?.next).toContain(variable);
    expect(endpoint.requests).toHaveLength(1);
  });

  test('a wrong key without repeating it, though the endpoint does', async () => {
    const { model } = await start({ apiKey: 'sk-wrong-987654321' });
    const { error } = await collect(model.stream(QUESTION));
    expect(error?.message).toContain('the key was refused');
    expect(`${error?.message} ${error?.next} ${error?.stack} ${error?.cause}`).not.toContain('987654321');
  });

  test('what the endpoint says of a bad request, on one line and without keys', async () => {
    const { model } = await start();
    const message = `bad\u001b[31m request\nfor ${KEY} and sk-other-123456, Bearer abc at https://me:secret@host/`;
    endpoint.fail({ kind: 'status', status: 400, body: { code: 20015, message } });
    const { error } = await collect(model.stream(QUESTION));
    expect(error?.message).toContain('bad [31m request for … and …, Bearer … at https://…@host/');
  });

  test.each([
    ['text/html', '<html>Sign in to the hotel network</html>'],
    ['application/json', '{"code": 1, "msg": "unknown route"}'],
  ])('%s in place of a stream, naming OPENAI_BASE_URL', async (type, body) => {
    const { model } = await start();
    endpoint.fail({ kind: 'content-type', type, body });
    const { error } = await collect(model.stream(QUESTION));
    expect(error?.code).toBe('misconfigured');
    expect(error?.next).toContain('OPENAI_BASE_URL');
  });
});

describe('a chat model is refused before it is used', () => {
  test.each([
    ['an address that is none', { baseUrl: 'localhost:11434' }, 'OPENAI_BASE_URL'],
    ['an address with a password', { baseUrl: 'https://me:secret@host/v1' }, 'OPENAI_BASE_URL'],
    ['a key with a full-width character', { apiKey: 'sk-secret：1' }, 'OPENAI_API_KEY'],
    ['no model', { model: ' ' }, 'CHAT_MODEL'],
  ])('for %s', (_, wrong, variable) => {
    const make = () => createChatModel({ baseUrl: 'http://127.0.0.1:1/v1', model: 'chat-test', ...wrong });
    expect(make).toThrow(expect.objectContaining({ code: 'misconfigured', next: `Check ${variable}.` }));
    expect(make).not.toThrow(/secret/);
  });
});
