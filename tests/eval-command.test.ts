import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, luodi, removeFolders } from './support/command-line.ts';
import { useSmallPack } from './support/small-pack.ts';

const small = useSmallPack();
const { here } = small;

describe('luodi eval', () => {
  const GOLD = [
    {
      id: 'g1',
      type: 'number',
      question: '工业用电电价是多少？',
      outcome: 'answered',
      must: [['0.65']],
      evidence: '0.65元',
    },
    {
      id: 'g2',
      type: 'fact',
      question: '<b>标准厂房月租金是多少？',
      outcome: 'answered',
      must: [['<script>alert(1)</script>']],
    },
    { id: 'g3', type: 'smalltalk', question: '你好', outcome: 'smalltalk' },
  ];

  it('prints right answers by type and each failure, and writes an escaped report', async () => {
    const folder = await folderOf({ 'gold.jsonl': GOLD.map((gold) => JSON.stringify(gold)).join('\n') });
    const report = join(folder, 'report.html');
    const { code, stdout } = await luodi(['eval', join(folder, 'gold.jsonl'), '--report', report, ...here()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/│ number +│ 1 +│ 1 +│/);
    expect(stdout).toMatch(/│ fact +│ 0 +│ 1 +│/);
    expect(stdout).toMatch(/│ right +│ 2 of 3 +│/);
    expect(stdout).toContain(
      'g2 <b>标准厂房月租金是多少？\n  expected answered with <script>alert(1)</script>\n  got ',
    );
    const page = await readFile(report, 'utf8');
    expect(page).toContain('2 of 3 right');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<b>标准|https?:/);
    await removeFolders([folder]);
  });

  it('gives its score as JSON', async () => {
    const folder = await folderOf({ 'gold.jsonl': JSON.stringify(GOLD[0]) });
    const { stdout } = await luodi(['eval', join(folder, 'gold.jsonl'), '--json', ...here()]);
    expect(JSON.parse(stdout)).toMatchObject({
      total: 1,
      right: 1,
      evidence: { cited: 1, total: 1 },
      questions: [{ id: 'g1', right: true, outcome: 'answered' }],
    });
    await removeFolders([folder]);
  });
});
