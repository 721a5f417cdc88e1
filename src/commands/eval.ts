import { writeFile } from 'node:fs/promises';
import { AppError, describeError } from '../errors.ts';
import {
  type GivenAnswer,
  type Gold,
  goldSchema,
  judge,
  type Score,
  summarize,
  type Verdict,
} from '../evaluation.ts';
import { finalAnswer, type Luodi } from '../luodi.ts';
import { describeIssues, readInput } from './batch.ts';
import { configOf, openReady } from './open.ts';
import { type CommonOptions, checkQuestion } from './options.ts';
import { inOrder } from './ordered.ts';
import { showCount } from './progress.ts';
import { reportPage } from './report.ts';
import { expected, totals } from './score-lines.ts';
import { clip, formatTable, print, warn } from './terminal.ts';

interface EvalOptions extends CommonOptions {
  report?: string;
}

const CONCURRENT_WITH_MODEL = 4;

/** `luodi eval`: scores answers against gold. Ends with 0 when it ran, whatever the score. */
export async function evaluate(file: string, options: EvalOptions): Promise<void> {
  const questions = parseGold(await readInput(file), file);
  const config = configOf(options);
  const { luodi } = await openReady(config);
  const progress = showCount('Asking', questions.length);
  const verdicts: Verdict[] = [];
  try {
    const answer = async (gold: Gold) => judge(gold, await ask(gold, luodi, options));
    for await (const verdict of inOrder(questions, answer, config.chat ? CONCURRENT_WITH_MODEL : 1)) {
      verdicts.push(verdict);
      progress.step();
    }
  } finally {
    progress.stop();
    await luodi.close();
  }
  const score = summarize(verdicts);
  print(
    options.json
      ? JSON.stringify({ ...score, questions: verdicts.map(verdictLine) })
      : describe(score, verdicts),
  );
  if (options.report !== undefined) await writeReport(options.report, reportPage({ file, score, verdicts }));
}

function parseGold(content: string, file: string): Gold[] {
  const lines = content.replace(/^\uFEFF/, '').split('\n');
  const questions = lines.flatMap((line, at) =>
    line.trim() === '' ? [] : [goldOf(line, `${file} line ${at + 1}`)],
  );
  if (questions.length === 0) throw new AppError('bad-input', `${file} holds no question.`);
  return questions;
}

function goldOf(line: string, place: string): Gold {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new AppError('bad-input', `${place} is not JSON: ${describeError(cause)}.`, { cause });
  }
  const checked = goldSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new AppError('bad-input', `${place} is not a gold question: ${describeIssues(checked.error)}.`);
}

async function ask(gold: Gold, luodi: Luodi, options: EvalOptions): Promise<GivenAnswer> {
  const startedAt = performance.now();
  const given = { quotes: [] as string[], ms: 0 };
  try {
    const answer = await finalAnswer(
      luodi.answer({
        text: checkQuestion(gold.question),
        history: gold.history,
        audience: gold.audience ?? options.audience,
        asOf: gold.as_of ?? options.asOf ?? luodi.today(),
      }),
    );
    const quotes = answer.citations.map((citation) => citation.quote);
    return { outcome: answer.outcome, text: answer.text, quotes, ms: performance.now() - startedAt };
  } catch (error) {
    return { ...given, outcome: 'failed', text: describeError(error), ms: performance.now() - startedAt };
  }
}

function verdictLine({ gold, given, right, faults, evidenceCited, untraced }: Verdict) {
  return { id: gold.id, type: gold.type, right, faults, evidenceCited, untraced, ...given };
}

function describe(score: Score, verdicts: readonly Verdict[]): string {
  const types = score.types.map(({ type, right, total }) => [type, String(right), String(total)]);
  const parts = [formatTable(['type', 'right', 'total'], types), formatTable(['all', ''], totals(score))];
  for (const { gold, given, faults, untraced } of verdicts.filter(
    ({ right, untraced }) => !right || untraced.length > 0,
  )) {
    const remarks = [...faults, ...(untraced.length > 0 ? [`not in a quote: ${untraced.join(', ')}`] : [])];
    parts.push(
      `${gold.id} ${clip(gold.question, 120)}\n  expected ${expected(gold)}\n  got      ${given.outcome}: ${clip(given.text, 240)}\n  ${remarks.join('; ')}`,
    );
  }
  return parts.join('\n');
}

async function writeReport(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
    warn(`The report is in ${file}.`);
  } catch (cause) {
    throw new AppError('unreadable', `${file} cannot be written (${(cause as Error).message}).`, { cause });
  }
}
