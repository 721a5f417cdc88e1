/** Measures how fast and how large Luodi is on a pack of a given size; see README.md. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, describeError } from '../src/errors.ts';
import type { IngestReport } from '../src/ingest/report.ts';
import { createRandom, fillTo, type Paragraph, readParagraphs, shuffle, writePack } from './fill.ts';
import { percentile, type Run, runScript } from './measure.ts';
import { parseOptions, wholeNumber } from './options.ts';
import type { QuestionTimes } from './questions.ts';

interface Options {
  passages: number;
  questions: number;
  runs: number;
  seed: number;
  fill: string[];
  asConfigured: boolean;
  json: boolean;
}

/** All that was measured. Times are in milliseconds, memory is in bytes. */
interface Figures {
  machine: string;
  node: string;
  day: string;
  paragraphs: number;
  characters: number;
  passages: number;
  firstAnswerFreshMs: number[];
  firstAnswerIngestedMs: number[];
  questions: { count: number; p50Ms: number; p95Ms: number; maxMs: number; outcomes: Record<string, number> };
  ingestSeconds: number;
  ingestCharactersPerSecond: number;
  peakBytes: { ask?: number; ingest?: number; questions?: number };
}

try {
  const options = readOptions();
  const figures = await measure(options);
  console.log(options.json ? JSON.stringify(figures, null, 2) : table(figures));
  if (figures.questions.outcomes.failed) throw new Error('Some answers failed; their times say nothing.');
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

function readOptions(): Options {
  const values = parseOptions({
    passages: { type: 'string', default: '1000' },
    questions: { type: 'string', default: '200' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    fill: { type: 'string', multiple: true, default: [] },
    'as-configured': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (values.fill.length === 0) {
    throw new AppError('bad-input', 'There is nothing to fill the pack with.', {
      next: 'Give --fill FILE, a file in SQuAD form; it may be repeated.',
    });
  }
  return {
    passages: wholeNumber('--passages', values.passages),
    questions: wholeNumber('--questions', values.questions),
    runs: wholeNumber('--runs', values.runs),
    seed: wholeNumber('--seed', values.seed),
    fill: values.fill,
    asConfigured: values['as-configured'],
    json: values.json,
  };
}

async function measure(options: Options): Promise<Figures> {
  const random = createRandom(options.seed);
  const real = readParagraphs(options.fill);
  if (!real.some(({ questions }) => questions.length > 0)) {
    throw new AppError('bad-input', 'The files of --fill hold no questions.', { next: 'Add one that does.' });
  }
  const paragraphs = fillTo(options.passages, real, random);
  const questions = shuffle(
    paragraphs.flatMap((paragraph) => paragraph.questions),
    random,
  ).slice(0, options.questions);
  const folder = await mkdtemp(join(tmpdir(), 'luodi-bench-'));
  try {
    await writePack(join(folder, 'pack'), paragraphs);
    return await measureIn(folder, { options, paragraphs, questions });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(
  folder: string,
  { options, paragraphs, questions }: { options: Options; paragraphs: Paragraph[]; questions: string[] },
): Promise<Figures> {
  const pack = join(folder, 'pack');
  const data = join(folder, 'data');
  const run = (...args: string[]) => runScript(args, options.asConfigured);
  const ask = (question: string, into: string) =>
    run('src/main.ts', 'ask', question, '--json', '--pack', pack, '--data', into);

  tell(`ingesting ${paragraphs.length} paragraphs`);
  const ingest = await run('src/main.ts', 'ingest', '--json', '--pack', pack, '--data', data);
  const report: IngestReport = JSON.parse(ingest.output);
  const ingestCharacters = report.files.reduce((sum, file) => sum + file.characters, 0);

  const fresh: Run[] = [];
  const ingested: Run[] = [];
  for (let round = 0; round < options.runs; round += 1) {
    tell(`first answers, ${round + 1} of ${options.runs}`);
    const question = questions[round % questions.length] ?? '';
    fresh.push(await ask(question, join(folder, `fresh-${round}`)));
    ingested.push(await ask(question, data));
  }

  tell(`asking ${questions.length} questions`);
  const file = join(folder, 'questions.json');
  await writeFile(file, JSON.stringify(questions));
  const times: QuestionTimes = JSON.parse((await run('bench/questions.ts', file, pack, data)).output);
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    day: new Date().toISOString().slice(0, 10),
    paragraphs: paragraphs.length,
    characters: paragraphs.reduce((sum, { text }) => sum + text.length, 0),
    passages: times.passages,
    firstAnswerFreshMs: fresh.map(({ firstOutputMs }) => firstOutputMs),
    firstAnswerIngestedMs: ingested.map(({ firstOutputMs }) => firstOutputMs),
    questions: {
      count: times.ms.length,
      p50Ms: percentile(times.ms, 0.5),
      p95Ms: percentile(times.ms, 0.95),
      maxMs: Math.max(...times.ms),
      outcomes: times.outcomes,
    },
    ingestSeconds: report.seconds,
    ingestCharactersPerSecond: ingestCharacters / report.seconds,
    peakBytes: { ask: peakOf(ingested), ingest: ingest.peakBytes, questions: times.peakBytes },
  };
}

function peakOf(runs: readonly Run[]): number | undefined {
  const known = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function table(figures: Figures): string {
  const { questions, peakBytes } = figures;
  const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  const times = (values: number[]) =>
    `${ms(percentile(values, 0.5))} (${ms(Math.min(...values))} to ${ms(Math.max(...values))}, ${values.length} runs)`;
  const memory = (bytes?: number) => (bytes === undefined ? 'unknown' : `${Math.round(bytes / 2 ** 20)} MB`);
  const outcomes = Object.entries(questions.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const rows = [
    [
      'pack',
      `${figures.paragraphs} paragraphs, ${figures.characters} characters, ${figures.passages} passages`,
    ],
    ['process start to first answer, fresh folder', times(figures.firstAnswerFreshMs)],
    ['process start to first answer, ingested folder', times(figures.firstAnswerIngestedMs)],
    [`question, p50 of ${questions.count}`, ms(questions.p50Ms)],
    ['question, p95', ms(questions.p95Ms)],
    ['question, slowest', ms(questions.maxMs)],
    ['outcomes', outcomes.join(', ')],
    [
      'ingest',
      `${Math.round(figures.ingestCharactersPerSecond)} characters/s (${figures.ingestSeconds.toFixed(1)} s)`,
    ],
    ['peak memory of one `ask`', memory(peakBytes.ask)],
    ['peak memory of `ingest`', memory(peakBytes.ingest)],
    ['peak memory of all questions in one process', memory(peakBytes.questions)],
  ];
  const title = `${figures.day}, ${figures.machine}, Node ${figures.node}`;
  return [`| ${title} | |`, '|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

function tell(line: string): void {
  console.error(`bench: ${line}`);
}
