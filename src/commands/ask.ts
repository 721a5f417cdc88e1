import { createInterface } from 'node:readline/promises';
import { AppError, describeError } from '../errors.ts';
import { finalAnswer, type Luodi } from '../luodi.ts';
import type { Answer, AnswerEvent, Question } from '../types.ts';
import { answerLine } from './answer-line.ts';
import { answerBatch } from './batch.ts';
import { explanationText } from './explain-lines.ts';
import { configOf, openReady, questionOf } from './open.ts';
import { type CommonOptions, checkQuestion } from './options.ts';
import { writePicture } from './picture.ts';
import { clip, print, printable, warn } from './terminal.ts';

interface AskOptions extends CommonOptions {
  batch?: string;
  output?: string;
  explain?: boolean;
  picture?: string;
}

/** Characters of a quote that the terminal shows. */
const QUOTE_CHARACTERS = 160;

/** `luodi ask`: one answer, a conversation, or a file of questions. */
export async function ask(text: string | undefined, options: AskOptions): Promise<void> {
  if (options.output !== undefined && options.batch === undefined) {
    throw new AppError('bad-input', '--output goes with --batch only.');
  }
  if (options.picture !== undefined && (text === undefined || options.batch !== undefined)) {
    throw new AppError('bad-input', '--picture goes with one question only.');
  }
  if (options.batch !== undefined) {
    if (text !== undefined) throw new AppError('bad-input', 'Give a question or --batch, not both.');
    if (options.explain) {
      throw new AppError(
        'bad-input',
        '--explain goes with one question or a conversation, not with --batch.',
        {
          next: 'Ask a question of the file by itself.',
        },
      );
    }
    return answerBatch({ ...options, batch: options.batch });
  }
  const question = text === undefined ? undefined : checkQuestion(text);
  const { luodi } = await openReady(configOf(options));
  try {
    if (question === undefined) return await converse(luodi, options);
    const answer = await reply(questionOf(question, luodi, options), luodi, options);
    if (answer.outcome === 'failed') process.exitCode = 1;
    if (options.picture !== undefined) await writePicture(answer, options.picture);
  } finally {
    await luodi.close();
  }
}

/** Asks and answers until the input ends; a question that cannot be taken is said so, and the next one is awaited. */
async function converse(luodi: Luodi, options: AskOptions): Promise<void> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? process.stderr : undefined,
  });
  let isOpen = true;
  terminal.once('close', () => {
    isOpen = false;
  });
  const history: string[] = [];
  terminal.setPrompt(process.stdin.isTTY ? '\n> ' : '');
  if (process.stdin.isTTY) process.stderr.write('Ask; Ctrl-D ends.\n');
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      try {
        const question = checkQuestion(line);
        await reply(questionOf(question, luodi, options, [...history]), luodi, options);
        history.push(question);
      } catch (error) {
        warn(describeError(error));
      }
    }
    // Lines that came before the input ended are answered after it.
    if (isOpen) terminal.prompt();
  }
}

/** Shows one answer and returns it. */
async function reply(question: Question, luodi: Luodi, options: AskOptions): Promise<Answer> {
  const startedAt = performance.now();
  const isStreamed = process.stdout.isTTY && !options.json && !options.explain;
  if (isStreamed) return showSources(await stream(luodi.answer(question)));
  const { answer, explanation } = options.explain
    ? await luodi.explain(question)
    : { answer: await finalAnswer(luodi.answer(question)) };
  if (options.json) {
    const line = answerLine(answer, performance.now() - startedAt);
    print(JSON.stringify(explanation ? { ...line, explanation } : line));
    return answer;
  }
  if (explanation) print(explanationText(explanation, answer));
  print(printable(answer.text));
  return showSources(answer);
}

function showSources(answer: Answer): Answer {
  if (answer.citations.length > 0 || answer.suggestions?.length) print(sourcesOf(answer));
  if (answer.notice) warn(answer.notice);
  return answer;
}

/** Writes an answer to the terminal as it comes. */
async function stream(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  let written = '';
  for await (const event of events) {
    if (event.type === 'status') process.stderr.write(`\r\x1b[2K… ${event.step}`);
    if (event.type === 'text') {
      process.stderr.write(written === '' ? '\r\x1b[2K' : '');
      process.stdout.write(printable(event.delta));
      written += event.delta;
    }
    if (event.type === 'reset') {
      process.stdout.write(
        written === '' ? '' : '\n(withdrawn: it could not be traced to the documents)\n\n',
      );
      written = '';
    }
    if (event.type === 'answer') {
      process.stderr.write(written === '' ? '\r\x1b[2K' : '');
      print(written === '' ? printable(event.answer.text) : '');
      return event.answer;
    }
  }
  throw new Error('An answer ended without its last event.');
}

function sourcesOf(answer: Answer): string {
  const sources = answer.citations.map(({ n, title, locator, quote }) => {
    return `\n[${n}] ${clip(title, 80)}${locator ? ` · ${clip(locator, 120)}` : ''}\n    ${clip(quote, QUOTE_CHARACTERS)}`;
  });
  const suggestions = (answer.suggestions ?? []).map((suggestion) => `  · ${clip(suggestion, 120)}`);
  return [...sources, ...(suggestions.length > 0 ? ['', ...suggestions] : [])].join('\n');
}
