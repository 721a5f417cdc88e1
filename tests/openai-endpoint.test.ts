import { afterEach, describe, expect, test } from 'vitest';
import { type OpenAiEndpoint, startOpenAiEndpoint } from './support/openai-endpoint.ts';

let endpoint: OpenAiEndpoint;
afterEach(() => endpoint?.close());

const post = (path: string, body: object, key = 'sk-test') =>
  fetch(`${endpoint.baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });

describe('the emulated endpoint', () => {
  test('lists its models, says that it is well, and refuses what it does not have', async () => {
    endpoint = await startOpenAiEndpoint({ apiKey: 'sk-test' });
    const headers = { authorization: 'Bearer sk-test' };
    const models = await (await fetch(`${endpoint.baseUrl}/models`, { headers })).json();
    expect(models).toMatchObject({ object: 'list', data: [{ id: 'chat-test' }, { id: 'embedding-test' }] });
    expect((await fetch(new URL('/healthz', endpoint.baseUrl))).status).toBe(200);
    const missing = await post('/completions', {});
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  test.each([
    [401, 'invalid_api_key', '/chat/completions', { model: 'chat-test' }, 'sk-other'],
    [404, 'model_not_found', '/chat/completions', { model: 'gpt-0' }, 'sk-test'],
    [404, 'model_not_found', '/embeddings', { model: 'gpt-0' }, 'sk-test'],
    [400, null, '/chat/completions', { model: 'chat-test', messages: [] }, 'sk-test'],
    [400, null, '/embeddings', { model: 'embedding-test', input: ['a', ''] }, 'sk-test'],
  ])('answers %d %s in an error envelope to %s %j', async (status, code, path, body, key) => {
    endpoint = await startOpenAiEndpoint({ apiKey: 'sk-test' });
    const response = await post(path, body, key);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  test('answers without a stream when none is asked for', async () => {
    endpoint = await startOpenAiEndpoint({ reply: (messages) => `${messages.length}` });
    const body = { model: 'chat-test', messages: [{ role: 'user', content: 'x' }] };
    const choice = { message: { content: '1' }, finish_reason: 'stop' };
    expect(await (await post('/chat/completions', body)).json()).toMatchObject({ choices: [choice] });
  });

  test('puts texts that share characters nearer than texts that do not, in the dimension asked for', async () => {
    endpoint = await startOpenAiEndpoint();
    const input = ['产业园的企业有多少家', '产业园现有企业86家', '工业电价每度0.6元'];
    const response = await post('/embeddings', { model: 'embedding-test', input, dimensions: 512 });
    const body = (await response.json()) as { data: { embedding: number[] }[] };
    const [question, near, far] = body.data.map(({ embedding }) => embedding);
    const dot = (other: number[]) => question!.reduce((sum, value, place) => sum + value * other[place]!, 0);
    expect(question).toHaveLength(512);
    expect(dot(near!)).toBeGreaterThan(dot(far!) + 0.1);
  });
});
