import { afterEach, describe, expect, test } from 'vitest';
import type { ChatTool } from '../src/models/model.ts';
import { QUESTION, startChatModel } from './support/chat-model.ts';
import type { ChatReply, OpenAiEndpoint } from './support/openai-endpoint.ts';

const TOOL: ChatTool = {
  name: 'query',
  description: 'Counts rows.',
  parameters: { type: 'object', properties: { register: { type: 'string' } } },
};

let endpoint: OpenAiEndpoint;
afterEach(() => endpoint?.close());

async function start(reply: ChatReply, ...[options, setup]: Parameters<typeof startChatModel>) {
  const started = await startChatModel(options, { reply: () => reply, ...setup });
  endpoint = started.endpoint;
  return { ...started, call: () => started.model.call!(QUESTION, TOOL) };
}

const calling = (...texts: string[]): ChatReply => ({
  deltas: [],
  calls: texts.map((text) => ({ name: 'query', arguments: text })),
});
const ARGUMENTS = JSON.stringify({ register: 'projects', label: '项目"{}\\' });
const bodies = () => endpoint.requests.map(({ body }) => body);

describe('a chat model calls a function', () => {
  test('that it was offered and told to call, with arguments that came in pieces', async () => {
    const { call } = await start(calling(ARGUMENTS));
    expect(await call()).toEqual({ arguments: JSON.parse(ARGUMENTS) });
    expect(bodies()[0]).toMatchObject({
      temperature: 0,
      tools: [{ type: 'function', function: TOOL }],
      tool_choice: { type: 'function', function: { name: 'query' } },
    });
    expect(bodies()[0]).not.toHaveProperty('response_format');
  });

  test.each([
    ['events without choices', { kind: 'empty-choices' }],
    ['characters split between packets', { kind: 'split-characters' }],
    ['[DONE] without a finish reason', { kind: 'no-finish' }],
    ['a finish reason without [DONE]', { kind: 'no-done' }],
    ['the finish reason of a call that it chose to make', { kind: 'finish', reason: 'tool_calls' }],
  ] as const)('whole in spite of %s', async (_, fault) => {
    const { call } = await start(calling(ARGUMENTS), { limits: { tailMs: 10 } });
    endpoint.fail(fault);
    expect(await call()).toEqual({ arguments: JSON.parse(ARGUMENTS) });
  });

  test('once where it makes the same call twice, after reasoning and words that are dropped', async () => {
    const reply = { reasoning: ['想'], ...(calling(ARGUMENTS, ARGUMENTS) as object), deltas: ['好的。'] };
    const { call } = await start(reply);
    expect(await call()).toEqual({ arguments: JSON.parse(ARGUMENTS) });
  });

  test('with arguments that are no JSON: their text, for whoever checks them', async () => {
    const { call } = await start(calling('{"register": "proj'));
    expect(await call()).toEqual({ arguments: '{"register": "proj' });
  });

  test('and tells what it took', async () => {
    const { model } = await start(calling(ARGUMENTS));
    const told: unknown[] = [];
    await model.call!(QUESTION, TOOL, { onUsage: (usage) => told.push(usage) });
    expect(told).toEqual([{ prompt: 1, completion: 1 }]);
  });

  test('on a second try where the first was cut off', async () => {
    const { call, waits } = await start(calling(ARGUMENTS));
    endpoint.fail({ kind: 'cut', after: 3 });
    expect(await call()).toEqual({ arguments: JSON.parse(ARGUMENTS) });
    expect(waits).toHaveLength(1);
  });
});

describe('no call', () => {
  test('is given where the model writes instead', async () => {
    const { call } = await start('共有3个项目。');
    expect(await call()).toBeUndefined();
  });

  test.each([
    ['two different calls', calling(ARGUMENTS, '{"register":"plots"}')],
    ['a function that it was not offered', { deltas: [], calls: [{ name: 'sql', arguments: ARGUMENTS }] }],
    ['arguments without end', calling(`{"register":"${'x'.repeat(50_000)}"}`)],
    ['words without end', '词'.repeat(50_000)],
    ['a call that breaks off at its limit', { ...(calling('{') as object), deltas: [], finish: 'length' }],
  ] as [string, ChatReply][])('is taken from %s', async (_, reply) => {
    const { call } = await start(reply);
    await expect(call()).rejects.toMatchObject({ code: 'refused' });
    expect(endpoint.requests).toHaveLength(1);
  });

  test('is waited for longer than for a reply', async () => {
    const { call } = await start(calling(ARGUMENTS), { limits: { firstDeltaMs: 50, gapMs: 50 } });
    endpoint.fail({ kind: 'stall', after: 1 });
    await expect(call()).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('can be asked of a model that was not offered a function: its reply is refused', async () => {
    const { model } = await start({ ...(calling(ARGUMENTS) as object), deltas: [], finish: 'tool_calls' });
    const read = async () => {
      for await (const _ of model.stream(QUESTION)) expect.unreachable();
    };
    await expect(read()).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('an endpoint', () => {
  test('that takes functions but not the demand to call them is only offered them from then on', async () => {
    const { call } = await start(calling(ARGUMENTS), {}, { refuses: ['tool_choice'] });
    expect(await call()).toEqual(await call());
    expect(bodies().map(({ tools, tool_choice }) => [Boolean(tools), Boolean(tool_choice)])).toEqual([
      [true, true],
      [true, false],
      [true, false],
    ]);
  });

  test('that refuses functions says so once and is not asked again, but for replies', async () => {
    const { call, model } = await start('好的。', {}, { refuses: ['tools'] });
    await expect(call()).rejects.toMatchObject({ code: 'refused' });
    expect(await call()).toBeUndefined();
    expect(endpoint.requests).toHaveLength(1);
    for await (const text of model.stream(QUESTION)) expect(text).not.toBe('');
    expect(bodies().at(-1)).not.toHaveProperty('tools');
  });

  test('that fails otherwise is asked again with the next question', async () => {
    const { call } = await start(calling(ARGUMENTS));
    endpoint.fail({ kind: 'status', status: 413 });
    await expect(call()).rejects.toMatchObject({ code: 'refused' });
    expect(await call()).toEqual({ arguments: JSON.parse(ARGUMENTS) });
  });
});
