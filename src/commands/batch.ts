import { type FileHandle, open, readFile, realpath } from 'node:fs/promises';
import { z } from 'zod';
import { answerFromTexts } from '../app/texts.ts';
import type { Config } from '../config.ts';
import { DEFAULT_TIMEZONE, dayIn } from '../day.ts';
import { AppError, describeError } from '../errors.ts';
import { finalAnswer, type Luodi } from '../luodi.ts';
import type { Question } from '../types.ts';
import { answerLine } from './answer-line.ts';
import { configOf, openReady, TERMINAL } from './open.ts';
import { type CommonOptions, checkQuestion, isDay } from './options.ts';
import { inOrder } from './ordered.ts';
import { showCount } from './progress.ts';

/** One line of batch input. What else stands in it is left alone, so that gold questions can be asked as they are. */
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  history: z.array(z.string()).default([]),
  audience: z.enum(['public', 'staff']).optional(),
  as_of: z.string().refine(isDay, 'must be a day, YYYY-MM-DD').optional(),
  passages: z.array(z.string()).optional(),
});
type BatchQuestion = z.infer<typeof lineSchema>;

type BatchLine = { number: number } & ({ asked: BatchQuestion } | { error: string; id?: unknown });

/** Questions answered at once where a model is waited for; without one, the work is this process's own. */
const CONCURRENT_WITH_MODEL = 4;

/**
 * Answers a file of questions, one JSON object a line, in order, writing each answer as it is ready.
 * A line that cannot be taken gives an error line in its place.
 * @throws AppError when a file cannot be read or written, or the packs that some line needs cannot.
 */
export async function answerBatch(
  options: CommonOptions & { batch: string; output?: string },
): Promise<void> {
  const lines = parseLines(await readInput(options.batch));
  const config = configOf(options);
  const needsPacks = lines.some((line) => 'asked' in line && line.asked.passages === undefined);
  const luodi = needsPacks ? (await openReady(config)).luodi : undefined;
  const output = await openOutput(options.batch, options.output);
  const progress = showCount('Answering', lines.length);
  try {
    const answer = (line: BatchLine) => answerOne(line, { luodi, config, options });
    const concurrency = config.chat ? CONCURRENT_WITH_MODEL : 1;
    for await (const result of inOrder(lines, answer, concurrency)) {
      await output.write(`${JSON.stringify(result)}\n`);
      progress.step();
    }
  } finally {
    progress.stop();
    await output.close();
    await luodi?.close();
  }
}

function parseLines(content: string): BatchLine[] {
  return content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((text, at) => ({ text: text.trim(), number: at + 1 }))
    .filter(({ text }) => text !== '')
    .map(({ text, number }) => ({ number, ...parseLine(text) }));
}

function parseLine(text: string): { asked: BatchQuestion } | { error: string; id?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: `This is not JSON: ${describeError(error)}` };
  }
  const id = (value as { id?: unknown } | null)?.id;
  const checked = lineSchema.safeParse(value);
  if (!checked.success) return { error: describeIssues(checked.error), id };
  try {
    return { asked: { ...checked.data, question: checkQuestion(checked.data.question) } };
  } catch (error) {
    return { error: describeError(error), id };
  }
}

/** What is wrong with an object, one phrase for each field. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
}

interface AnswerContext {
  luodi?: Luodi;
  config: Config;
  options: CommonOptions;
}

async function answerOne(line: BatchLine, context: AnswerContext) {
  if ('error' in line) {
    const known = line.id === undefined ? {} : { id: line.id };
    return { ...known, line: line.number, error: line.error, outcome: 'failed' };
  }
  const { asked } = line;
  const startedAt = performance.now();
  try {
    const answer = await finalAnswer(ask(asked, context));
    return { id: asked.id, ...answerLine(answer, performance.now() - startedAt) };
  } catch (error) {
    return { id: asked.id, line: line.number, error: describeError(error), outcome: 'failed' };
  }
}

function ask(asked: BatchQuestion, { luodi, config, options }: AnswerContext) {
  const question: Question = {
    text: asked.question,
    history: asked.history,
    audience: asked.audience ?? options.audience,
    asOf: asked.as_of ?? options.asOf ?? luodi?.today() ?? dayIn(DEFAULT_TIMEZONE, new Date()),
  };
  if (asked.passages) return answerFromTexts({ texts: asked.passages, question }, config, TERMINAL);
  return luodi!.answer(question);
}

/**
 * The content of a file named on the command line.
 * @throws AppError `unreadable`, with the file's name and why.
 */
export async function readInput(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = (cause as Error).message.replace(/,.*$/s, '');
    throw new AppError('unreadable', `${file} cannot be read (${reason}).`, {
      next: 'Check the name.',
      cause,
    });
  }
}

interface Output {
  write(text: string): Promise<unknown>;
  close(): Promise<void>;
}

async function openOutput(input: string, output: string | undefined): Promise<Output> {
  if (output === undefined) return standardOutput;
  if ((await realpath(output).catch(() => undefined)) === (await realpath(input))) {
    throw new AppError('bad-input', `${output} is the file of questions; the answers would overwrite it.`);
  }
  let handle: FileHandle;
  try {
    handle = await open(output, 'w');
  } catch (cause) {
    const reason = (cause as Error).message.replace(/,.*$/s, '');
    throw new AppError('unreadable', `${output} cannot be written (${reason}).`, { cause });
  }
  return { write: (text) => handle.write(text), close: () => handle.close() };
}

const standardOutput: Output = {
  write: (text) => new Promise((resolve) => process.stdout.write(text, resolve)),
  close: async () => {},
};
