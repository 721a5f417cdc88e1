import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerQuestion } from '../src/answer/answer.ts';
import { readPack } from '../src/documents/pack.ts';
import { AppError } from '../src/errors.ts';
import { goldSchema } from '../src/evaluation/gold.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { finalAnswer } from '../src/luodi.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import { retrieve } from '../src/retrieval/retrieve.ts';
import { openDatabase } from '../src/store/database.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import type { Question } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';
import { openQdrantIndex } from '../src/vectors/qdrant.ts';
import {
  ask,
  type LibraryDocument,
  type MemoryLibrary,
  openLibrary,
  PARK,
  questionOf,
} from './support/library.ts';
import { hashedVector } from './support/openai-vectors.ts';
import { qdrantMissing, type RunningQdrant, startQdrant } from './support/qdrant.ts';
import { openReadingHere } from './support/reading.ts';

const textsFor = async (question: string, library: MemoryLibrary, given: Partial<Question> = {}) => {
  const { evidence } = await retrieve(questionOf(question, given), library);
  return evidence.map(({ passage }) => passage.text);
};

describe('the passage that answers comes first', () => {
  it.each([
    ['青禾新材料二期投资多少？', '100亿元'],
    ['青禾新材料二期投資多少？', '100亿元'],
    ['厂房租金补贴每平方米多少钱？', '8元'],
    ['廠房租金補貼每平方米多少錢？', '8元'],
    ['How much is the rent subsidy for factories?', '8元'],
    ['How much foreign capital was actually used in 2023?', '4478万美元'],
    ['智能裝備產業集群有哪些企業？', '文泰光学'],
  ])('for "%s"', async (question, expected) => {
    const [first] = await textsFor(question, await openLibrary(PARK));
    expect(first).toContain(expected);
  });

  it('also where its name is asked for in pinyin', async () => {
    const documents = [
      { text: '# 项目\n\n青禾公司投资3亿元建设工厂。' },
      { text: '# 其他\n\n蓝屿公司投资5亿元建设工厂。' },
    ];
    const library = await openLibrary(documents);
    expect((await textsFor('How much did Qinghe invest?', library))[0]).toContain('3亿元');
    expect((await textsFor('How much did Lanyu invest?', library))[0]).toContain('5亿元');
  });

  it('also where only the document’s title names the subject', async () => {
    const library = await openLibrary([
      { text: '# 青禾产业园\n\n## 电价\n\n电价为每千瓦时0.61元。' },
      { text: '# 蓝屿产业园\n\n## 电价\n\n电价为每千瓦时0.72元。' },
    ]);
    expect((await textsFor('蓝屿产业园的电价是多少？', library))[0]).toContain('0.72元');
    expect((await textsFor('青禾产业园的电价是多少？', library))[0]).toContain('0.61元');
  });

  it('with the exact place of each sentence, and no more than its own section around it', async () => {
    const library = await openLibrary(PARK);
    const { evidence } = await retrieve(questionOf('江川经开区引进了多少个项目？'), library);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { passage, sentences, document, around } of evidence) {
      const served = await library.store.document(document.id);
      expect(served?.clean.text.slice(passage.start, passage.end)).toBe(passage.text);
      for (const { start, end } of sentences) expect(passage.text.slice(start, end).trim()).not.toBe('');
      if (passage.locator.headingPath.includes('年度数据')) expect(around).not.toContain('文泰光学');
    }
  });

  it('of nothing, there is none', async () => {
    expect(await textsFor('？？？', await openLibrary(PARK))).toEqual([]);
    expect(await textsFor('引进了多少个项目？', await openLibrary([]))).toEqual([]);
  });
});

describe('a staff document', () => {
  const SECRET: LibraryDocument = {
    path: 'floor-price.md',
    title: '地价谈判底线',
    audience: 'staff',
    text: '# 地价谈判底线\n\n工业用地的谈判底价为每亩18万元。\n\n底价不得对外透露。',
  };
  const QUESTION = '工业用地的谈判底价是每亩多少？';

  it('is found by staff and never by the public', async () => {
    const library = await openLibrary([...PARK, SECRET]);
    expect((await textsFor(QUESTION, library, { audience: 'staff' }))[0]).toContain('18万元');
    const { evidence } = await retrieve(questionOf(QUESTION), library);
    expect(evidence.map(({ document }) => document.id)).not.toContain(SECRET.path);
    expect(evidence.map(({ around }) => around).join()).not.toContain('底价');
  });

  it('is named to the public in no answer, not even as what is near', async () => {
    const library = await openLibrary([...PARK, SECRET]);
    for (const text of [QUESTION, '地价谈判底线', 'What is the floor price of land?']) {
      const { events } = await ask(questionOf(text), library);
      expect(JSON.stringify(events)).not.toMatch(/地价|18万|floor-price/);
    }
    const { answer } = await ask(questionOf(QUESTION, { audience: 'staff' }), library);
    expect(answer.text).toContain('18万元');
  });

  it('leads no follow-up of the public to it', async () => {
    const library = await openLibrary([SECRET]);
    const { answer } = await ask(questionOf('那是多少？', { history: [QUESTION] }), library);
    expect(answer.outcome).toBe('declined');
    expect(answer.citations).toEqual([]);
  });
});

