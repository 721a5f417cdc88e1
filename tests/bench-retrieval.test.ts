import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Engine, race } from '../bench/peers/race.ts';
import { bootstrapInterval, measureRankings, type Ranking, rankOf } from '../bench/ranking-measures.ts';
import { linesOf, testFolder } from './support/command-line.ts';
import { qdrantMissing, startQdrant } from './support/qdrant.ts';

const BENCH = join(import.meta.dirname, '..', 'bench');

function ranking(ranked: number[], ...relevant: number[]): Ranking {
  return { ranked, relevant: new Set(relevant) };
}

describe('measures of a ranking', () => {
  test('with one right paragraph each are those computed by hand', () => {
    const measures = measureRankings([
      ranking([4, 1, 2], 4),
      ranking([1, 2, 4], 4),
      ranking([1, 2, 3, 5, 6, 7, 4], 4),
      ranking([1, 2, 3], 4),
    ]);
    expect(measures.recall1).toBe(1 / 4);
    expect(measures.recall5).toBe(2 / 4);
    expect(measures.recall10).toBe(3 / 4);
    expect(measures.mrr10).toBeCloseTo((1 + 1 / 3 + 1 / 7) / 4);
    // Positions 1, 3 and 7: 1 / log2(2), 1 / log2(4), 1 / log2(8).
    expect(measures.ndcg10).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 4);
  });

  test('with several right paragraphs take the first for recall and all for the gain', () => {
    const measures = measureRankings([ranking([9, 1, 8, 2], 1, 2, 3)]);
    expect(measures).toMatchObject({ recall1: 0, recall5: 1, recall10: 1, mrr10: 1 / 2 });
    const gained = 1 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(measures.ndcg10).toBeCloseTo(gained / ideal);
  });

  test('count nothing beyond the tenth', () => {
    const eleventh = ranking([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 10);
    expect(measureRankings([eleventh])).toEqual({ recall1: 0, recall5: 0, recall10: 0, mrr10: 0, ndcg10: 0 });
    expect(rankOf(eleventh)).toBe(11);
    expect(rankOf(ranking([], 1))).toBe(Number.POSITIVE_INFINITY);
  });

  test('have an interval as wide as theory says', () => {
    const values = Array.from({ length: 1000 }, (_, at) => Number(at % 10 > 0));
    const [low, high] = bootstrapInterval(values);
    const half = 1.96 * Math.sqrt((0.9 * 0.1) / 1000);
    expect(low).toBeCloseTo(0.9 - half, 2);
    expect(high).toBeCloseTo(0.9 + half, 2);
    expect(bootstrapInterval([1, 1, 1])).toEqual([1, 1]);
  });
});

const CORPUS = squad([
  ['江川园区的工业用电价格为每千瓦时0.62元，由供电公司按月结算。', '工业用电多少钱？'],
  ['園區標準廠房的租金為每月每平方米十八元，租期三年起。', '標準廠房租金是多少？'],
  [
    'The airport lies forty kilometres east of the park and is reached in half an hour.',
    'How far is the airport?',
  ],
]);

function squad(paragraphs: readonly (readonly [context: string, question: string])[]): string {
  const entries = paragraphs.map(([context, question], at) => ({
    context,
    qas: [{ id: `Q${at}`, question, answers: [] }],
  }));
  return JSON.stringify({ data: [{ paragraphs: entries }] });
}

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function run(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Run> {
  const [script = '', ...options] = args;
  const child = spawn(process.execPath, [join(BENCH, script), ...options], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  const result: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
  });
  result.code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return result;
}

