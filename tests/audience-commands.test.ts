import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../src/commands/command-line.ts';
import { addFiles, type CommandResult, lineOf, linesOf, luodi, startLuodi } from './support/command-line.ts';
import { ATTEMPTS, type Attempt, PLAIN_QUESTIONS } from './support/investor-questions.ts';
import { INDEXES, openStaffDesk, type StaffDesk, TODAY } from './support/staff-desk.ts';
import { CANARIES, leaksIn, packFiles, STAFF_FILE } from './support/staff-pack.ts';
import { chat } from './support/web-routes.ts';

/** Attempts that hold no canary themselves, so that a whole output can be looked through at once. */
const UNKNOWING = ATTEMPTS.filter(
  ({ text, history = [] }) => canariesIn([text, ...history].join()).length === 0,
);

function canariesIn(text: string): string[] {
  return CANARIES.filter((canary) => text.includes(canary));
}

/** What the person at the terminal may read: names of files, and nothing of what staff documents say. */
function expectNoContent({ stdout, stderr }: Pick<CommandResult, 'stdout' | 'stderr'>): void {
  expect(canariesIn(stdout + stderr)).toEqual([]);
}

interface Case {
  /** Why the output may name staff files, where it may. */
  mayNameFiles?: string;
  /** Uses the command as the public would have it used, and gives what it wrote. */
  run(
    desk: StaffDesk,
    call: (...args: string[]) => Promise<CommandResult>,
  ): Promise<Pick<CommandResult, 'stdout' | 'stderr'>>;
}

/** Every command, with what it must not give away. */
const CASES: Record<string, Case> = {
  ask: {
    async run(desk, call) {
      const single = await call('ask', '标准厂房的谈判底价是多少？', '--json', '--as-of', TODAY);
      expect(JSON.parse(single.stdout)).toMatchObject({
        outcome: expect.any(String),
        citations: expect.any(Array),
      });
      const lines = ATTEMPTS.map(({ by, text, history }) =>
        JSON.stringify({ id: by, question: text, history, as_of: TODAY }),
      );
      await addFiles(desk.data, { 'questions.jsonl': lines.join('\n') });
      const batch = await call('ask', '--batch', join(desk.data, 'questions.jsonl'));
      expect(leaksOfLines(batch.stdout, ATTEMPTS)).toEqual([]);
      const talk = await luodi(['ask', '--pack', desk.pack, '--data', desk.data], {
        env: desk.env,
        input: UNKNOWING.map(({ text }) => text).join('\n'),
      });
      expect(talk.stdout.length).toBeGreaterThan(100);
      return { stdout: single.stdout + talk.stdout, stderr: single.stderr + batch.stderr + talk.stderr };
    },
  },
  eval: {
    async run(desk, call) {
      const lines = UNKNOWING.map(({ by, text, history }) =>
        JSON.stringify({ id: by, question: text, history, outcome: 'smalltalk', as_of: TODAY }),
      );
      await addFiles(desk.data, { 'gold.jsonl': lines.join('\n') });
      const report = join(desk.data, 'report.html');
      const table = await call('eval', join(desk.data, 'gold.jsonl'), '--report', report);
      const json = await call('eval', join(desk.data, 'gold.jsonl'), '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({ total: UNKNOWING.length, failed: 0 });
      return {
        stdout: table.stdout + json.stdout + (await readFile(report, 'utf8')),
        stderr: table.stderr + json.stderr,
      };
    },
  },
  ingest: {
    mayNameFiles: 'it tells the person who keeps the pack what became of each file',
    async run(_desk, call) {
      const json = await call('ingest', '--json');
      const table = await call('ingest', '--dry-run');
      expect(json.stdout).toContain(STAFF_FILE);
      return { stdout: json.stdout + table.stdout, stderr: json.stderr + table.stderr };
    },
  },
  doctor: { run: (_desk, call) => call('doctor') },
  waiting: { run: (_desk, call) => call('waiting') },
  snapshot: {
    async run(_desk, call) {
      const json = await call('snapshot', '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({ documents: expect.any(Number) });
      const text = await call('snapshot');
      return { stdout: json.stdout + text.stdout, stderr: json.stderr + text.stderr };
    },
  },
  start: {
    mayNameFiles: 'it tells the person who runs it which files it reads',
    run: (desk) => serveAttempts(desk),
  },
};

function leaksOfLines(output: string, attempts: readonly Attempt[]): unknown[] {
  const lines = linesOf(output);
  expect(lines).toHaveLength(attempts.length);
  return attempts.flatMap((attempt, at) => {
    const found = leaksIn(lines[at]!, attempt);
    return found.length > 0 ? [[attempt.by, found]] : [];
  });
}

/** What the server writes while the public asks. */
async function serveAttempts(desk: StaffDesk): Promise<Pick<CommandResult, 'stdout' | 'stderr'>> {
  const env = { ...desk.env, LUODI_PORT: '0', LUODI_LOG_LEVEL: 'trace' };
  const server = startLuodi(['start', '--pack', desk.pack, '--data', desk.data], { env });
  const written = { stdout: '', stderr: '' };
  server.stdout!.on('data', (chunk) => (written.stdout += chunk));
  server.stderr!.on('data', (chunk) => (written.stderr += chunk));
  const [address] = /http:\S+/.exec(await lineOf(server.stdout!, /http:/))!;
  const limit = 25;
  for (const attempt of [...UNKNOWING, ...PLAIN_QUESTIONS].slice(0, limit)) {
    const response = await fetch(
      new URL('/api/chat', address),
      chat(...(attempt.history ?? []), attempt.text),
    );
    expect([response.status, leaksIn(await response.text(), attempt)]).toEqual([200, []]);
  }
  server.kill('SIGTERM');
  await once(server, 'exit');
  return written;
}

for (const { name, skipped } of INDEXES) {
  const title = `commands on the index ${name}${skipped ? ` (skipped: ${skipped})` : ''}`;
  describe.skipIf(skipped)(title, () => {
    let desk: StaffDesk;
    beforeAll(async () => {
      desk = await openStaffDesk(packFiles({ withStaff: true }), { index: name });
    });
    afterAll(() => desk?.close());

    const call = (...args: string[]) =>
      luodi([...args, '--pack', desk.pack, '--data', desk.data], { env: desk.env });

    it.each(createProgram().commands.map((command) => command.name()))(
      '%s gives nothing of the staff documents away',
      async (command) => {
        const { run, mayNameFiles } = CASES[command] ?? {};
        // A command without a case: say above how the public would look for staff documents through it.
        expect([command, typeof run]).toEqual([command, 'function']);
        const output = await run!(desk, call);
        expectNoContent(output);
        if (mayNameFiles === undefined) expect(output.stdout).not.toContain(STAFF_FILE);
      },
    );

    it('tell staff', async () => {
      const { stdout } = await call(
        'ask',
        '标准厂房的谈判底价是多少？',
        '--audience',
        'staff',
        '--as-of',
        TODAY,
      );
      expect(canariesIn(stdout)).not.toEqual([]);
    });
  });
}
