import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/commands/command-line.ts';
import { luodi, testFolder } from './support/command-line.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = ['docs/quality.md', 'docs/quality.zh-CN.md'];
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const blocks = (page: string, kind: string) =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (match) => match[1]!,
  );

describe('the page on writing questions', () => {
  it('shows the same questions and the same commands in both languages', () => {
    const [english, chinese] = PAGES.map((page) => [blocks(page, 'jsonl'), blocks(page, 'sh')]);
    expect(english).toEqual(chinese);
  });

  it('shows questions that are answered right on the pack that ships', async () => {
    const folder = await testFolder({ 'my-questions.jsonl': blocks(PAGES[0]!, 'jsonl').join('') });
    const questions = join(folder, 'my-questions.jsonl');
    const here = ['--pack', join(ROOT, 'knowledge'), '--data', join(folder, 'data')];
    const { code, stderr } = await luodi([
      'eval',
      questions,
      ...here,
      '--min-right',
      '1',
      '--max-untraced',
      '0',
    ]);
    expect(code, stderr).toBe(0);
  });

  it.each(PAGES)('names options that eval has: %s', (page) => {
    const command = createProgram().commands.find((each) => each.name() === 'eval')!;
    const known = command.options.map(({ long }) => long);
    const used = blocks(page, 'sh').flatMap((block) => [...block.matchAll(/(?<=\s)--[\w-]+/g)].map(String));
    expect(used).toContain('--min-declined');
    expect(used.filter((option) => !known.includes(option))).toEqual([]);
  });
});