async function figures(args: readonly string[], cwd: string, env?: Record<string, string>) {
  const { code, stdout, stderr } = await run(
    ['retrieval.ts', ...args, '--embedding', 'none', '--json'],
    cwd,
    env,
  );
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function ranksIn(folder: string): Promise<{ id: unknown; ranked: number[] }[]> {
  return linesOf(await readFile(join(folder, 'ranks.jsonl'), 'utf8')).map((line) => JSON.parse(line));
}

describe('bench/retrieval.ts', () => {
  test('finds each paragraph by its question in three languages, and writes the ranks', async () => {
    const folder = await testFolder({ 'corpus.json': CORPUS });
    const measured = await figures(['--corpus', 'corpus.json', '--ranks', 'ranks.jsonl'], folder);
    expect(measured).toMatchObject({ paragraphs: 3, noise: 0, questions: 3, recall1: 1, ndcg10: 1 });
    expect(measured).toMatchObject({ fewerThanTen: 3, embedding: 'none', index: 'embedded' });
    const ranks = await ranksIn(folder);
    expect(ranks.map(({ id, ranked }) => [id, ranked[0]])).toEqual([
      ['Q0', 0],
      ['Q1', 1],
      ['Q2', 2],
    ]);
    for (const { ranked } of ranks) expect(new Set(ranked).size).toBe(ranked.length);
  });

  test('loses nothing where questions are asked in the other script', async () => {
    const folder = await testFolder({ 'corpus.json': CORPUS });
    for (const script of ['hans', 'hant']) {
      expect(await figures(['--corpus', 'corpus.json', '--script', script], folder)).toMatchObject({
        recall1: 1,
      });
    }
  });

  test('numbers paragraphs over several files and noise after them, without what the corpus has', async () => {
    const noise = squad([
      ['江川园区的工业用电价格为每千瓦时 0.62元，由供电公司按月结算。', '不问'],
      ['安全用电须知：不得私拉电线。', '不问'],
      ['安全用电须知：不得私拉电线。', '不问'],
    ]);
    const other = squad([['园区的污水处理厂日处理能力为五万吨。', '污水处理厂的能力有多大？']]);
    const folder = await testFolder({ 'corpus.json': CORPUS, 'other.json': other, 'noise.json': noise });
    const args = ['--corpus', 'corpus.json', '--corpus', 'other.json', '--noise', 'noise.json'];
    const measured = await figures([...args, '--ranks', 'ranks.jsonl'], folder);
    expect(measured).toMatchObject({ paragraphs: 4, noise: 1, questions: 4, recall1: 1 });
    const [electricity, , , sewage] = await ranksIn(folder);
    expect(sewage!.ranked[0]).toBe(3);
    expect(electricity!.ranked).toContain(4);
  });

  test("asks another file's questions about the paragraphs in the same places", async () => {
    const questions = squad([
      ['Electricity.', '每月结算的是什么价格？'],
      ['Factories.', '租期几年起？'],
      ['Airport.', 'Which place is forty kilometres east?'],
    ]);
    const folder = await testFolder({ 'corpus.json': CORPUS, 'questions.json': questions });
    const args = ['--corpus', 'corpus.json', '--questions', 'questions.json', '--ranks', 'ranks.jsonl'];
    expect(await figures(args, folder)).toMatchObject({ questions: 3, recall1: 1 });
    expect((await ranksIn(folder)).map(({ ranked }) => ranked[0])).toEqual([0, 1, 2]);
  });

  test("pools the passages of RGB's form, each text once", async () => {
    const rows = [
      {
        id: 7,
        query: '工业用电多少钱？',
        answer: ['0.62元'],
        positive: ['工业用电0.62元。'],
        negative: ['园区下雨。'],
      },
      {
        id: 8,
        query: '园区下雨吗？',
        answer: [['下雨', '下']],
        positive: ['园区下雨。'],
        negative: ['工业用电0.62元。'],
      },
    ];
    const folder = await testFolder({ 'rgb.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') });
    const measured = await figures(['--corpus', 'rgb.jsonl', '--ranks', 'ranks.jsonl'], folder);
    expect(measured).toMatchObject({ paragraphs: 2, questions: 2, recall1: 1 });
    expect((await ranksIn(folder)).map(({ id, ranked }) => [id, ranked[0]])).toEqual([
      [7, 0],
      [8, 1],
    ]);
  });

  test.skipIf(qdrantMissing)(
    `finds the same on Qdrant and leaves nothing there${qdrantMissing ? ` (skipped: ${qdrantMissing})` : ''}`,
    async () => {
      const folder = await testFolder({ 'corpus.json': CORPUS });
      const qdrant = (await startQdrant())!;
      try {
        const env = { QDRANT_URL: qdrant.url, ...(qdrant.apiKey && { QDRANT_API_KEY: qdrant.apiKey }) };
        const measured = await figures(['--corpus', 'corpus.json', '--index', 'qdrant'], folder, env);
        expect(measured).toMatchObject({ index: 'qdrant', recall1: 1 });
        const headers = { ...(qdrant.apiKey && { 'api-key': qdrant.apiKey }) };
        const left = await (await fetch(`${qdrant.url}/collections`, { headers })).text();
        expect(left).not.toContain('luodi_bench_');
      } finally {
        await qdrant.stop();
      }
    },
  );
});

