/** Measures how fast, how large and how soon ready an index of many passages is; see README.md. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { AppError, describeError } from '../src/errors.ts';
import { INDEXES, type IndexChoice } from './bench-index.ts';
import { runScript } from './measure.ts';
import { oneOf, parseOptions, wholeNumber } from './options.ts';
import type { ScaleFigures, Step, Times } from './scale-figures.ts';

interface Options {
  passages: number[];
  dimension: number;
  indexes: IndexChoice[];
  fill: string[];
  questions: number;
  json: boolean;
}

/** What was measured of one index at one size. */
interface Row extends ScaleFigures {
  index: IndexChoice;
  dimension: number;
}

const RUN = 'bench/scale-run.ts';

try {
  const options = readOptions();
  const rows: Row[] = [];
  for (const index of options.indexes) {
    for (const passages of options.passages) rows.push(await measure(index, passages, options));
  }
  const head = { machine: `${cpus().length} × ${cpus()[0]?.model}`, node: process.version, day: today() };
  console.log(options.json ? JSON.stringify({ ...head, rows }) : table(rows, Object.values(head)));
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

function readOptions(): Options {
  const { passages, dimension, index, fill, questions, json } = parseOptions({
    passages: { type: 'string', default: '1000,10000,100000' },
    dimension: { type: 'string', default: '384' },
    index: { type: 'string', default: 'embedded' },
    fill: { type: 'string', multiple: true, default: [] },
    questions: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  });
  const choice = oneOf('--index', index, [...INDEXES, 'both']);
  const indexes = choice === 'both' ? [...INDEXES] : [choice];
  if (indexes.includes('qdrant') && !loadConfig().qdrant) {
    throw new AppError('misconfigured', 'There is no Qdrant to measure.', { next: 'Set QDRANT_URL.' });
  }
  return {
    passages: passages.split(',').map((size) => wholeNumber('--passages', size)),
    dimension: dimension === '0' ? 0 : wholeNumber('--dimension', dimension),
    indexes,
    fill,
    questions: wholeNumber('--questions', questions),
    json,
  };
}

async function measure(index: IndexChoice, passages: number, options: Options): Promise<Row> {
  const { dimension, fill, questions } = options;
  const folder = await mkdtemp(join(tmpdir(), 'luodi-scale-'));
  try {
    const row = { index, dimension } as Row;
    for (const does of index === 'embedded' ? (['fill', 'ask', 'search'] as const) : (['all'] as const)) {
      const step: Step = { does, folder, index, passages, dimension, fill, questions };
      const { output } = await runScript([RUN, JSON.stringify(step)], index === 'qdrant');
      Object.assign(row, JSON.parse(output));
    }
    return row;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function table(rows: readonly Row[], head: readonly string[]): string {
  const lines: [string, (row: Row) => string][] = [
    ['index, numbers of a vector', ({ index, dimension }) => `${index}, ${dimension}`],
    ['passages', ({ passages }) => `${passages}`],
    ['terms a passage', ({ terms, passages }) => `${Math.round(terms / passages)}`],
    ['fill: cutting, writing', ({ prepareMs, writeMs }) => `${seconds(prepareMs)}, ${seconds(writeMs)}`],
    ['written a second', ({ passages, writeMs }) => `${Math.round(passages / (writeMs / 1000))}`],
    ['on disk', ({ diskBytes }) => megabytes(diskBytes)],
    ['open / computed', ({ openMs, openCpuMs }) => `${seconds(openMs)} / ${seconds(openCpuMs)}`],
    ['… from the rows alone', ({ openFromRowsMs }) => seconds(openFromRowsMs)],
    ['search by terms, p50 / p95 / computed', ({ termSearch }) => times(termSearch)],
    ['search by vector', ({ vectorSearch }) => times(vectorSearch)],
    ['search by both', ({ bothSearch }) => times(bothSearch)],
    ['memory: resident', ({ residentBytes }) => megabytes(residentBytes)],
    ['… peak', ({ peakBytes }) => megabytes(peakBytes)],
    ['document changed', ({ change, changedPassages }) => `${times(change)} (${changedPassages} passages)`],
    ['question as a whole', ({ question }) => times(question)],
    ['… memory', ({ askedBytes }) => megabytes(askedBytes)],
    ['memory while filling, peak', ({ fillPeakBytes }) => megabytes(fillPeakBytes)],
  ];
  const body = lines.map(([name, show]) => [name, ...rows.map(show)]);
  return [
    head.join(', '),
    ...body.map((cells) =>
      cells
        .map((cell) => cell.padEnd(42))
        .join('')
        .trimEnd(),
    ),
  ].join('\n');
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`;
}

function times(measured: Times | undefined): string {
  if (!measured) return '–';
  const { p50, p95, cpu } = measured;
  return `${p50.toFixed(2)} / ${p95.toFixed(2)} / ${cpu.toFixed(2)} ms`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${Math.round(bytes / 1e6)} MB`;
}
