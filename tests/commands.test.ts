import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cells } from '../src/commands/terminal.ts';
import { folderOf, linesOf, luodi, removeFolders } from './support/command-line.ts';
import { useSmallPack } from './support/small-pack.ts';

const small = useSmallPack();
const { here } = small;

describe('luodi ask', () => {
  it('answers on a fresh folder, with its sources, and nothing else on standard output', async () => {
    const fresh = await folderOf();
    try {
      const { code, stdout, stderr } = await luodi([
        'ask',
        '工业用电电价是多少？',
        '--pack',
        small.pack,
        '--data',
        fresh,
      ]);
      expect(code).toBe(0);
      const lines = linesOf(stdout);
      expect(lines[0]).toContain('0.65元');
      expect(lines[0]).toContain('[1]');
      expect(lines[1]).toMatch(/^\[1\] 电价 · /);
      expect(lines[2]).toBe('    工业用电电价为每千瓦时0.65元。');
      expect(linesOf(stderr).sort()).toEqual([
        '[1/3] faq.md: 1 passages',
        '[2/3] power.md: 1 passages',
        '[3/3] rent.md: 2 passages',
      ]);
    } finally {
      await removeFolders([fresh]);
    }
  });

  it('prints one line of JSON, and no warning of the runtime', async () => {
    await luodi(['ingest', ...here()]);
    const { code, stdout, stderr } = await luodi(['ask', '工业用电电价是多少？', '--json', ...here()]);
    expect([code, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout);
    expect(answer.outcome).toBe('answered');
    expect(answer.citations[0]).toEqual({
      n: 1,
      document: 'power.md',
      title: '电价',
      locator: '第1段',
      quote: '工业用电电价为每千瓦时0.65元。',
    });
    expect(Number.isInteger(answer.ms)).toBe(true);
  });

  it('holds a conversation on standard input, in which a question may follow up', async () => {
    const input = '工业用电电价是多少？\n\n那是多少钱？\n';
    const { code, stdout } = await luodi(['ask', '--json', ...here()], { input });
    expect(code).toBe(0);
    expect(linesOf(stdout).map((line) => JSON.parse(line).answer)).toEqual([
      expect.stringContaining('0.65元'),
      expect.stringContaining('0.65元'),
    ]);
    // Alone, the second question asks about nothing.
    const alone = await luodi(['ask', '那是多少钱？', '--json', ...here()]);
    expect(JSON.parse(alone.stdout).outcome).toBe('declined');
  });

  it('goes on with a conversation after a question that is too long', async () => {
    const input = `${'长'.repeat(2001)}\n工业用电电价是多少？\n`;
    const { code, stdout, stderr } = await luodi(['ask', ...here()], { input });
    expect(code).toBe(0);
    expect(stderr).toContain('The question has 2001 characters; at most 2000 are taken.');
    expect(stdout).toContain('0.65元');
  });
});

describe('luodi ask --batch', () => {
  async function batch(lines: unknown[], args: string[] = here()) {
    const folder = await folderOf({
      'in.jsonl': lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    });
    try {
      const output = join(folder, 'out.jsonl');
      const result = await luodi(['ask', '--batch', join(folder, 'in.jsonl'), '--output', output, ...args]);
      const written = await readFile(output, 'utf8').catch(() => '');
      return { ...result, answers: linesOf(written).map((line) => JSON.parse(line)) };
    } finally {
      await removeFolders([folder]);
    }
  }

  it('answers every line in its place, and a malformed one with an error', async () => {
    const { code, stdout, answers } = await batch([
      { id: 'b', question: '工业用电电价是多少？' },
      '{"id": "broken", ',
      {
        id: 7,
        question: '标准厂房月租金是多少？',
        history: ['你好'],
        audience: 'staff',
        as_of: '2026-01-01',
      },
      { id: 'empty', question: ' ' },
      { id: 'long', question: '长'.repeat(2001) },
      { id: 'day', question: '?', as_of: '2026-02-30' },
      { question: 'no id' },
      [],
      { id: 'last', question: '你好' },
    ]);
    expect([code, stdout]).toEqual([0, '']);
    expect(answers.map(({ id, line, outcome }) => [id, line, outcome])).toEqual([
      ['b', undefined, 'answered'],
      [undefined, 2, 'failed'],
      [7, undefined, 'answered'],
      ['empty', 4, 'failed'],
      ['long', 5, 'failed'],
      ['day', 6, 'failed'],
      [undefined, 7, 'failed'],
      [undefined, 8, 'failed'],
      ['last', undefined, 'smalltalk'],
    ]);
    expect(answers[4].error).toBe(
      'The question has 2001 characters; at most 2000 are taken. Ask it in fewer words.',
    );
    expect(answers[5].error).toBe('as_of: must be a day, YYYY-MM-DD');
    expect(Object.keys(answers[0])).toEqual(['id', 'outcome', 'answer', 'citations', 'ms']);
  });

  it('takes given passages for the whole corpus, and needs no pack then', async () => {
    const passages = ['江川园区蒸汽价格为每吨220元。', '园区有三条公交线路。'];
    const { code, answers } = await batch(
      [
        { id: 1, question: '江川园区蒸汽价格是多少？', passages },
        { id: 2, question: '工业用电电价是多少？', passages },
        { id: 3, question: '江川园区蒸汽价格是多少？', passages: [] },
      ],
      ['--pack', join(small.pack, 'nowhere'), '--data', small.data],
    );
    expect(code).toBe(0);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['answered', 'declined', 'declined']);
    expect(answers[0].citations).toEqual([
      { n: 1, document: 'passage-1.txt', title: '1', locator: '第1段', quote: passages[0] },
    ]);
  });

  it('does not overwrite the questions with the answers', async () => {
    const folder = await folderOf({ 'q.jsonl': '{"id":1,"question":"?","passages":[]}' });
    const file = join(folder, 'q.jsonl');
    const { code, stderr } = await luodi(['ask', '--batch', file, '--output', file]);
    expect([code, linesOf(stderr)]).toEqual([2, [expect.stringContaining('the answers would overwrite it')]]);
    expect(await readFile(file, 'utf8')).toContain('question');
    await removeFolders([folder]);
  });
});

describe('luodi ingest', () => {
  it('prints a table whose columns stand under each other, Chinese or not', async () => {
    const folder = await folderOf({
      '招商政策.md': '# 政策\n\n正文一段。\n',
      'a.md': '# A\n\nText here.\n',
      'b.bin': '?',
    });
    const fresh = await folderOf();
    const { code, stdout } = await luodi(['ingest', '--pack', folder, '--data', fresh]);
    expect(code).toBe(0);
    const lines = linesOf(stdout).filter((line) => line.startsWith('│') || line.startsWith('┌'));
    expect(new Set(lines.map(cells)).size).toBe(1);
    expect(stdout).toMatch(/│ 招商政策\.md +│ read +│ 1 +│/);
    expect(stdout).toMatch(/│ b\.bin +│ skipped +│/);
    expect(stdout).toContain('2 read, 0 unchanged, 0 failed, 1 skipped; 2 passages answer now');
    await removeFolders([folder, fresh]);
  });

  it('gives its report as JSON', async () => {
    const { stdout } = await luodi(['ingest', '--json', ...here()]);
    const report = JSON.parse(stdout);
    expect(report.files.map(({ path }: { path: string }) => path).sort()).toEqual([
      'faq.md',
      'power.md',
      'rent.md',
    ]);
    expect(report.passages).toBe(4);
  });
});
