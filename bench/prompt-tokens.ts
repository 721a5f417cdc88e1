/** Counts what an answer takes of a chat model beside LangChain's retrieval chain; see README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getEncoding } from 'js-tiktoken';
import { globSync } from 'tinyglobby';
import { answerQuestion } from '../src/answer/answer.ts';
import { AppError, describeError } from '../src/errors.ts';
import type { Gold } from '../src/evaluation/gold.ts';
import { foldForScoring, judge } from '../src/evaluation/judge.ts';
import type { ChatModel } from '../src/models/model.ts';
import type { Answer } from '../src/types.ts';
import { type GoldSet, goldSet } from './development.ts';
import { openEmbedding } from './embedding.ts';
import { parseOptions } from './options.ts';
import { type ChainPrompt, openLangchainChain } from './peers/langchain-chain.ts';

/** What one side sends to a model for one question. */
interface Sent {
  tokens: number;
  /** Whether all that a right answer needs is in it; where no model was asked, whether the answer is right. */
  isEnough: boolean;
}

interface Compared {
  gold: Gold;
  luodi: Sent;
  langchain: Sent;
}

/** OpenAI's protocol adds so many tokens to each message, and so many to a reply's beginning (its cookbook). */
const PER_MESSAGE = 3;
const PER_REPLY = 3;
const encoding = getEncoding('o200k_base');

try {
  const { questions, json } = parseOptions({
    questions: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  });
  if (questions.length === 0) {
    throw new AppError('bad-input', 'There is nothing to ask.', { next: 'Give --questions FILE=PACK.' });
  }
  const { model } = await openEmbedding('static');
  for (const pair of questions) {
    const texts = textsOf(pair.slice(pair.indexOf('=') + 1));
    const [set, chain] = [await goldSet(pair), await openLangchainChain(texts, model!)];
    const compared: Compared[] = [];
    for (const gold of set.questions) {
      const needed = neededFor(gold, foldForScoring(texts.join('\n')));
      const luodi = await luodiSends(gold, needed, set);
      compared.push({ gold, luodi, langchain: await langchainSends(gold, needed, chain) });
    }
    console.log(json ? JSON.stringify(compared) : table(pair, compared));
  }
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

function textsOf(pack: string): string[] {
  return globSync('**/*.{md,txt}', { cwd: pack }).map((name) => readFileSync(join(pack, name), 'utf8'));
}

/** Groups of strings, one of each of which an answer needs: gold's evidence, and of `must` what the documents say. */
function neededFor({ must, evidence }: Gold, corpus: string): string[][] {
  const groups = [...must, ...(evidence === undefined ? [] : [[evidence]])];
  return groups
    .map((group) => group.map(foldForScoring).filter((text) => corpus.includes(text)))
    .filter((group) => group.length > 0);
}

function holds(text: string, question: string, needed: readonly string[][]): boolean {
  const folded = foldForScoring(text.replaceAll(question, ' '));
  return needed.every((group) => group.some((wanted) => folded.includes(wanted)));
}

async function luodiSends(gold: Gold, needed: string[][], { library }: GoldSet): Promise<Sent> {
  const sent: string[][] = [];
  const chat: ChatModel = {
    name: 'records what it is sent',
    async *stream(messages) {
      sent.push(messages.map(({ content }) => content));
      yield 'NOT_IN_DOCUMENTS';
    },
  };
  const question = {
    ...{ text: gold.question, history: gold.history, audience: gold.audience ?? 'public' },
    asOf: gold.as_of ?? '2024-03-01',
  };
  let answer: Answer | undefined;
  for await (const event of answerQuestion(question, { ...library, chat, about: { name: '示范园区' } })) {
    if (event.type === 'answer') answer = event.answer;
  }
  // Answered without a model: then the answer itself is judged.
  if (!sent[0]) return { tokens: 0, isEnough: judge(gold, { ...answer!, ms: 0 }).right };
  // The rules are the same for every question; they hold no answer.
  const seen = sent[0].slice(1).join('\n');
  return { tokens: tokensOf(sent[0]), isEnough: holds(seen, gold.question, needed) };
}

async function langchainSends(gold: Gold, needed: string[][], chain: ChainPrompt): Promise<Sent> {
  const messages = await chain(gold.question);
  return { tokens: tokensOf(messages), isEnough: holds(messages.join('\n'), gold.question, needed) };
}

function tokensOf(messages: readonly string[]): number {
  return messages.reduce((sum, text) => sum + PER_MESSAGE + encoding.encode(text).length, PER_REPLY);
}

function table(pair: string, compared: readonly Compared[]): string {
  const answerable = compared.filter(({ gold }) => gold.outcome === 'answered');
  const asked = answerable.filter(({ luodi }) => luodi.tokens > 0);
  const mean = (values: readonly number[]) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  const row = (name: string, side: 'luodi' | 'langchain') => [
    name,
    mean(asked.map((one) => one[side].tokens)),
    Math.max(...asked.map((one) => one[side].tokens)),
    mean(compared.map((one) => one[side].tokens)),
    `${answerable.filter((one) => one[side].isEnough).length} of ${answerable.length}`,
  ];
  const head = [
    pair,
    ...['tokens where a model is asked, mean', 'most', 'mean over all questions'],
    'answerable questions with all that the answer needs in the prompt',
  ];
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    ...[line(head), line(head.map(() => '---')), line(row('Luodi', 'luodi'))],
    line(row('LangChain RetrievalQAChain', 'langchain')),
    '',
    ...answerable
      .filter(({ luodi }) => !luodi.isEnough)
      .map(
        ({ gold, luodi }) =>
          `- not in Luodi's${luodi.tokens ? '' : ' (not asked)'}: ${gold.id} ${gold.question}`,
      ),
  ].join('\n');
}
