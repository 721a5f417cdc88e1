import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { luodi, refusal, testFolder } from './support/command-line.ts';

describe('the command line', () => {
  it.each([
    [['ask', '--frobnicate'], "luodi: error: unknown option '--frobnicate'"],
    [['frobnicate'], "luodi: error: unknown command 'frobnicate'"],
    [['ingest', 'a', 'b'], expect.stringContaining('too many arguments')],
    [['eval'], "luodi: error: missing required argument 'questions'"],
    [['ask', '?', '--audience', 'everybody'], expect.stringContaining('Allowed choices are public, staff.')],
    [['ask', '?', '--as-of', '2026-02-30'], expect.stringContaining('It must be a day, YYYY-MM-DD.')],
    [['ask', '?', '--output', 'x'], 'luodi: --output goes with --batch only.'],
    [['ask', '?', '--batch', 'x'], 'luodi: Give a question or --batch, not both.'],
    [['ask', '--batch', '/nowhere.jsonl'], expect.stringContaining('/nowhere.jsonl cannot be read (ENOENT')],
    [['eval', '/nowhere.jsonl'], expect.stringContaining('/nowhere.jsonl cannot be read (ENOENT')],
  ])('%j ends with 2 and one line', async (args, line) => {
    expect(await refusal(args)).toEqual([2, line]);
  });

  it('names the line of a gold file that is wrong', async () => {
    const gold = await testFolder({
      'gold.jsonl': '{"id":1,"question":"?","outcome":"declined"}\n{"id":2}\n',
    });
    const [code, line] = await refusal(['eval', join(gold, 'gold.jsonl')]);
    expect(code).toBe(2);
    expect(line).toMatch(/gold\.jsonl line 2 is not a gold question: question: .*; outcome: /);
  });

  it.each([
    [{ LUODI_PORT: 'eighty' }, 'LUODI_PORT must be a whole number from 0 to 65535.'],
    [{ LUODI_PORT: '65536' }, 'LUODI_PORT must be a whole number from 0 to 65535.'],
    [{ QDRANT_URL: 'qdrant' }, 'QDRANT_URL must be an address that starts with http:// or https://.'],
    [{ LUODI_LOG_LEVEL: 'loud' }, expect.stringContaining('LUODI_LOG_LEVEL must be one of fatal, error,')],
    [
      { CHAT_MODEL: 'm' },
      expect.stringContaining('CHAT_MODEL is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is.'),
    ],
  ])('names the variable of %j', async (env: Record<string, string>, line) => {
    const [code, given] = await refusal(['ask', '?'], { env });
    const message = String(given)
      .replace(/^luodi: /, '')
      .replace(/ Correct it in .*$/, '');
    expect([code, message]).toEqual([2, line]);
  });

  it('does not repeat a value that may be a secret', async () => {
    const { stderr } = await luodi(['ask', '?'], {
      env: { OPENAI_BASE_URL: 'user:hunter2', OPENAI_API_KEY: 'hunter2' },
    });
    expect(stderr).toContain('OPENAI_BASE_URL');
    expect(stderr).not.toContain('hunter2');
  });
});
