import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openText } from '../bench/scale-text.ts';

const SCRIPT = join(import.meta.dirname, '..', 'bench', 'scale.ts');

function run(...options: string[]) {
  const env = { ...process.env, QDRANT_URL: '' };
  return spawnSync(process.execPath, [SCRIPT, ...options], { encoding: 'utf8', env });
}

describe('scale.ts', () => {
  test('measures an index and everything around it', () => {
    const { stdout } = run('--passages', '60', '--questions', '25', '--dimension', '32', '--json');
    const [row] = JSON.parse(stdout).rows;
    expect(row).toMatchObject({ index: 'embedded', dimension: 32 });
    expect(row.passages).toBeGreaterThanOrEqual(60);
    expect(row.terms / row.passages).toBeGreaterThan(200);
    for (const name of ['termSearch', 'vectorSearch', 'bothSearch', 'change', 'question']) {
      expect(row[name].p50).toBeGreaterThan(0);
      expect(row[name].p95).toBeGreaterThanOrEqual(row[name].p50);
    }
    for (const name of ['openMs', 'openFromRowsMs', 'writeMs', 'diskBytes', 'residentBytes', 'askedBytes']) {
      expect(row[name]).toBeGreaterThan(0);
    }
  });

  test.each([
    [['--passages', '10,x'], '--passages'],
    [['--index', 'other'], '--index'],
    [['--index', 'qdrant'], 'Qdrant'],
    [['--more'], '--more'],
  ])('says what is wrong with %s and ends with 2', (options, said) => {
    const { status, stderr, stdout } = run(...options);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
    expect(stdout).toBe('');
  });
});

describe('invented text', () => {
  test('is spread as words are: few terms in most paragraphs, most in few', async () => {
    const text = await openText([], 300);
    const paragraphs = text.next(300);
    expect(new Set(paragraphs).size).toBe(300);
    const holding = new Map<string, number>();
    for (const paragraph of paragraphs) {
      for (const character of new Set(paragraph)) holding.set(character, (holding.get(character) ?? 0) + 1);
    }
    const counts = [...holding.values()].sort((left, right) => right - left);
    expect(counts[20]).toBeGreaterThan(100);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(15);
    expect(text.questions(3)).toHaveLength(3);
  });
});
