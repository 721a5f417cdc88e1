import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import {
  type Runnable,
  type RunnableConfig,
  type RunnableFunc,
  RunnableLambda,
} from '@langchain/core/runnables';
import { AppError } from '../errors.ts';
import type { Answer, Citation } from '../types.ts';
import { type ForAudience, type LuodiDesk, questionOf } from './desk.ts';

/** A question; with history, of which what people said counts. */
export type LuodiInput = string | { question: string; history?: readonly (string | BaseMessage)[] };

/** An answer. Where it is streamed, each piece has more of `answer`, and the last one everything else. */
export interface LuodiAnswer {
  /** Sources are marked `[1]`. */
  answer: string;
  citations: Citation[];
  /** `declined` where the documents do not hold it. */
  outcome: Exclude<Answer['outcome'], 'failed'>;
  language: Answer['language'];
  /** `fixed` are the desk's own words; all others are to be labelled as made by AI. */
  composedBy: Answer['composedBy'];
}

/** Characters of a piece. */
const PIECE = /.{1,24}/gsu;

/**
 * Luodi as a step of a chain: a question becomes an answer from the documents, with its sources. A piece that is
 * streamed is final, so the first one comes when the whole answer is verified.
 *
 * It throws where no answer could be made; that the documents do not hold one is an answer.
 */
export function luodiRunnable(
  luodi: LuodiDesk,
  options: ForAudience = {},
): Runnable<LuodiInput, LuodiAnswer> {
  async function* pieces(input: LuodiInput, config: RunnableConfig): AsyncGenerator<Partial<LuodiAnswer>> {
    const { question, history = [] } = typeof input === 'string' ? { question: input } : input;
    const asked = questionOf(question, history.flatMap(wordsOf), { ...options, luodi });
    const { text, citations, outcome, language, composedBy } = await finalAnswer(luodi, asked, config.signal);
    if (outcome === 'failed')
      throw new AppError('unreachable', text, { publicMessage: text, retryable: true });
    for (const [answer] of text.matchAll(PIECE)) yield { answer };
    yield { citations, outcome, language, composedBy };
  }
  // LangChain runs a generator's pieces together, or streams them; its types know of neither.
  const func = pieces as unknown as RunnableFunc<LuodiInput, LuodiAnswer>;
  return RunnableLambda.from(func).withConfig({ runName: 'Luodi' });
}

async function finalAnswer(
  luodi: LuodiDesk,
  question: Parameters<LuodiDesk['answer']>[0],
  signal: AbortSignal | undefined,
): Promise<Answer> {
  for await (const event of luodi.answer(question, signal)) if (event.type === 'answer') return event.answer;
  throw new Error('The answer ended without its last event.');
}

/** What assistants said is not the asker's word. */
function wordsOf(said: string | BaseMessage): string[] {
  if (typeof said === 'string') return [said];
  return HumanMessage.isInstance(said) ? [said.text] : [];
}
