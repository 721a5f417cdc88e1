import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { answerFromTexts } from '../src/app/texts.ts';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { finalAnswer } from '../src/luodi.ts';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddingStates } from '../src/store/sqlite-embedding-states.ts';
import type { Question } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { testFolder } from './support/command-line.ts';
import { type OpenAiEndpoint, startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { hashedVector } from './support/openai-vectors.ts';

const RENT = '标准厂房月租金为每平方米12元。';
const DOCUMENTS = {
  'rent.md': RENT,
  'power.md': '大工业用电每千瓦时0.62元。',
  'water.md': '工业用水每立方米2.95元。',
};

/** A model of the same name and dimension as another. */
const other = (text: string, dimension: number) => hashedVector(`另${[...text].join('另')}`, dimension);

let pack: string;
let data: string;
let endpoint: OpenAiEndpoint;
/** The model behind the endpoint's name, which a test may exchange. */
let model: { vectorOf: typeof hashedVector; dimension: number };

beforeEach(async () => {
  [pack, data] = [await testFolder(DOCUMENTS), await testFolder()];
  model = { vectorOf: hashedVector, dimension: 64 };
  endpoint = await startOpenAiEndpoint({ vectorOf: (text) => model.vectorOf(text, model.dimension) });
  onTestFinished(() => endpoint.close());
});

/** Luodi over the pack with what it says and what fails; closed after the test. */
async function open(settings: Record<string, string> = {}) {
  const variables = { EMBEDDING_MODEL: 'embedding-test', OPENAI_BASE_URL: endpoint.baseUrl, ...settings };
  const config = loadConfig({ packs: [pack], data }, variables);
  const [notices, failures]: string[][] = [[], []];
  const luodi = await createLuodi(config, {
    notify: (line) => notices!.push(line),
    onFailure: (_, error) => failures!.push((error as Error).message),
  });
  onTestFinished(() => luodi.close());
  const ask = () =>
    finalAnswer(
      luodi.answer({ text: '厂房月租金多少？', history: [], audience: 'public', asOf: '2026-01-01' }),
    );
  return { luodi, notices: notices!, failures: failures!, ask, folder: config.dataDirectory };
}

/** Texts of the documents that the endpoint was asked for since the last call. */
function embedded(): string[] {
  const texts = endpoint.requests.splice(0).flatMap(({ body }) => body.input as string[]);
  return texts.filter((text) => Object.values(DOCUMENTS).some((own) => text.endsWith(own))).sort();
}

const ALL = Object.values(DOCUMENTS).sort();

/** Cosine of the index's vector for a text with the one that the present model gives. */
async function likeness(folder: string, text: string): Promise<number | undefined> {
  const databases = (await readdir(folder))
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => openDatabase(join(folder, name)));
  const known = await Promise.all(databases.map((each) => openEmbeddingStates(each).read('embedding-test')));
  const database = databases[known.findIndex((state) => state !== undefined)]!;
  try {
    const index = await openEmbeddedIndex(database);
    const dense = Float32Array.from(model.vectorOf(text, model.dimension));
    const sparse = { terms: new Uint32Array(), weights: new Float32Array() };
    const hits = await index.search({ sparse, dense, filter: { audiences: ['public'] }, limit: 3 });
    return hits.dense[0]?.score;
  } finally {
    for (const each of databases) await each.close();
  }
}

describe('an embedding model that was exchanged behind its name', () => {
  it.each([
    ['of another dimension', () => ({ vectorOf: hashedVector, dimension: 48 })],
    ['of the same dimension', () => ({ vectorOf: other, dimension: 64 })],
  ])('%s is noticed by the next ingest, which embeds all documents anew', async (_, exchanged) => {
    const before = await open();
    await before.luodi.ingest();
    expect(embedded()).toEqual(ALL);
    expect(before.notices).toEqual([]);
    model = exchanged();
    const after = await open();
    const { files } = await after.luodi.ingest();
    expect(after.notices).toEqual([expect.stringContaining('all are embedded anew')]);
    expect(files).toHaveLength(3);
    expect(embedded()).toEqual(ALL);
    expect(await likeness(after.folder, RENT)).toBeCloseTo(1, 4);
    expect((await after.ask()).text).toContain('12元');
    expect(after.failures).toEqual([]);
    await after.luodi.ingest();
    expect(after.notices).toHaveLength(1);
    expect(embedded()).toEqual([]);
  });

  it('is not mistaken for one whose numbers differ by rounding', async () => {
    await (await open()).luodi.ingest();
    embedded();
    model.vectorOf = (text, dimension) =>
      hashedVector(text, dimension).map((value, place) => value + (place % 2 ? 0.01 : -0.01));
    const after = await open();
    await after.luodi.ingest();
    expect(after.notices).toEqual([]);
    expect(embedded()).toEqual([]);
  });

  it('while questions are asked is said, and they are answered by words until the next ingest', async () => {
    const { luodi, ask, failures, notices, folder } = await open();
    await luodi.ingest();
    model.dimension = 48;
    expect((await ask()).text).toContain('12元');
    expect(failures).toEqual([expect.stringContaining('now gives vectors of 48 numbers')]);
    await luodi.ingest();
    expect(notices).toHaveLength(1);
    expect((await ask()).text).toContain('12元');
    expect(failures).toHaveLength(1);
    expect(await likeness(folder, RENT)).toBeCloseTo(1, 4);
  });

  it('and fails on the way leaves the words, and goes on where it was', async () => {
    await (await open()).luodi.ingest();
    embedded();
    model.vectorOf = other;
    const { luodi, ask, notices, folder } = await open();
    // The fixed text, the calibration set in batches, the first two documents.
    endpoint.fail(...new Array(1 + 3 + 5 + 2).fill(undefined), { kind: 'status', status: 400 });
    await luodi.ingest();
    expect(notices).toEqual([
      expect.stringContaining('all are embedded anew'),
      expect.stringContaining('searched without it'),
    ]);
    expect((await ask()).text).toContain('12元');
    expect(embedded()).toHaveLength(3);
    const later = await open();
    await later.luodi.ingest();
    expect(later.notices).toEqual([]);
    expect(embedded()).toHaveLength(1);
    expect(await likeness(folder, RENT)).toBeCloseTo(1, 4);
    expect((await later.ask()).text).toContain('12元');
    expect(later.failures).toEqual([]);
  });
});

