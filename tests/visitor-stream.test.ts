import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, resume, TroubleError } from '../web/src/chat-stream.ts';
import type { UiPart } from '../web/src/protocol.ts';
import { readParts } from '../web/src/stream-parts.ts';

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

const parts: UiPart[] = [
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: '产值1638.77亿元 🏭\n' },
  { type: 'text-delta', id: 't', delta: '[1]' },
  { type: 'finish' },
];
const streamed = (from = 0, to = parts.length) =>
  parts
    .slice(from, to)
    .map((each, at) => `id: run-${from + at + 1}\ndata: ${JSON.stringify(each)}\n\n`)
    .join('');

/** Plays one response, or one failure, after the other, and notes what was called. */
function playing(...responses: (() => Response | Promise<Response>)[]) {
  const called: { path: string; body?: { messages: { id: string; parts: { text: string }[] }[] } }[] = [];
  const pauses: number[] = [];
  const options = {
    messageId: 'q1',
    signal: new AbortController().signal,
    pause: async (ms: number) => void pauses.push(ms),
    call: async (path: string, init?: RequestInit) => {
      called.push({ path, ...(init?.body && { body: JSON.parse(String(init.body)) }) });
      const next = responses.shift() ?? (() => Promise.reject(new TypeError('Failed to fetch')));
      return next();
    },
  };
  return {
    called,
    pauses,
    options,
    asking: { ...options, chatId: 'c', question: '产值？', language: 'zh-Hans' },
  };
}

describe('the parts of an answer', () => {
  const bytes = new TextEncoder().encode(`: ping\n\n${streamed()}data: [DONE]\n\n`);

  it('are read the same however their bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const ends = [...new Set([...cuts, bytes.length])].sort((a, b) => a - b);
        const chunks = ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
        const read = await collect(readParts(ReadableStream.from<Uint8Array>(chunks)));
        expect(read.map(({ part }) => part)).toEqual(parts);
        expect(read.at(-1)?.id).toBe('run-4');
      }),
    );
  });
});

describe('an answer', () => {
  it('goes on behind the last part that came, when the connection breaks', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(streamed(0, 2)));
        controller.close();
      },
    });
    const play = playing(
      () => new Response(broken),
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => new Response(streamed(2)),
    );
    const told = await collect(ask(play.asking));
    expect(told.filter(({ type }) => type !== 'reconnecting')).toEqual(parts);
    expect(play.called.map(({ path }) => path)).toEqual([
      '/api/chat',
      '/api/chat/q1/stream?after=run-2',
      '/api/chat/q1/stream?after=run-2',
    ]);
    expect(play.pauses[1]).toBeGreaterThan(play.pauses[0]!);
  });

  it('is asked for again under the same name where it is not known whether the question arrived', async () => {
    const play = playing(
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => new Response(streamed()),
    );
    await collect(ask(play.asking));
    expect(play.called.map(({ body }) => body?.messages[0]?.id)).toEqual(['q1', 'q1']);
    expect(play.called[0]?.body?.messages.map((message) => message.parts[0]?.text)).toEqual(['产值？']);
  });

  it('is read piece by piece by a browser that gives no stream', async () => {
    const without = () => new Response(null);
    const piece = (from: number, to: number) => () =>
      Response.json({ parts: parts.slice(from, to), next: `run-${to}`, isDone: to === parts.length });
    const play = playing(without, piece(0, 2), piece(2, 4));
    expect(await collect(ask(play.asking))).toEqual(parts);
    expect(play.called.map(({ path }) => path)).toEqual([
      '/api/chat',
      '/api/chat/q1',
      '/api/chat/q1?after=run-2',
    ]);
  });

  it('that was on its way when the page was loaded anew is read from its beginning', async () => {
    const play = playing(() => new Response(streamed()));
    expect(await collect(resume(play.options))).toEqual(parts);
    expect(play.called[0]?.path).toBe('/api/chat/q1/stream');
  });

  it('is given up at last where nothing comes of any try', async () => {
    const play = playing();
    const error = await collect(ask(play.asking)).catch((thrown: unknown) => thrown);
    expect((error as TroubleError).trouble).toEqual({ kind: 'network' });
    expect(play.pauses.length).toBeGreaterThan(5);
  });

  it('is sought no more once it was stopped', async () => {
    const abort = new AbortController();
    const play = playing();
    const pause = async () => abort.abort();
    const stopped = collect(ask({ ...play.asking, pause, signal: abort.signal }));
    await expect(stopped).rejects.toThrow('aborted');
    expect(play.called).toHaveLength(1);
  });
});

describe('a refused question', () => {
  const troubleOf = async (response: () => Promise<Response>) => {
    const error = await collect(ask(playing(response).asking)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TroubleError);
    return (error as TroubleError).trouble;
  };

  it('tells why in the server’s public words, and is not asked again', async () => {
    const body = { error: { code: 'question-too-long', message: '太长 / Too long' } };
    expect(await troubleOf(async () => Response.json(body, { status: 400 }))).toEqual({
      kind: 'refused',
      message: '太长 / Too long',
    });
    const busy = async () => new Response('', { status: 429, headers: { 'retry-after': '40' } });
    expect(await troubleOf(busy)).toEqual({ kind: 'busy', retryAfterSeconds: 40 });
  });
});
