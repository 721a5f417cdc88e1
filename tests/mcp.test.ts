import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../src/types.ts';
import { ABOUT, answerOf, createFakeDesk, OUTPUT_CITATION, play } from './support/fake-desk.ts';
import { ANSWER, CARDS, call, connect, deskOf, FOUND, QUESTION } from './support/mcp-client.ts';
import { servePrograms } from './support/programs.ts';

describe('the official client', () => {
  it('is told whose desk it is, and four tools that only read, with the form of what they take and give', async () => {
    const client = await connect(await servePrograms(deskOf()));
    expect(client.getServerVersion()).toMatchObject({ name: 'luodi', title: ABOUT.name });
    expect(client.getInstructions()).toContain(ABOUT.name);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'ask',
      'search_documents',
      'list_documents',
      'read_source',
    ]);
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(inputSchema.type).toBe('object');
      expect(outputSchema!.type).toBe('object');
    }
    expect(tools[0]!.inputSchema.required).toEqual(['question']);
  });

  it('asks, and gets the answer with its sources and the label, in text and as data', async () => {
    const desk = deskOf();
    const client = await connect(await servePrograms(desk));
    const { content, structuredContent, isError } = await call(client, 'ask', {
      question: ` ${QUESTION}\u200b`,
      history: ['你好', ''],
    });
    expect(isError).toBeFalsy();
    expect(content[0]!.text).toMatch(
      /^2025年.*\[1\]。\n\n来源：\n- \[1\] .* https:.*\n\n内容由人工智能生成/s,
    );
    expect(structuredContent).toMatchObject({
      outcome: 'answered',
      answer: ANSWER.text,
      sources: [{ n: 1, passage: 'passage-output', url: 'https://luodi.example/source/passage-output' }],
      suggestions: ['同比增长多少？'],
      label: '内容由人工智能生成，以原文为准',
    });
    expect(desk.asked).toEqual([
      { text: QUESTION, history: ['你好'], audience: 'public', asOf: '2026-03-01' },
    ]);
  });

  it('searches, lists and reads, as the public may', async () => {
    const desk = deskOf();
    const client = await connect(await servePrograms(desk));
    const search = await call(client, 'search_documents', { question: QUESTION, limit: 1 });
    expect(search.structuredContent).toEqual({
      passages: [{ ...FOUND, url: 'https://luodi.example/source/passage-output' }],
    });
    const list = await call(client, 'list_documents', { type: 'policy' });
    expect(list.structuredContent).toMatchObject({
      total: 1,
      documents: [{ document: 'policies/新政策 2026.docx', validity: { from: '2026-01-01' } }],
    });
    const paged = await call(client, 'list_documents', { from: 1, limit: 1 });
    expect(paged.structuredContent).toMatchObject({ total: 2, documents: [{ type: 'policy' }] });
    const read = await call(client, 'read_source', { passage: 'passage-output', from: 0 });
    expect(read.structuredContent).toMatchObject({
      passage: OUTPUT_CITATION.quote,
      text: `## 年度数据\n\n${OUTPUT_CITATION.quote}`,
      from: 0,
      blocks: 2,
      total: 2,
    });
    expect(desk.sourcesAsked).toEqual([{ passage: 'passage-output', audience: 'public', from: 0 }]);
  });

  it('finds the documents as resources, and reads one whole', async () => {
    const client = await connect(await servePrograms(deskOf()));
    const { resources } = await client.listResources();
    expect(resources.map(({ name, title }) => ({ name, title }))).toEqual(
      CARDS.map(({ document, title }) => ({ name: document, title })),
    );
    const { contents } = await client.readResource({ uri: resources[0]!.uri });
    expect(contents).toEqual([
      {
        uri: resources[0]!.uri,
        mimeType: 'text/markdown',
        text: `# ${CARDS[0]!.title}\n\n## 年度数据\n\n${OUTPUT_CITATION.quote}\n`,
      },
    ]);
    const unknown = 'luodi://documents/..%2Fsecret.md';
    await expect(client.readResource({ uri: unknown })).rejects.toThrow('There is no such document.');
  });

  it('is told of wrong input, of what there is not, and of a failure without its cause', async () => {
    const desk = deskOf();
    desk.documents = async () => {
      throw new Error('ECONNREFUSED 10.0.0.7');
    };
    const { logged, ...server } = await servePrograms(desk);
    const client = await connect(server);
    const wrong: [string, Record<string, unknown>][] = [
      ['ask', {}],
      ['ask', { question: ' \u200b' }],
      ['ask', { question: '长'.repeat(2001) }],
      ['ask', { question: { text: QUESTION } }],
      ['search_documents', { question: QUESTION, limit: 1000 }],
      ['list_documents', { type: 'secret' }],
      ['read_source', { passage: 'passage-unknown' }],
      ['delete_documents', {}],
    ];
    for (const [name, input] of wrong) {
      expect([name, (await call(client, name, input)).isError]).toEqual([name, true]);
    }
    expect(desk.asked).toEqual([]);
    const { content } = await call(client, 'list_documents', {});
    expect(JSON.stringify(content)).not.toContain('ECONNREFUSED');
    await expect(client.listResources()).rejects.toThrow(/系统暂时无法回答/);
    expect(logged.map(({ message }) => message)).toEqual(['ECONNREFUSED 10.0.0.7', 'ECONNREFUSED 10.0.0.7']);
  });

  it('is told that an answer failed, and is not given it as an answer', async () => {
    const failed = play({ type: 'answer', answer: answerOf({ outcome: 'failed', text: '现在查不到。' }) });
    const client = await connect(await servePrograms(createFakeDesk({ scripts: { [QUESTION]: failed } })));
    expect(await call(client, 'ask', { question: QUESTION })).toEqual({
      isError: true,
      content: [{ type: 'text', text: '现在查不到。' }],
    });
  });

  it('has an answer stopped when it is gone', async () => {
    const begun = Promise.withResolvers<void>();
    const desk = createFakeDesk({
      scripts: {
        [QUESTION]: async function* (_question, signal): AsyncGenerator<AnswerEvent> {
          begun.resolve();
          yield { type: 'status', step: 'searching' };
          if (!signal.aborted) await once(signal, 'abort');
        },
      },
    });
    const client = await connect(await servePrograms(desk));
    const answer = call(client, 'ask', { question: QUESTION }).catch((error: unknown) => error);
    await begun.promise;
    await client.close();
    const [signal] = desk.signals;
    if (!signal!.aborted) await once(signal!, 'abort');
    expect(await answer).toBeInstanceOf(Error);
  });
});
