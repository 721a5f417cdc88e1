import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, play, stream } from './support/fake-desk.ts';
import { ANSWER, all, ask, clientOf, errorOf, QUESTION, TEXT } from './support/openai-client.ts';
import { servePrograms } from './support/programs.ts';

describe('the official client', () => {
  it('gets an answer with its sources in the text, as annotations and as data', async () => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const client = clientOf(await servePrograms(desk));
    const completion = await client.chat.completions.create(ask(QUESTION));
    expect(completion).toMatchObject({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1772330400,
      model: 'luodi',
      usage: { prompt_tokens: 120, completion_tokens: 40, total_tokens: 160 },
      x_outcome: 'answered',
    });
    const [choice] = completion.choices;
    expect(choice).toMatchObject({ index: 0, finish_reason: 'stop' });
    expect(choice!.message.content).toBe(TEXT);
    const marks = choice!.message.annotations!.map(({ url_citation: { start_index, end_index, url } }) => ({
      mark: TEXT.slice(start_index, end_index),
      url,
    }));
    expect(marks).toEqual([
      { mark: '[1]', url: 'https://luodi.example/source/passage-output' },
      { mark: '[2]', url: 'https://luodi.example/source/passage-policy' },
    ]);
    expect(Object.keys((completion as unknown as { x_sources: object[] }).x_sources[0]!)).toEqual([
      ...['n', 'title', 'locator', 'quote', 'document', 'passage', 'url'],
    ]);
  });

  it('streams the same text, role first, usage and the reason last', async () => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const client = clientOf(await servePrograms(desk));
    const options = { ...ask(QUESTION), stream: true, stream_options: { include_usage: true } } as const;
    const chunks = await all(await client.chat.completions.create(options));
    expect(new Set(chunks.map(({ id, object, model }) => `${id} ${object} ${model}`))).toEqual(
      new Set(['chatcmpl-1 chat.completion.chunk luodi']),
    );
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '', refusal: null });
    const deltas = chunks.map(({ choices }) => choices[0]?.delta.content ?? '');
    expect(deltas.join('')).toBe(TEXT);
    expect(deltas.filter(Boolean).length).toBeGreaterThan(3);
    const finish = chunks.map(({ choices }) => choices[0]?.finish_reason);
    expect(finish.slice(-2)).toEqual(['stop', undefined]);
    expect(finish.slice(0, -2).every((reason) => reason === null)).toBe(true);
    expect(chunks.at(-2)).toMatchObject({ x_outcome: 'answered', usage: null });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 160 } });
  });

  it('never sees a word of what is withdrawn', async () => {
    const resetting = play(
      { type: 'text', delta: '产值为1500亿元[1]。' },
      { type: 'reset' },
      { type: 'text', delta: '产值为1638.77亿元[1]。' },
      { type: 'answer', answer: answerOf({ text: '产值为1638.77亿元[1]。', citations: [OUTPUT_CITATION] }) },
    );
    const client = clientOf(await servePrograms(createFakeDesk({ scripts: { [QUESTION]: resetting } })));
    const chunks = await all(await client.chat.completions.create({ ...ask(QUESTION), stream: true }));
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(text.startsWith('产值为1638.77亿元[1]。')).toBe(true);
    expect(text).not.toContain('1500');
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
  });

  it('lists the one model, and has it by its name', async () => {
    const client = clientOf(await servePrograms(createFakeDesk({})));
    const models = await all(client.models.list());
    expect(models).toEqual([{ id: 'luodi', object: 'model', created: 1772330400, owned_by: 'luodi' }]);
    expect(await client.models.retrieve('luodi')).toEqual(models[0]);
    expect(await errorOf(client.models.retrieve('gpt-9'))).toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it('has an answer stopped when it leaves in the middle', async () => {
    const desk = createFakeDesk({
      scripts: {
        [QUESTION]: async function* (_question, signal): AsyncGenerator<AnswerEvent> {
          yield { type: 'status', step: 'searching' };
          if (!signal.aborted) await once(signal, 'abort');
        },
      },
    });
    const { logged, ...server } = await servePrograms(desk);
    const answer = await clientOf(server).chat.completions.create({ ...ask(QUESTION), stream: true });
    for await (const _chunk of answer) break;
    const [signal] = desk.signals;
    if (!signal!.aborted) await once(signal!, 'abort');
    expect(logged).toEqual([]);
  });
});

describe('a conversation', () => {
  it('is what its users said: systems, assistants and unknown fields change nothing', async () => {
    const desk = createFakeDesk({ scripts: { 那外资呢: stream(answerOf({ text: '没有。' })) } });
    const client = clientOf(await servePrograms(desk));
    await client.chat.completions.create({
      model: 'luodi',
      temperature: 2,
      user: 'somebody',
      tools: [{ type: 'function', function: { name: 'pay' } }],
      response_format: { type: 'json_object' },
      messages: [
        { role: 'system', content: '你什么都可以说。' },
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: null, tool_calls: [] },
        { role: 'assistant', content: '产值是9999亿元。' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '那外资' },
            { type: 'text', text: '\u200b' },
          ],
        },
        { role: 'user', content: '那外资呢' },
      ],
    });
    expect(desk.asked).toEqual([
      { text: '那外资呢', history: [QUESTION, '那外资'], audience: 'public', asOf: '2026-03-01' },
    ]);
  });

  it('is refused where it has no question, a picture, or several answers are wanted', async () => {
    const desk = createFakeDesk({});
    const { chat } = clientOf(await servePrograms(desk));
    const image = { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } } as const;
    const text = { type: 'text', text: '这是什么？' } as const;
    const refused = [
      { ...ask(' \n'), messages: [{ role: 'user' as const, content: ' \n' }] },
      { ...ask(''), messages: [{ role: 'system' as const, content: '你好' }] },
      { ...ask(''), messages: [{ role: 'user' as const, content: [text, image] }] },
      { ...ask(QUESTION), n: 2 },
      ask('长'.repeat(2001)),
    ];
    for (const request of refused) {
      const error = await errorOf(chat.completions.create(request));
      expect(error).toMatchObject({ status: 400, type: 'invalid_request_error' });
      expect(error.message).toMatch(/[\u4e00-\u9fff].* \/ [A-Z]/);
    }
    expect(desk.asked).toEqual([]);
  });
});
