import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom, fillTo, readParagraphs, writePack } from '../bench/fill.ts';
import { percentile } from '../bench/measure.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luodi-fill-'));
});
afterAll(() => rm(folder, { recursive: true }));

const REAL = Array.from({ length: 12 }, (_, n) => ({
  text: `第${n}区有企业${n * 7}家。面积${n}平方公里。`,
  questions: [`第${n}区有多少家企业？`],
}));

describe('filling a pack for a measurement', () => {
  test('takes each real paragraph once before it makes any', () => {
    const filled = fillTo(REAL.length, REAL, createRandom(1));
    expect(filled.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual(
      REAL.toSorted((a, b) => a.text.localeCompare(b.text)),
    );
  });

  test('makes the rest of sentences of different paragraphs, all different, without questions', () => {
    const made = fillTo(100, REAL, createRandom(1)).filter(({ questions }) => questions.length === 0);
    expect(made).toHaveLength(100 - REAL.length);
    expect(new Set(made.map(({ text }) => text)).size).toBe(made.length);
    const sentences = REAL.flatMap(({ text }, from) =>
      text.match(/[^。]+。/g)!.map((sentence) => ({ sentence, from })),
    );
    for (const { text } of made) {
      const sources = sentences.filter(({ sentence }) => text.includes(sentence)).map(({ from }) => from);
      expect(new Set(sources).size).toBe(sources.length);
    }
  });

  test('gives the same for the same seed and another for another', () => {
    expect(fillTo(30, REAL, createRandom(5))).toEqual(fillTo(30, REAL, createRandom(5)));
    expect(fillTo(30, REAL, createRandom(5))).not.toEqual(fillTo(30, REAL, createRandom(6)));
  });

  test('writes twenty paragraphs to a file, and loses none', async () => {
    const paragraphs = fillTo(45, REAL, createRandom(1));
    await writePack(join(folder, 'pack'), paragraphs);
    const files = (await readdir(join(folder, 'pack'))).toSorted();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, 'pack', file), 'utf8')));
    const written = texts.map((text) => text.trim().split('\n\n'));
    expect(written.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(written.flat()).toEqual(paragraphs.map(({ text }) => text));
  });

  test('reads paragraphs and questions of a SQuAD-form file, and names a file of another form', async () => {
    const good = join(folder, 'good.json');
    const qas = [{ id: '1', question: ' 多少家？ ', answers: [] }];
    await writeFile(good, JSON.stringify({ data: [{ paragraphs: [{ context: '有\n86家。', qas }] }] }));
    expect(readParagraphs([good])).toEqual([{ text: '有 86家。', questions: ['多少家？'] }]);
    const bad = join(folder, 'bad.json');
    await writeFile(bad, '{"questions": []}');
    expect(() => readParagraphs([good, bad])).toThrow(/not a file of SQuAD's form: .*bad\.json/);
  });
});

describe('a percentile by nearest rank', () => {
  test.each([
    [0.5, 30],
    [0.95, 50],
    [0, 10],
    [1, 50],
    [0.2, 10],
    [0.21, 20],
  ])('of five values at %d is %d', (share, value) => {
    expect(percentile([50, 10, 40, 20, 30], share)).toBe(value);
  });
});
