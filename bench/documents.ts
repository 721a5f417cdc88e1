/**
 * What becomes of a bureau's office files: how fast they are read, in how much memory, and how much of what they
 * say still stands whole in one passage; the same files with LangChain's own loaders and splitter beside it.
 *
 *   node bench/documents.ts [--files 200] [--seed 1] [--json]
 *
 * LibreOffice makes the files, npm installs LangChain; both stay in the system's temporary folder for the next
 * run. A wrong call ends with exit code 2.
 */
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readWithLangchain } from './documents/langchain.ts';
import { type Ingest, ingest, readPassages } from './documents/luodi.ts';
import { BUREAU, type MadePack, makePack } from './documents/pack.ts';
import { describe, type Measured } from './documents/report.ts';
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

function figuresOf({ report, seconds, memory }: Ingest) {
  const { files, passages } = report;
  const failed = files.filter(({ status }) => status === 'failed' || status === 'skipped');
  return {
    ...{ seconds, memory, passages, reported: report.seconds },
    read: files.filter(({ status }) => status === 'read').length,
    failed: failed.map(({ path, reason }) => `${path}: ${reason}`),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** Ingests a copy of the pack three times: all of it, with one file changed, with none changed. */
async function measureLuodi(pack: MadePack) {
  const folder = await mkdtemp(join(tmpdir(), 'luodi-bench-documents-'));
  const [copy, data] = [join(folder, 'pack'), join(folder, 'data')];
  try {
    await cp(pack.directory, copy, { recursive: true });
    const first = await ingest(copy, data);
    const passages = readPassages(data);
    const read = first.report.files.map(({ path, status, ms }): ReadFile => {
      const pieces = passages.get(path) ?? [];
      return { path, status: status === 'read' ? 'read' : 'failed', ms, pieces };
    });
    const changed = pack.files.find(({ format }) => format === 'md') ?? pack.files.at(-1)!;
    await appendFile(join(copy, changed.path), '\n');
    const oneChanged = await ingest(copy, data);
    const nothingChanged = await ingest(copy, data);
    const runs = { first, oneChanged, nothingChanged };
    return { read, runs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureLangchain({ directory, files }: MadePack) {
  const paths = files.map(({ path }) => path);
  const { files: made, seconds, memory } = await readWithLangchain(directory, paths);
  const read = made.map(({ texts, ...file }): ReadFile => {
    return { ...file, pieces: texts.map((text) => ({ text, place: '' })) };
  });
  return { read, seconds, memory };
}

const { files, seed, json } = readOptions();
const pack = await makePack({ seed, files, mix: BUREAU, pages: PAGES });
const luodi = await measureLuodi(pack);
const langchain = await measureLangchain(pack);
const measured: Measured = {
  seed,
  files,
  first: figuresOf(luodi.runs.first),
  oneChanged: figuresOf(luodi.runs.oneChanged),
  nothingChanged: figuresOf(luodi.runs.nothingChanged),
  langchain: { seconds: langchain.seconds, memory: langchain.memory },
  scores: {
    luodi: Object.fromEntries(scoreByFormat(pack.files, luodi.read)),
    langchain: Object.fromEntries(scoreByFormat(pack.files, langchain.read)),
  },
};
console.log(json ? JSON.stringify(measured) : describe(measured));
for (const reason of measured.first.failed) process.stderr.write(`${reason}\n`);