describe('an embedding endpoint that is away', () => {
  it('keeps nobody from reading what has not changed, and adds nothing that cannot be compared', async () => {
    const { luodi, ask, notices, failures } = await open();
    await luodi.ingest();
    embedded();
    const refusal = { kind: 'status', status: 400 } as const;
    endpoint.fail(refusal, refusal);
    await luodi.ingest();
    expect(notices).toEqual([]);
    expect((await ask()).text).toContain('12元');
    expect(failures).toHaveLength(1);
    await writeFile(join(pack, 'gas.md'), '天然气每立方米3.4元。');
    endpoint.fail(refusal);
    const { files } = await luodi.ingest();
    expect(files.map(({ status }) => status)).not.toContain('failed');
    expect(notices).toEqual([expect.stringContaining('searched without it')]);
    expect(embedded()).toEqual([]);
  });
});

describe('a prefix that was changed', () => {
  it('has all documents embedded with it, and those embedded before are there when it is changed back', async () => {
    await (await open()).luodi.ingest();
    expect(embedded()).toEqual(ALL);
    const prefixed = await open({ EMBEDDING_PASSAGE_PREFIX: 'passage: ' });
    await prefixed.luodi.ingest();
    expect(embedded()).toEqual(ALL.map((text) => `passage: ${text}`).sort());
    expect((await prefixed.ask()).text).toContain('12元');
    const back = await open();
    await back.luodi.ingest();
    expect(embedded()).toEqual([]);
    expect([...prefixed.notices, ...back.notices]).toEqual([]);
  });
});

describe('how much vectors count', () => {
  it('is found out once, when documents are first embedded', async () => {
    await (await open()).luodi.ingest();
    const texts = endpoint.requests.splice(0).flatMap(({ body }) => body.input as string[]);
    expect(texts.length).toBeGreaterThan(240);
    await writeFile(join(pack, 'gas.md'), '天然气每立方米3.4元。');
    await (await open()).luodi.ingest();
    expect(endpoint.requests.splice(0).flatMap(({ body }) => body.input as string[])).toHaveLength(2);
  });

  it('is found out once in a process for texts that come with their questions', async () => {
    const variables = { EMBEDDING_MODEL: 'embedding-test', OPENAI_BASE_URL: endpoint.baseUrl };
    const config = loadConfig({ packs: [pack], data }, variables);
    const question: Question = {
      text: '厂房月租金多少？',
      history: [],
      audience: 'public',
      asOf: '2026-01-01',
    };
    for (const expected of [240 + 3 + 1, 3 + 1]) {
      const { text } = await finalAnswer(answerFromTexts({ texts: ALL, question }, config));
      expect(text).toContain('12元');
      expect(endpoint.requests.splice(0).flatMap(({ body }) => body.input as string[])).toHaveLength(
        expected,
      );
    }
  });
});

describe('the embedding that ships', () => {
  const settings = { EMBEDDING_MODEL: '', OPENAI_BASE_URL: '' };

  /** The database of documents that were taken in with it and closed. */
  async function taken() {
    const { luodi, folder } = await open(settings);
    await luodi.ingest();
    await luodi.close();
    const file = (await readdir(folder)).find((name) => /^knowledge-.*\.sqlite$/.test(name))!;
    return openDatabase(join(folder, file));
  }

  it('has its vectors in the index alone', async () => {
    const database = await taken();
    const count = (table: string) => database.sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n;
    expect([count('embedding_cache'), count('index_entries WHERE dense IS NOT NULL')]).toEqual([0, 3]);
    await database.close();
  });

  it('with another table has all documents embedded anew, once', async () => {
    const database = await taken();
    const states = openEmbeddingStates(database);
    const known = (await states.read('luodi-static-1'))!;
    await states.write('luodi-static-1', {
      ...known,
      probe: known.probe.map((value, at) => (at % 2 ? value : -value)),
    });
    await database.close();

    const after = await open(settings);
    await after.luodi.ingest();
    await after.luodi.ingest();
    expect(after.notices).toEqual([expect.stringContaining('gives other vectors')]);
    expect((await after.ask()).text).toContain('12元');
    expect(after.failures).toEqual([]);
  });
});
