import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, readParts, TroubleError } from '../web/src/chat-stream.ts';
import type { UiPart } from '../web/src/protocol.ts';

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe('the stream of an answer', () => {
  const parts: UiPart[] = [
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: '产值1638.77亿元 🏭\n[1]' },
    { type: 'finish' },
  ];
  const bytes = new TextEncoder().encode(
    `: ping\n\n${parts.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')}data: [DONE]\n\n`,
  );

  it('is read the same however its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const ends = [...new Set([...cuts, bytes.length])].sort((a, b) => a - b);
        const chunks = ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
        const body = ReadableStream.from<Uint8Array>(chunks);
        const read = await collect(readParts(body, new AbortController().signal));
        expect(read).toEqual(parts);
      }),
    );
  });

  it('that breaks is told as interrupted', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new TypeError('network error')),
    });
    const read = collect(readParts(body, new AbortController().signal));
    await expect(read).rejects.toMatchObject({ trouble: { kind: 'interrupted' } });
  });

  const troubleOf = async (response: () => Promise<Response>) => {
    const options = { chatId: 'c', question: '产值？', history: [], signal: new AbortController().signal };
    const error = await collect(ask({ ...options, fetch: response })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TroubleError);
    return (error as TroubleError).trouble;
  };

  it('that is refused tells why in the server’s public words', async () => {
    const body = { error: { code: 'question-too-long', message: '太长 / Too long' } };
    expect(await troubleOf(async () => Response.json(body, { status: 400 }))).toEqual({
      kind: 'refused',
      message: '太长 / Too long',
    });
    const busy = async () => new Response('', { status: 429, headers: { 'retry-after': '40' } });
    expect(await troubleOf(busy)).toEqual({ kind: 'busy', retryAfterSeconds: 40 });
    const proxy = async () => new Response('<h1>502</h1>', { status: 502 });
    expect(await troubleOf(proxy)).toEqual({ kind: 'network' });
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await troubleOf(offline)).toEqual({ kind: 'network' });
  });

  it('sends the question last, after at most nineteen earlier ones', async () => {
    let sent: { messages: { role: string; parts: { text: string }[] }[] } | undefined;
    const history = Array.from({ length: 30 }, (_, index) => `问题${index}`);
    const fetchFake: typeof fetch = async (_url, init) => {
      sent = JSON.parse(String(init?.body));
      return new Response('data: [DONE]\n\n');
    };
    const options = { chatId: 'c', question: '产值？', history, signal: new AbortController().signal };
    await collect(ask({ ...options, fetch: fetchFake }));
    const texts = sent?.messages.map((message) => message.parts[0]?.text);
    expect(texts).toEqual([...history.slice(-19), '产值？']);
  });
});
