import { inScriptOf } from '../language/detect.ts';
import type { ChatModel } from '../models/model.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Answer, AnswerEvent, Evidence } from '../types.ts';
import { Citations } from './citations.ts';
import { joinStatements } from './compose.ts';
import { answerPrompt, NOT_IN_DOCUMENTS } from './prompt.ts';
import { statementsOf } from './statements.ts';
import { validityRemarks } from './validity.ts';
import { attribute, looseFigures, marksOf, withoutMarks } from './verify.ts';
import { wordingFor } from './wording.ts';

/** Passages given to the model; more cost tokens and distract it. */
const EVIDENCE = 6;
/** An answer is short; a model that goes on is stopped. */
const LONGEST_ANSWER = 1200;

interface ModelAnswerOptions {
  retrieval: Retrieval;
  chat: ChatModel;
  parkName: string;
  signal?: AbortSignal;
  /** The answer in the documents' own words, for when the model's cannot be used. */
  extract(): Answer;
  /** The answer that the documents do not say. */
  decline(): Answer;
  onFailure?(error: unknown): void;
}

/**
 * Lets a chat model word the answer from the evidence and shows each statement once it is verified:
 * its marks name evidence that was given, and its figures stand there. Others are left out.
 *
 * A model that fails, or of whose words nothing can be verified, ends in the extract with a notice.
 */
export async function* composeWithModel(options: ModelAnswerOptions): AsyncGenerator<AnswerEvent> {
  const { retrieval, chat, parkName, signal } = options;
  const { language } = retrieval.query;
  const wording = wordingFor(language);
  const evidence = retrieval.evidence.slice(0, EVIDENCE);
  const citations = new Citations(language);
  let text = '';
  let declined = false;
  try {
    for await (const raw of statementsOf(
      chat.stream(answerPrompt(retrieval, evidence, parkName), {
        signal,
      }),
    )) {
      if (raw.includes(NOT_IN_DOCUMENTS)) declined = true;
      const statement = declined ? undefined : verified(raw, evidence, citations);
      if (statement !== undefined) {
        const shown = `${text && separator(language)}${inScriptOf(language, statement)}`;
        text += shown;
        yield { type: 'text', delta: shown };
      }
      if (declined || text.length > LONGEST_ANSWER) break;
    }
  } catch (error) {
    options.onFailure?.(error);
    yield* instead({ ...options.extract(), notice: wording.modelFailed() }, text);
    return;
  }
  if (declined && !text) yield* instead(options.decline(), text);
  else if (!text) yield* instead({ ...options.extract(), notice: wording.modelUnverified() }, text);
  else {
    const remarks = validityRemarks(text, citations, retrieval.question);
    const more = remarks.length > 0 ? `\n${joinStatements(remarks, language)}` : '';
    if (more) yield { type: 'text', delta: more };
    const answer = { outcome: 'answered', composedBy: 'model' } as const;
    yield { type: 'answer', answer: { ...answer, text: text + more, citations: citations.list, language } };
  }
}

function* instead(answer: Answer, shown: string): Generator<AnswerEvent> {
  if (shown) yield { type: 'reset' };
  yield { type: 'text', delta: answer.text };
  yield { type: 'answer', answer };
}

/** A model's statement with our numbers, or `undefined` if the evidence does not bear it out. */
function verified(raw: string, evidence: readonly Evidence[], citations: Citations): string | undefined {
  const plain = withoutMarkup(raw);
  const marks = marksOf(plain);
  const named = marks.flatMap((n) => evidence[n - 1] ?? []);
  // A statement that names evidence which was not given is left out: its source is made up.
  const attributed =
    marks.length > 0 ? [] : [attribute(plain, evidence)].filter((item) => item !== undefined);
  const cited = [...new Set([...named, ...attributed])];
  if (cited.length === 0 || looseFigures(plain, cited).length > 0) return undefined;
  const body = withoutMarks(plain).trim();
  if (!/[\p{L}\p{N}]/u.test(body)) return undefined;
  const numbers = cited.map((item) => `[${citations.cite(item, item.sentences.slice(0, 1))}]`).join('');
  const [, stem, end] = /^(.*?)([。.！!？?]*)$/su.exec(body)!;
  const isChinese = /\p{Script=Han}/u.test(body);
  return `${stem}${isChinese ? '' : ' '}${numbers}${end!.at(-1) ?? (isChinese ? '。' : '.')}`;
}

/** Text only: no images, links, HTML or emphasis reach a page from a model. */
function withoutMarkup(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\((?:[^)]*)\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/\b(?:https?|ftp|javascript|data):\S+/gi, '')
    .replace(/\b(?:[a-z\d-]{2,}\.)+[a-z]{2,}(?:\/\S*)?/gi, '')
    .replaceAll('|', ' ')
    .replace(/^#{1,6}\s+|^\s*[-*•]\s+|[*_`]{1,3}/g, '');
}

function separator(language: Retrieval['query']['language']): string {
  return language === 'en' ? ' ' : '';
}
