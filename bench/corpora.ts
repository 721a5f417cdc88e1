import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../src/errors.ts';

/** A question of a data set, and where among its paragraphs the answer stands. */
export interface CorpusQuestion {
  /** As the file has it. */
  id: string | number;
  text: string;
  answers: string[];
  /** Numbers of the paragraphs that answer it. */
  relevant: ReadonlySet<number>;
}

/** Paragraphs by their number, from 0, and the questions on them. */
export interface Corpus {
  paragraphs: string[];
  questions: CorpusQuestion[];
}

/** The part of the SQuAD form (version 1.1 and those derived from it) that is read. */
const squadSchema = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.union([z.string(), z.number()]).optional(),
              question: z.string(),
              answers: z.array(z.object({ text: z.string() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** A line of RGB's file: a question with passages that answer it and passages that do not. */
const rgbSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  query: z.string(),
  answer: z.array(z.union([z.string(), z.array(z.string())])),
  positive: z.array(z.string()),
  negative: z.array(z.string()),
});

export type RgbRow = z.infer<typeof rgbSchema>;

/**
 * The corpora of several files as one: their paragraphs in the order of the files, numbered throughout. A
 * file ending in `.jsonl` is of RGB's form, any other of SQuAD's.
 * @throws AppError `unreadable` naming the file that is missing or of another form.
 */
export function readCorpora(files: readonly string[]): Corpus {
  const pool: Corpus = { paragraphs: [], questions: [] };
  for (const file of files) {
    const { paragraphs, questions } = file.endsWith('.jsonl') ? readRgb(file) : readSquad(file);
    const first = pool.paragraphs.length;
    pool.paragraphs.push(...paragraphs);
    for (const question of questions) {
      const relevant = new Set(Array.from(question.relevant, (number) => first + number));
      pool.questions.push({ ...question, relevant });
    }
  }
  return pool;
}

/**
 * The paragraphs of a corpus, and every `every`th question on them: its own, or those of other files on the same
 * paragraphs.
 * @throws AppError `bad-input` where the questions are on another number of paragraphs, or are none.
 */
export function readAsked(asked: {
  corpus: readonly string[];
  questions: readonly string[];
  every: number;
}): Corpus {
  const own = readCorpora(asked.corpus);
  const { paragraphs, questions } = asked.questions.length > 0 ? readCorpora(asked.questions) : own;
  if (paragraphs.length !== own.paragraphs.length) {
    throw new AppError(
      'bad-input',
      `The questions are on ${paragraphs.length} paragraphs and the corpus has ${own.paragraphs.length}.`,
    );
  }
  if (questions.length === 0) throw new AppError('bad-input', 'There are no questions in these files.');
  return {
    paragraphs: own.paragraphs,
    questions: questions.filter((_, at) => at % asked.every === 0),
  };
}

/** Paragraphs of files that answer nothing: each text once, and none that the corpus has. */
export function readNoise(files: readonly string[], paragraphs: readonly string[]): string[] {
  const known = new Set(paragraphs.map(bare));
  return readCorpora(files).paragraphs.filter((text) => {
    const isNew = !known.has(bare(text));
    known.add(bare(text));
    return isNew;
  });
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}

/** A SQuAD-form file; the paragraph of a question answers it, and no other does. */
export function readSquad(file: string): Corpus {
  const { data } = parseAs('SQuAD', file, () => squadSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  const paragraphs = data.flatMap((entry) => entry.paragraphs);
  const questions = paragraphs.flatMap(({ qas }, number) =>
    qas.map(({ id, question, answers }, at) => ({
      id: id ?? `${number}-${at}`,
      text: question.trim(),
      answers: answers.map(({ text }) => text),
      relevant: new Set([number]),
    })),
  );
  return { paragraphs: paragraphs.map(({ context }) => context), questions };
}

/** RGB's file as one pool of the passages of all its questions, each text once, in order of appearance. */
function readRgb(file: string): Corpus {
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const questions = readRgbRows(file).map(({ id, query, answer, positive, negative }, line) => {
    const relevant = new Set(positive.map(numberOf));
    for (const text of negative) numberOf(text);
    return { id: id ?? line, text: query, answers: answer.flat(), relevant };
  });
  return { paragraphs: [...numbers.keys()], questions };
}

/** The lines of RGB's file. @throws AppError `unreadable` naming the file. */
export function readRgbRows(file: string): RgbRow[] {
  return parseAs('RGB', file, () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => rgbSchema.parse(JSON.parse(line))),
  );
}

function parseAs<Result>(form: string, file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const fault = isMissing ? 'There is no file' : `This is not a file of ${form}'s form:`;
    throw new AppError('unreadable', `${fault} ${file}.`, { cause });
  }
}
