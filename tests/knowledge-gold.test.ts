import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { type Gold, goldSchema } from '../src/evaluation/gold.ts';
import { foldForScoring } from '../src/evaluation/judge.ts';

const directory = fileURLToPath(new URL('../knowledge/', import.meta.url));
const paragraphs = globSync('**/*.md', { cwd: directory })
  .flatMap((name) => readFileSync(directory + name, 'utf8').split('\n'))
  .map(foldForScoring);
const lines = readFileSync(new URL('./fixtures/knowledge-gold.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const questions: Gold[] = lines.map((line) => goldSchema.parse(JSON.parse(line)));
const answered = questions.filter(({ outcome }) => outcome === 'answered');

const inPack = (text: string): boolean =>
  paragraphs.some((paragraph) => paragraph.includes(foldForScoring(text)));

describe('the gold questions on the pack that ships', () => {
  it('are numbered in order, about a third in each language', () => {
    expect(questions.map(({ id }) => id)).toEqual(
      Array.from({ length: questions.length }, (_, index) => `k${String(index + 1).padStart(2, '0')}`),
    );
    const count = (lang: string) => questions.filter((question) => question.lang === lang).length;
    for (const lang of ['zh-Hans', 'zh-Hant', 'en'])
      expect(count(lang)).toBeGreaterThan(0.3 * questions.length);
  });

  it('ask for nothing that the pack does not say', () => {
    const missing = answered.flatMap(({ id, must, evidence }) => [
      ...must.filter((group) => !group.some(inPack)).map((group) => `${id} ${group.join(' | ')}`),
      ...(evidence === undefined || inPack(evidence) ? [] : [`${id} ${evidence}`]),
    ]);
    expect(missing).toEqual([]);
  });

  it('ask something of every answer, and nothing of what the pack cannot answer', () => {
    expect(answered.filter(({ must }) => must.length === 0)).toEqual([]);
    expect(questions.filter(({ outcome, must }) => outcome !== 'answered' && must.length > 0)).toEqual([]);
  });
});