describe('a document with dates', () => {
  const documents: LibraryDocument[] = [
    { path: 'old.md', effectiveTo: '2023-12-31', text: '# 补贴办法\n\n厂房租金补贴为每平方米6元。' },
    { path: 'new.md', effectiveFrom: '2024-01-01', text: '# 补贴办法\n\n厂房租金补贴为每平方米8元。' },
  ];

  it.each([
    ['2023-12-31', '6元'],
    ['2024-01-01', '8元'],
  ])('is evidence on the days it is in force: on %s %s', async (asOf, expected) => {
    const found = await textsFor('厂房租金补贴每平方米多少元？', await openLibrary(documents), { asOf });
    expect(found).toEqual([expect.stringContaining(expected)]);
  });
});

describe('with an embedding model', () => {
  const working: EmbeddingModel = {
    name: 'hashed',
    identity: 'hashed',
    embed: async (texts) => texts.map((text) => Float32Array.from(hashedVector(text, 64))),
  };
  const failure = new AppError('unreachable', 'The embedding endpoint does not answer.');
  const failing: EmbeddingModel = { ...working, embed: async () => Promise.reject(failure) };
  const QUESTION = '青禾新材料二期投资多少？';

  it('both signals count', async () => {
    const { evidence, embeddingFailure } = await retrieve(
      questionOf(QUESTION),
      await openLibrary(PARK, working),
    );
    expect(embeddingFailure).toBeUndefined();
    expect(evidence[0]!.signals.dense).toBeGreaterThan(0);
    expect(evidence[0]!.signals.sparse).toBeGreaterThan(0);
  });

  it('that fails, the sparse signal is left, and the failure is told', async () => {
    const library = await openLibrary(PARK, working);
    const { evidence, embeddingFailure } = await retrieve(questionOf(QUESTION), {
      ...library,
      embedding: failing,
    });
    expect(embeddingFailure).toBe(failure);
    const without = await retrieve(questionOf(QUESTION), { ...library, embedding: undefined });
    expect(evidence).toEqual(without.evidence);
    const failures: unknown[] = [];
    const onFailure = (...given: unknown[]) => void failures.push(given);
    const { answer } = await ask(QUESTION, { ...library, embedding: failing, onFailure });
    expect(answer.text).toContain('100亿元');
    expect(failures).toContainEqual(['embedding', failure]);
  });
});

describe.skipIf(qdrantMissing)(
  `on Qdrant as on the embedded index${qdrantMissing ? ` (skipped: ${qdrantMissing})` : ''}`,
  () => {
    let qdrant: RunningQdrant;
    beforeAll(async () => {
      qdrant = (await startQdrant())!;
    });
    afterAll(() => qdrant?.stop());

    const lines = readFileSync(join(import.meta.dirname, 'fixtures/knowledge-gold.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const gold = lines.map((line) => goldSchema.parse(JSON.parse(line)));

    async function take(index: PassageIndex): Promise<MemoryLibrary> {
      const database = openDatabase(':memory:');
      onTestFinished(() => database.close());
      const store = openKnowledgeStore(database);
      const pack = await readPack(join(import.meta.dirname, '../knowledge'));
      const registers = openRegisterStore(database);
      const incentives = openIncentiveStore(database);
      await ingest({ packs: [pack], openReading: openReadingHere, store, index, registers, incentives });
      return { store, index, registers, incentives };
    }

    it('each gold question on the pack that ships is answered with the same passages', async () => {
      const database = openDatabase(':memory:');
      onTestFinished(() => database.close());
      const embedded = await take(await openEmbeddedIndex(database));
      const collection = `luodi-retrieval-${process.pid}`;
      const { url, apiKey } = qdrant;
      const remote = await take(await openQdrantIndex({ url, apiKey, collection }));
      onTestFinished(async () => {
        const headers = apiKey ? { 'api-key': apiKey } : undefined;
        await fetch(new URL(`/collections/${collection}`, url), { method: 'DELETE', headers });
      });
      const answersOf = async (library: MemoryLibrary) => {
        const answers: [string | number, string, string[]][] = [];
        for (const { id, question, history } of gold) {
          const asked = questionOf(question, { history });
          const answer = await finalAnswer(answerQuestion(asked, { ...library, about: { name: '衡阳' } }));
          answers.push([id, answer.text, answer.citations.map(({ passage }) => passage)]);
        }
        return answers;
      };
      const expected = await answersOf(embedded);
      expect(expected.filter(([, , passages]) => passages.length > 0).length).toBeGreaterThan(20);
      expect(await answersOf(remote)).toEqual(expected);
    });
  },
);
