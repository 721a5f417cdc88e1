import { describe, expect, it } from 'vitest';
import { stream } from './support/fake-desk.ts';
import {
  ANSWER,
  deskOf,
  partsOf,
  QUESTION,
  say,
  textOf,
  visitorOf,
  webRoutes,
} from './support/web-routes.ts';

const HALF = ANSWER.text.slice(0, 9);

/** A desk that says half of its answer, and the rest when it is let. */
function halting() {
  const gate = Promise.withResolvers<void>();
  const desk = deskOf(async function* () {
    yield { type: 'text', delta: HALF };
    await gate.promise;
    yield { type: 'answer', answer: ANSWER };
  });
  return { desk, letGo: gate.resolve };
}

/** Reads a stream until it has said so much, and breaks it off; gives what was read and the last id. */
async function readUntil(response: Response, words: string) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  while (!read.includes(words)) read += (await reader.read()).value;
  await reader.cancel();
  return { read, last: [...read.matchAll(/^id: (.*)$/gm)].at(-1)![1]! };
}

describe('a stream that broke', () => {
  it.each(['last-event-id', 'after'])(
    'goes on behind the part that %s names, to the same text',
    async (by) => {
      const { desk, letGo } = halting();
      const visitor = visitorOf(webRoutes(desk));
      const { last } = await readUntil(await visitor.request('/api/chat', say(QUESTION, 'q1')), HALF);
      letGo();
      const resumed =
        by === 'after'
          ? await visitor.request(`/api/chat/q1/stream?after=${last}`)
          : await visitor.request('/api/chat/q1/stream', { headers: { 'last-event-id': last } });
      const parts = await partsOf(resumed);
      expect(HALF + textOf(parts)).toBe(ANSWER.text);
      expect(parts.map(({ type }) => type)).not.toContain('start');
      expect(desk.asked).toHaveLength(1);
    },
  );

  it('is read from the store by a process that has no run of it: what was said is withdrawn and said whole', async () => {
    const { desk, letGo } = halting();
    const first = webRoutes(desk);
    const visitor = visitorOf(first);
    const { last } = await readUntil(await visitor.request('/api/chat', say(QUESTION, 'q1')), HALF);
    const second = visitorOf(webRoutes(desk, { intake: first.intake, store: first.store }));
    for (const [name, value] of visitor.jar) second.jar.set(name, value);
    const going = second.request(`/api/chat/q1/stream?after=${last}`);
    letGo();
    const parts = await partsOf(await going);
    expect(parts[0]?.type).toBe('data-reset');
    expect(textOf(parts)).toBe(ANSWER.text);
    expect(parts.at(-1)).toEqual({ type: 'finish' });
  });

  it('may be asked for again as the same question, which is answered once', async () => {
    const { desk, letGo } = halting();
    const visitor = visitorOf(webRoutes(desk));
    const response = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    const again = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    letGo();
    expect(textOf(await partsOf(again))).toBe(ANSWER.text);
    expect(textOf(await partsOf(response))).toBe(ANSWER.text);
    expect(again.headers.get('x-luodi-message')).toBe(response.headers.get('x-luodi-message'));
    expect(desk.asked).toHaveLength(1);
  });

  it('can be read piece by piece, as JSON', async () => {
    const { desk, letGo } = halting();
    const visitor = visitorOf(webRoutes(desk));
    await visitor.request('/api/chat', say(QUESTION, 'q1'));
    let text = '';
    for (let after = '', isDone = false; !isDone; ) {
      const response = await visitor.request(`/api/chat/q1?after=${after}`);
      const taken = (await response.json()) as { parts: never[]; next?: string; isDone: boolean };
      text += textOf(taken.parts);
      if (text !== '') letGo();
      after = taken.next ?? after;
      isDone = taken.isDone;
    }
    expect(text).toBe(ANSWER.text);
  });
});

describe('what there is to go on with', () => {
  it('is the newest answer while it is being made, and nothing before and after', async () => {
    const { desk, letGo } = halting();
    const visitor = visitorOf(webRoutes(desk));
    const status = async () => (await visitor.request('/api/chat/current/stream')).status;
    expect(await status()).toBe(204);
    const response = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    const current = await visitor.request('/api/chat/current/stream');
    letGo();
    expect(textOf(await partsOf(current))).toBe(ANSWER.text);
    await partsOf(response);
    expect(await status()).toBe(204);
  });

  it('is bounded: a visitor has so many readers at once, and room again when one leaves', async () => {
    const { desk, letGo } = halting();
    const visitor = visitorOf(webRoutes(desk));
    const open = [await visitor.request('/api/chat', say(QUESTION, 'q1'))];
    for (;;) {
      const next = await visitor.request('/api/chat/q1/stream');
      if (next.status === 429) break;
      open.push(next);
      expect(open.length).toBeLessThan(50);
    }
    await open[0]?.body?.cancel();
    expect((await visitor.request('/api/chat/q1/stream')).status).toBe(200);
    letGo();
  });

  it('is kept once, however slowly it is read', async () => {
    const long = { ...ANSWER, text: '字'.repeat(5000) };
    const visitor = visitorOf(webRoutes(deskOf(stream(long))));
    const response = await visitor.request('/api/chat', say(QUESTION, 'q1'));
    const parts = await partsOf(await visitor.request('/api/chat/q1/stream'));
    expect(textOf(parts)).toBe(long.text);
    // The first reader took nothing in the meantime, and still gets all of it.
    expect(textOf(await partsOf(response))).toBe(long.text);
  });
});
