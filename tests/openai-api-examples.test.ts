import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createFakeDesk, stream } from './support/fake-desk.ts';
import { ANSWER, QUESTION, TEXT } from './support/openai-client.ts';
import { KEY, servePrograms } from './support/programs.ts';

const run = promisify(execFile);

it.each(['openai-client.ts', 'mcp-client.ts'])(
  'the example %s asks a running desk, with a key',
  async (name) => {
    const desk = createFakeDesk({ scripts: { [QUESTION]: stream(ANSWER) } });
    const { origin } = await servePrograms(desk, { apiKeys: [KEY] });
    const example = join(import.meta.dirname, '..', 'examples', name);
    const { stdout } = await run(process.execPath, [example, origin, QUESTION], {
      env: { PATH: process.env.PATH, LUODI_KEY: KEY },
    });
    expect(stdout).toContain(TEXT);
  },
);
