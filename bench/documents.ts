/**
 * What becomes of a bureau's office files: how fast they are read, in how much memory, and how much of what they
 * say still stands whole in one passage; the same files with LangChain's own loaders and splitter beside it.
 *
 *   node bench/documents.ts [--files 200] [--seed 1] [--json]
 *
 * LibreOffice makes the files, npm installs LangChain; both stay in the system's temporary folder for the next
 * run. A file that Luodi fails to read ends it with exit code 1, a wrong call with 2.
 */
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readWithLangchain, SETTINGS, type Setting } from './documents/langchain.ts';
import { type Ingest, ingest, readPassages } from './documents/luodi.ts';
import { BUREAU, type MadePack, makePack } from './documents/pack.ts';
import { describe, type IngestFigures, type Measured } from './documents/report.ts';
import { type ReadFile, scoreByFormat } from './documents/score.ts';

/** The least and the most pages that a file is written for. */
const PAGES = [2, 8] as const;

function readOptions(): { files: number; seed: number; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        files: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    });
    const [files, seed] = [Number(values.files), Number(values.seed)];
    if (!Number.isInteger(files) || files < 1) throw new Error('--files must be a whole number from 1.');
    if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number from 0.');
    return { files, seed, json: values.json };
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nnode bench/documents.ts [--files 200] [--seed 1] [--json]\n`,
    );
    process.exit(2);
  }
}

function figuresOf({ report, ...run }: Ingest): IngestFigures {
  const { files, passages, seconds: reported } = report;
  const failed = files.filter(({ status }) => status === 'failed' || status === 'skipped');
  return {
    ...run,
    ...{ passages, reported },
    read: files.filter(({ status }) => status === 'read').length,
    failed: failed.map(({ path, reason }) => `${path}: ${reason}`),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** Ingests a copy of the pack three times, all of it, with one file changed, with none changed; then each format. */
async function measureLuodi({ directory, files }: MadePack) {
  const folder = await mkdtemp(join(tmpdir(), 'luodi-bench-documents-'));
  const [copy, data] = [join(folder, 'pack'), join(folder, 'data')];
  try {
    await cp(directory, copy, { recursive: true });
    const first = await ingest(copy, data);
    const passages = readPassages(data);
    const read = first.report.files.map(({ path, status }): ReadFile => {
      return { path, status: status === 'read' ? 'read' : 'failed', pieces: passages.get(path) ?? [] };
    });
    const changed = files.find(({ format }) => format === 'md') ?? files.at(-1)!;
    await appendFile(join(copy, changed.path), '\n');
    const oneChanged = figuresOf(await ingest(copy, data));
    const nothingChanged = figuresOf(await ingest(copy, data));
    // Files wait for each other while they are read, so a format is timed without the others.
    const seconds = new Map<string, number>();
    for (const format of new Set(files.map(({ format }) => format))) {
      const { report } = await ingest(join(directory, format), join(folder, format));
      seconds.set(format, report.seconds);
    }
    const luodi = Object.fromEntries(scoreByFormat(files, read, seconds));
    return { first: figuresOf(first), oneChanged, nothingChanged, luodi };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureLangchain({ directory, files }: MadePack, setting: Setting) {
  const paths = files.map(({ path }) => path);
  const { files: made, seconds, memory } = await readWithLangchain(directory, paths, setting);
  const perFormat = new Map<string, number>();
  for (const [at, { ms }] of made.entries()) {
    const { format } = files[at]!;
    perFormat.set(format, (perFormat.get(format) ?? 0) + ms / 1000);
  }
  const read = made.map(({ path, status, texts }): ReadFile => {
    return { path, status, pieces: texts.map((text) => ({ text, place: '' })) };
  });
  const scores = Object.fromEntries(scoreByFormat(files, read, perFormat));
  return { name: setting.name, seconds, memory, scores };
}

const { files, seed, json } = readOptions();
const pack = await makePack({ seed, files, mix: BUREAU, pages: PAGES });
const luodi = await measureLuodi(pack);
const langchain: Measured['langchain'] = [];
for (const setting of SETTINGS) langchain.push(await measureLangchain(pack, setting));
const measured: Measured = { seed, files, ...luodi, langchain };
console.log(json ? JSON.stringify(measured) : describe(measured));
for (const reason of measured.first.failed) {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
