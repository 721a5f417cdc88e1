/** Measures how fast registers answer beside SQLite alone; see README.md. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { KyselyPlugin } from 'kysely';
import { createQueryId } from 'kysely';
import { AppError, describeError } from '../src/errors.ts';
import type { RegisterScope } from '../src/register-types.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import type { RegisterStore } from '../src/store/register-store.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { createRandom } from './fill.ts';
import { percentile } from './measure.ts';
import { parseOptions, wholeNumber } from './options.ts';
import { fillRegisters, nameOf } from './registers-fill.ts';
import { KINDS } from './registers-queries.ts';
import { type Taken, timed } from './scale-figures.ts';

/** Runs of each kind of query, and before these the ones that do not count. */
const RUNS = 20;
const WARMING = 2;

const SCOPE: RegisterScope = { audiences: ['public', 'staff'], asOf: '2026-11-24' };

/** One query as the store answers it, and its SQL alone. */
interface Times {
  ours: Taken;
  sqlite: Taken;
}

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

try {
  const options = parseOptions({ rows: { type: 'string', default: '100000' } });
  const folder = await mkdtemp(join(tmpdir(), 'luodi-registers-'));
  try {
    await measure(wholeNumber('--rows', options.rows), join(folder, 'luodi.db'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

async function measure(rows: number, file: string): Promise<void> {
  const database = openDatabase(file);
  const { statements, recorded } = recording(database);
  const registers = openRegisterStore(recorded);
  const [, filled] = await timed(() =>
    fillRegisters(rows, { knowledge: openKnowledgeStore(database), registers }),
  );
  const [, settled] = await timed(() => registers.settle());
  console.log(`${rows} rows, ${cpus().length} × ${cpus()[0]?.model}, node ${process.version}`);
  console.log(`filled in ${seconds(filled.ms)}, settled again in ${seconds(settled.ms)}`);
  const alone = new DatabaseSync(file, { readOnly: true });
  const all: Times[] = [];
  for (const kind of Object.keys(KINDS)) {
    const times = await timesOfKind(kind, registers, statements, alone);
    all.push(...times);
    console.log(lineOf(kind, times));
  }
  console.log(lineOf('all', all));
  alone.close();
  await lookUps(registers, rows);
  await database.close();
}

async function timesOfKind(
  kind: string,
  registers: RegisterStore,
  statements: Statement[],
  alone: DatabaseSync,
): Promise<Times[]> {
  const random = createRandom(7);
  const times: Times[] = [];
  for (let run = 0; run < WARMING + RUNS; run++) {
    const query = KINDS[kind]!(random);
    statements.length = 0;
    const [, ours] = await timed(() => registers.run(query, SCOPE));
    times.push({ ours, sqlite: await timeAlone(statements, alone) });
  }
  return times.slice(WARMING);
}

/** How long SQLite takes for the same statements, prepared beforehand. */
async function timeAlone(statements: readonly Statement[], alone: DatabaseSync): Promise<Taken> {
  const prepared = statements.map(({ sql, parameters }) => ({
    statement: alone.prepare(sql),
    parameters: parameters as SQLInputValue[],
  }));
  const [, taken] = await timed(async () => {
    for (const { statement, parameters } of prepared) statement.all(...parameters);
  });
  return taken;
}

async function lookUps(registers: RegisterStore, rows: number): Promise<void> {
  const text = `请问${nameOf(Math.floor(rows / 2))}投资多少，什么时候投产？`;
  for (const round of ['first', 'again']) {
    const [, words] = await timed(() => registers.vocabulary('projects', 'investor', SCOPE));
    const [, named] = await timed(() => registers.named('projects', text, SCOPE));
    console.log(`${round}: vocabulary ${words.ms.toFixed(1)} ms, named ${named.ms.toFixed(1)} ms`);
  }
}

/** A database that notes what SQL is run in it. */
function recording(database: Database): { statements: Statement[]; recorded: Database } {
  const statements: Statement[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      const { sql, parameters } = database.kysely.getExecutor().compileQuery(node, createQueryId());
      if (/^\s*SELECT/i.test(sql)) statements.push({ sql, parameters });
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { statements, recorded: { ...database, kysely: database.kysely.withPlugin(plugin) } };
}

/** Of each the median and the 95th percentile, as a clock shows them and as the process computed. */
function lineOf(kind: string, times: readonly Times[]): string {
  const pair = (values: readonly number[]) =>
    `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.95).toFixed(1)}`;
  const both = (taken: readonly Taken[]) =>
    `${pair(taken.map(({ ms }) => ms))} ms (computed ${pair(taken.map(({ cpuMs }) => cpuMs))})`;
  const [ours, sqlite] = [times.map((time) => time.ours), times.map((time) => time.sqlite)];
  const total = (taken: readonly Taken[]) => taken.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const ratio = (total(ours) / total(sqlite)).toFixed(2);
  return `${kind.padEnd(42)} ${both(ours)}, SQLite alone ${both(sqlite)}, ratio ${ratio}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
