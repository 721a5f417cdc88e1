import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, describeError } from '../errors.ts';
import { type Bars, missedBars } from '../evaluation/bars.ts';
import { type Comparison, compareRuns } from '../evaluation/compare.ts';
import type { Gold } from '../evaluation/gold.ts';
import { type GivenAnswer, judge, type Verdict } from '../evaluation/judge.ts';
import { reportPage } from '../evaluation/report/page.ts';
import { type EvaluationRun, type RunHead, runOf } from '../evaluation/run.ts';
import { languageOf, type Score, summarize } from '../evaluation/score.ts';
import { englishOf, objectionsTo } from '../evaluation/words.ts';
import { finalAnswer, type Luodi } from '../luodi.ts';
import { readInput } from './batch.ts';
import { parseGold } from './eval-gold.ts';
import { scoreText } from './eval-lines.ts';
import { keepRun, lastRun, readRun, runFolder } from './eval-runs.ts';
import { EXIT_FAILED } from './exit-code.ts';
import { configOf, openReady } from './open.ts';
import { type CommonOptions, checkQuestion } from './options.ts';
import { inOrder } from './ordered.ts';
import { showCount } from './progress.ts';
import { print, warn } from './terminal.ts';

interface EvalOptions extends CommonOptions, Bars {
  report?: string;
  /** A run that was kept, or `last`. */
  compare?: string;
}

const CONCURRENT_WITH_MODEL = 4;

/** `luodi eval`: scores answers against gold. Ends with 0 when it ran, whatever the score, unless a bar was set and missed. */
export async function evaluate(file: string, options: EvalOptions): Promise<void> {
  const questions = parseGold(await readInput(file), file);
  const config = configOf(options);
  const folder = await runFolder(config.dataDirectory, file);
  const earlier = await earlierRun(folder, file, options.compare);
  const { luodi } = await openReady(config);
  try {
    const verdicts = await askAll(questions, luodi, options, config.chat ? CONCURRENT_WITH_MODEL : 1);
    const head: RunHead = {
      at: new Date().toISOString(),
      gold: basename(file),
      packs: luodi.packs.map(({ name }) => name),
      model: config.chat?.model,
      audience: options.audience,
      asOf: options.asOf ?? luodi.today(),
    };
    await conclude({ head, folder, earlier, verdicts }, options);
  } finally {
    await luodi.close();
  }
}

async function earlierRun(
  folder: string,
  goldFile: string,
  compare: string | undefined,
): Promise<EvaluationRun | undefined> {
  if (compare !== undefined && compare !== 'last') return readRun(compare);
  const last = await lastRun(folder);
  if (last === undefined && compare === 'last') {
    throw new AppError('bad-input', `No earlier run of ${goldFile} on these packs was kept.`, {
      next: 'Leave --compare away; this run will be kept.',
    });
  }
  return last;
}

async function askAll(
  questions: readonly Gold[],
  luodi: Luodi,
  options: EvalOptions,
  concurrency: number,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const progress = showCount('Asking', questions.length);
  try {
    const answer = async (gold: Gold) => judge(gold, await ask(gold, luodi, options));
    for await (const verdict of inOrder(questions, answer, concurrency)) {
      verdicts.push(verdict);
      progress.step();
    }
  } finally {
    progress.stop();
  }
  return verdicts;
}

async function ask(gold: Gold, luodi: Luodi, options: EvalOptions): Promise<GivenAnswer> {
  const startedAt = performance.now();
  try {
    const { outcome, text, citations, language, tokens } = await finalAnswer(
      luodi.answer({
        text: checkQuestion(gold.question),
        history: gold.history,
        audience: gold.audience ?? options.audience,
        asOf: gold.as_of ?? options.asOf ?? luodi.today(),
      }),
    );
    return { outcome, text, citations, language, tokens, ms: performance.now() - startedAt };
  } catch (error) {
    const ms = performance.now() - startedAt;
    return { outcome: 'failed', text: describeError(error), citations: [], ms };
  }
}

interface Asked {
  head: RunHead;
  folder: string;
  earlier?: EvaluationRun;
  verdicts: Verdict[];
}

/** Keeps the run, shows what came of it, and holds it against the bars. */
async function conclude({ head, folder, earlier, verdicts }: Asked, options: EvalOptions): Promise<void> {
  const score = summarize(verdicts);
  const run = runOf(head, verdicts);
  const comparison = earlier && compareRuns(earlier, run);
  const kept = await keepRun(folder, run);
  const missed = missedBars(score, options);
  if (options.json) print(JSON.stringify({ ...jsonOf(score, verdicts, comparison), run: kept, missed }));
  else print(scoreText(score, verdicts, comparison));
  if (options.report !== undefined) {
    await writeReport(options.report, reportPage({ head, score, verdicts, comparison }));
  }
  for (const line of missed) warn(line);
  if (missed.length > 0) process.exitCode = EXIT_FAILED;
}

function jsonOf(score: Score, verdicts: readonly Verdict[], comparison: Comparison | undefined) {
  return { ...score, comparison, questions: verdicts.map(verdictLine) };
}

function verdictLine(verdict: Verdict) {
  const { gold, given, right, evidenceCited, untraced } = verdict;
  return {
    id: gold.id,
    type: gold.type,
    language: languageOf(verdict),
    right,
    faults: objectionsTo(verdict).map(englishOf),
    evidenceCited,
    untraced,
    outcome: given.outcome,
    text: given.text,
    citations: given.citations.map(({ highlights: _highlights, ...citation }) => citation),
    tokens: given.tokens,
    ms: Math.round(given.ms),
  };
}

async function writeReport(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
    warn(`The report is in ${file}.`);
  } catch (cause) {
    throw new AppError('unreadable', `${file} cannot be written (${(cause as Error).message}).`, { cause });
  }
}