describe('a race of engines', () => {
  const questions = ['a', 'b', 'c', 'd'].map((text, number) => ({
    id: text,
    text,
    answers: [],
    relevant: new Set([number]),
  }));

  test('asks each of them each question, and begins with another at each', async () => {
    const asked: string[] = [];
    const engine = (name: string): Engine => ({
      ...{ name, setting: '', indexMs: 10 },
      search(question) {
        asked.push(question + name);
        return [];
      },
    });
    await race([engine('1'), engine('2'), engine('3')], questions);
    expect(asked.join(' ')).toBe('a1 a2 a3 b2 b3 b1 c3 c1 c2 d1 d2 d3');
  });

  test('says what the first finds more, question by question', async () => {
    const right = (question: string) => ['a', 'b', 'c', 'd'].indexOf(question);
    const engines: Engine[] = [
      { name: 'first', setting: '', indexMs: 10, search: async (question) => [right(question)] },
      {
        name: 'worse',
        setting: '',
        indexMs: 25,
        search: (question) => [question === 'a' ? 3 : right(question)],
      },
      { name: 'blind', setting: '', indexMs: 5, search: () => [] },
    ];
    const [first, worse, blind] = await race(engines, questions);
    expect(first).toMatchObject({ recall1: 1, indexRatio: 1, p50Ratio: 1, lead1: 0, lead1Interval: [0, 0] });
    expect(worse).toMatchObject({ recall1: 0.75, indexRatio: 2.5, lead1: 0.25 });
    expect(worse!.lead1Interval[0]).toBe(0);
    expect(blind).toMatchObject({ recall1: 0, indexRatio: 0.5, lead1: 1, lead1Interval: [1, 1] });
  });
});

const CALLS: [string, string[]][] = [
  ['no corpus', ['retrieval.ts']],
  ['no corpus for peers', ['peers.ts']],
  ['fewer passages than the corpus has', ['peers.ts', '--corpus', 'corpus.json', '--passages', '2']],
  ['more passages than there are', ['peers.ts', '--corpus', 'corpus.json', '--passages', '4']],
  ['an unknown option', ['retrieval.ts', '--corpus', 'corpus.json', '--fast']],
  ['a missing file', ['retrieval.ts', '--corpus', 'missing.json']],
  ['a file of another form', ['retrieval.ts', '--corpus', 'other.json']],
  [
    'questions on another number of paragraphs',
    ['retrieval.ts', '--corpus', 'corpus.json', '--questions', 'one.json'],
  ],
  ['an embedding that there is not', ['retrieval.ts', '--corpus', 'corpus.json', '--embedding', 'magic']],
  [
    'an endpoint that is not configured',
    ['retrieval.ts', '--corpus', 'corpus.json', '--embedding', 'endpoint'],
  ],
  ['a Qdrant that is not configured', ['retrieval.ts', '--corpus', 'corpus.json', '--index', 'qdrant']],
  ['a reranker that is not configured', ['retrieval.ts', '--corpus', 'corpus.json', '--rerank']],
  ['a script that there is not', ['retrieval.ts', '--corpus', 'corpus.json', '--script', 'kanji']],
  ['a sample of none', ['retrieval.ts', '--corpus', 'corpus.json', '--every', '0']],
  [
    'ranks in a folder that there is not',
    ['retrieval.ts', '--corpus', 'corpus.json', '--ranks', 'none/ranks.jsonl'],
  ],
];

describe('a wrong call', () => {
  test.each(CALLS)('ends with one line and exit code 2 for %s', async (_, args) => {
    const one = squad([['园区下雨。', '园区下雨吗？']]);
    const folder = await testFolder({ 'corpus.json': CORPUS, 'other.json': '{"rows": []}', 'one.json': one });
    const { code, stdout, stderr } = await run(args, folder);
    expect(linesOf(stderr), stderr).toHaveLength(1);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });
});
