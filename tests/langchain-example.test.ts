import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, '..', 'examples', 'langchain.ts');

it('the example for LangChain runs over the documents that ship, without a key', async () => {
  const { stdout, stderr } = await run(process.execPath, [EXAMPLE], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH },
  });
  expect(stderr).toBe('');
  const [passages, model, answer] = stdout.split(/^# .*$/m).slice(1);
  expect(passages).toMatch(/^- .*先导/m);
  expect(model).toContain('您自己的模型');
  expect(answer).toMatch(/answered, [1-9]\d* sources/);
  expect(answer).toMatch(/100亿元.*\[1\]/s);
  expect(answer).toMatch(/^\[1\] .+ · .+$/m);
});
