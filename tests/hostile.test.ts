import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import type { PreparedDocument } from '../src/ingest/prepare.ts';
import { LIMITS } from '../src/ingest/reading-limits.ts';
import { openReadingPool } from '../src/ingest/reading-pool.ts';
import type { IngestReport } from '../src/ingest/report.ts';
import { folderOf, luodi, removeFolders } from './support/command-line.ts';
import {
  BOMBS,
  GOOD,
  HAS_SHARED,
  reachingFiles,
  SHARED_FILES,
  sharedFiles,
} from './support/hostile-files.ts';
import type { TurnReport } from './support/report-turns.ts';
import { watchTurns } from './support/turns.ts';

const REACHING = Object.keys(reachingFiles(''));
const PATHS = [...SHARED_FILES, ...Object.keys(BOMBS), ...REACHING, ...Object.keys(GOOD)];
/** What a file may take until it is read or reported, with what a busy machine adds to the limit. */
const MOST_SECONDS = LIMITS.wallSeconds + 5;
const LONGEST_TURN_MS = 200;
const MOST_MEGABYTES = 600;
const AT_ONCE = 2;

/** What became of a file. */
interface Outcome {
  seconds: number;
  document?: PreparedDocument;
  error?: unknown;
}

let pack: string;
let visits = 0;
const server = createServer().on('connection', () => {
  visits += 1;
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const files: Record<string, string | Buffer> = { ...sharedFiles(), ...reachingFiles(address) };
  for (const [path, make] of Object.entries(BOMBS)) files[path] = make();
  for (const [path, [content]] of Object.entries(GOOD)) files[path] = content;
  pack = await folderOf(files);
});

afterAll(async () => {
  server.close();
  await removeFolders([pack]);
});

const absent = HAS_SHARED ? '' : ' (without the files of ../shared/hostile, which are absent)';

describe(`files made to break readers${absent}`, () => {
  const outcomes = new Map<string, Outcome>();
  let longestTurn = 0;
  let memory = 0;

  beforeAll(
    async () => {
      const pool = openReadingPool({ size: AT_ONCE });
      const before = process.memoryUsage.rss();
      const turns = watchTurns();
      const queue = PATHS.values();
      const work = async () => {
        for (const path of queue) {
          outcomes.set(path, await readOne(pool, path));
          memory = Math.max(memory, process.memoryUsage.rss() - before);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      longestTurn = turns.longest();
      turns.stop();
      await pool.close();
    },
    PATHS.length * MOST_SECONDS * 1000,
  );

  async function readOne(pool: ReturnType<typeof openReadingPool>, path: string): Promise<Outcome> {
    const source = { path, file: join(pack, path), audience: 'public' as const };
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    try {
      return { document: await pool.prepare({ id: path, version: '1', source }), seconds: seconds() };
    } catch (error) {
      return { error, seconds: seconds() };
    }
  }

  it.each(PATHS)('%s is read, or refused with a reason that names it, in time', (path) => {
    const { document, error, seconds } = outcomes.get(path)!;
    expect(seconds).toBeLessThan(MOST_SECONDS);
    if (document) {
      expect(document.clean.text).toMatch(/\S/);
      expect(document.clean.text.length).toBeLessThanOrEqual(LIMITS.characters);
      return;
    }
    expect(error).toBeInstanceOf(AppError);
    const { code, message, next } = error as AppError;
    expect([code, next]).toEqual(['unreadable', expect.stringMatching(/\.$/)]);
    expect(message).toContain(path);
    expect(message).not.toMatch(/\n|\bat .*\.[jt]s:\d|broke off|undefined/);
  });

  it.each(Object.entries(GOOD))('%s beside them is read', (path, [, fact]) => {
    expect(outcomes.get(path)!.document?.clean.text).toContain(fact);
  });

  it.each(REACHING)('%s is read, and nobody is called', (path) => {
    expect(outcomes.get(path)!.document?.clean.text).toContain('38平方公里');
    expect(visits).toBe(0);
  });

  it('do not hold up this process, nor fill it', () => {
    expect(longestTurn).toBeLessThan(LONGEST_TURN_MS);
    expect(memory / 1024 / 1024).toBeLessThan(MOST_MEGABYTES);
  });
});

describe(`luodi ingest over a pack of files made to break it${absent}`, () => {
  let report: IngestReport;
  let turns: TurnReport;

  beforeAll(
    async () => {
      const data = await folderOf();
      const file = join(data, 'turns.json');
      const monitor = join(import.meta.dirname, 'support', 'report-turns.ts');
      const env = { NODE_OPTIONS: `--import=${monitor}`, TURNS_FILE: file };
      const { stdout } = await luodi(['ingest', '--json', '--pack', pack, '--data', data], { env });
      report = JSON.parse(stdout) as IngestReport;
      turns = JSON.parse(readFileSync(file, 'utf8')) as TurnReport;
      await removeFolders([data]);
    },
    PATHS.length * MOST_SECONDS * 1000,
  );

  it('says of every file what became of it', () => {
    expect(report.files.map(({ path }) => path).sort()).toEqual([...PATHS].sort());
    for (const { path, status, reason } of report.files) {
      expect([path, status]).toEqual([path, expect.stringMatching(/^(?:read|failed|skipped)$/)]);
      if (status === 'failed') expect(reason).toContain(path);
    }
  });

  it('reads all good files of the pack', () => {
    const read = report.files.filter(({ status }) => status === 'read').map(({ path }) => path);
    expect(read).toEqual(expect.arrayContaining(Object.keys(GOOD)));
  });

  it('stays small and never stands still', () => {
    expect(turns.peakMegabytes).toBeLessThan(MOST_MEGABYTES);
    expect(turns.longestMs).toBeGreaterThan(0);
    expect(turns.longestMs).toBeLessThan(LONGEST_TURN_MS);
  });

  it('calls nobody', () => {
    expect(visits).toBe(0);
  });
});
