import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createReasoningFilter } from '../src/models/reasoning.ts';
import { collect, QUESTION, REPLY, startChatModel } from './support/chat-model.ts';
import type { OpenAiEndpoint } from './support/openai-endpoint.ts';

let endpoint: OpenAiEndpoint;
afterEach(() => endpoint?.close());

async function start(...given: Parameters<typeof startChatModel>) {
  const started = await startChatModel(...given);
  endpoint = started.endpoint;
  return started;
}

describe('a chat model gives what came, then throws', () => {
  test.each([
    ['unreachable', 'the stream is cut', { kind: 'cut', after: 2 }],
    ['unreachable', 'the stream ends without a finish reason', { kind: 'end-early', after: 2 }],
    ['unreachable', 'an event is not JSON', { kind: 'broken-json', after: 2 }],
    ['unreachable', 'an error comes as an event', { kind: 'error-event', after: 2, message: 'overloaded' }],
    ['unreachable', 'the stream stalls', { kind: 'stall', after: 2 }],
  ] as const)('%s when %s', async (code, _, fault) => {
    const { model } = await start({ limits: { gapMs: 250 } });
    endpoint.fail(fault);
    const { text, error } = await collect(model.stream(QUESTION));
    expect(text).toBe(REPLY.slice(0, 8));
    expect(error?.code).toBe(code);
    expect(endpoint.requests).toHaveLength(1);
  });

  test.each([
    ['refused', 'length'],
    ['refused', 'content_filter'],
    ['refused', 'tool_calls'],
    ['unreachable', 'insufficient_system_resource'],
  ])('%s when the model finishes because of %s', async (code, reason) => {
    const { model } = await start();
    endpoint.fail({ kind: 'finish', reason });
    const { text, error } = await collect(model.stream(QUESTION));
    expect(text).toBe(REPLY);
    expect(error?.code).toBe(code);
  });

  test('refused when the model does not stop', async () => {
    const { model } = await start({ limits: { maxCharacters: 50 } });
    endpoint.fail({ kind: 'endless' });
    const { text, error } = await collect(model.stream(QUESTION));
    expect(text).toHaveLength(50);
    expect(error?.code).toBe('refused');
    await endpoint.requests[0]?.closed;
  });

  test('refused when there was only reasoning', async () => {
    const { model } = await start({}, { reply: () => '<think>不知道' });
    expect(await collect(model.stream(QUESTION))).toMatchObject({ text: '', error: { code: 'refused' } });
  });
});

describe('a chat model does not hang', () => {
  test.each([
    ['says nothing at all', { kind: 'silence' }],
    ['sends headers and no word', { kind: 'stall', after: 0 }],
  ] as const)('when the endpoint %s: unreachable, not tried again', async (_, fault) => {
    const { model } = await start({ limits: { firstDeltaMs: 300 } });
    endpoint.fail(fault);
    expect((await collect(model.stream(QUESTION))).error?.code).toBe('unreachable');
    expect(endpoint.requests).toHaveLength(1);
    await endpoint.requests[0]?.closed;
  });

  test('when the reply goes on beyond the limit of the whole', async () => {
    const { model } = await start({ limits: { wholeMs: 300 } });
    endpoint.fail({ kind: 'endless' });
    const { error } = await collect(model.stream(QUESTION));
    expect(error?.message).toContain('its whole reply');
    await endpoint.requests[0]?.closed;
  });

  test('but is patient with a slow endpoint and with a slow reader', async () => {
    const { model } = await start(
      { limits: { firstDeltaMs: 5000, gapMs: 250 } },
      { reply: () => REPLY.slice(0, 8) },
    );
    endpoint.fail({ kind: 'slow', gapMs: 5 });
    let text = '';
    for await (const delta of model.stream(QUESTION)) {
      text += delta;
      // Longer than the gap: this is the reader's time, not the model's.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(text).toBe(REPLY.slice(0, 8));
  });

  test('when its caller leaves: the reason is thrown and the connection closed', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'stall', after: 1 });
    const caller = new AbortController();
    const stream = model.stream(QUESTION, { signal: caller.signal })[Symbol.asyncIterator]();
    await stream.next();
    caller.abort(new Error('the visitor left'));
    await expect(stream.next()).rejects.toThrow('the visitor left');
    await endpoint.requests[0]?.closed;
  });

  test('when its caller takes no more: the connection is closed', async () => {
    const { model } = await start();
    endpoint.fail({ kind: 'endless' });
    for await (const delta of model.stream(QUESTION)) if (delta) break;
    await endpoint.requests[0]?.closed;
  });

  test('and sends nothing for a caller who has left', async () => {
    const { model } = await start();
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(collect(model.stream(QUESTION, { signal }))).rejects.toThrow('gone');
    expect(endpoint.requests).toHaveLength(0);
  });
});

describe('the reasoning filter', () => {
  const filtered = (pieces: string[]) => {
    const filter = createReasoningFilter();
    return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
  };

  test('gives the same text however the reply is cut', () => {
    const part = fc.oneof(fc.constantFrom('<think>', '</think>', '<', '</', 'think>', ' '), fc.string());
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat({ max: 200 })), (parts, cuts) => {
        // A closing tag without its opening one is an error, and has a test of its own.
        const text = `<think>${parts.join('').replaceAll('</think>', '</think><think>')}`;
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(filtered(pieces)).toBe(filtered([text]));
      }),
    );
  });

  test('keeps text that only looks like a tag', () => {
    expect(filtered(['产值<', '100亿元，<thin', ' film>'])).toBe('产值<100亿元，<thin film>');
  });

  test('drops reasoning whose opening tag was left out, if nothing was given yet', () => {
    expect(filtered(['</think>有86家'])).toBe('有86家');
  });

  test('throws when what was given turns out to be reasoning', () => {
    expect(() => filtered(['让我想想', '</think>有86家'])).toThrow(
      expect.objectContaining({ code: 'refused' }),
    );
  });
});
