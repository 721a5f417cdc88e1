import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval, measureRankings, type Ranking, rankOf } from '../bench/ranking-measures.ts';
import { linesOf, testFolder } from './support/command-line.ts';
import { qdrantMissing, startQdrant } from './support/qdrant.ts';

const SCRIPT = join(import.meta.dirname, '..', 'bench', 'retrieval.ts');

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
  const child = spawn(process.execPath, [SCRIPT, ...args], {
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
  const { code, stdout, stderr } = await run([...args, '--embedding', 'none', '--json'], cwd, env);
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
      ['工业用电的安全须知：不得私拉电线。', '不问'],
      ['工业用电的安全须知：不得私拉电线。', '不问'],
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

  test.each([
    ['no corpus', []],
    ['an unknown option', ['--corpus', 'corpus.json', '--fast']],
    ['a missing file', ['--corpus', 'missing.json']],
    ['a file of another form', ['--corpus', 'other.json']],
    ['questions on another number of paragraphs', ['--corpus', 'corpus.json', '--questions', 'one.json']],
    ['an embedding that there is not', ['--corpus', 'corpus.json', '--embedding', 'magic']],
    ['an endpoint that is not configured', ['--corpus', 'corpus.json', '--embedding', 'endpoint']],
    ['a Qdrant that is not configured', ['--corpus', 'corpus.json', '--index', 'qdrant']],
    ['a script that there is not', ['--corpus', 'corpus.json', '--script', 'kanji']],
    ['a sample of none', ['--corpus', 'corpus.json', '--every', '0']],
    ['ranks in a folder that there is not', ['--corpus', 'corpus.json', '--ranks', 'none/ranks.jsonl']],
  ])('ends with one line and exit code 2 for %s', async (_, args) => {
    const one = squad([['园区下雨。', '园区下雨吗？']]);
    const folder = await testFolder({ 'corpus.json': CORPUS, 'other.json': '{"rows": []}', 'one.json': one });
    const { code, stdout, stderr } = await run(args, folder);
    expect(linesOf(stderr), stderr).toHaveLength(1);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });
});
