import { detectLanguage } from '../language/detect.ts';
import type { ChatModel } from '../models/model.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import type { IncentiveStore } from '../store/incentive-store.ts';
import type { RegisterStore } from '../store/register-store.ts';
import type { Answer, AnswerEvent, Contact, Language, Outcome, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { clarify } from './clarify.ts';
import { compareSides } from './compare.ts';
import { composeExtract } from './compose/compose.ts';
import { aboutSubject } from './compose/subject.ts';
import { refuseConversion } from './currency.ts';
import { decline, NOTHING_NAMED } from './decline.ts';
import { judge, type Verdict } from './gate/gate.ts';
import { answerFromIncentives } from './incentives/answer-incentives.ts';
import type { Attempt } from './intent/attempts.ts';
import { type Intent, intentOf, withoutAttempts } from './intent/intents.ts';
import { replyToWish } from './intent/wish-reply.ts';
import { composeWithModel } from './model/answer.ts';
import { answerParts } from './parts.ts';
import { answerFromRegisters } from './registers/answer-register.ts';
import { withNamedRow } from './registers/named-row.ts';
import { courtesy, wordingFor } from './wording.ts';

/** What answering needs. */
export interface AnswerDesk extends Library {
  registers: RegisterStore;
  /** What the documents grant; without it, nothing is calculated. */
  incentives: IncentiveStore;
  chat?: ChatModel;
  about: { name: string; contact?: Contact };
  /** Receives what went wrong on the way to an answer; askers see only the answer's notice. */
  onFailure?(stage: 'retrieval' | 'embedding' | 'reranking' | 'model', error: unknown): void;
  /** Receives the attempts to instruct the desk that a question holds; they change nothing of its answer. */
  onAttempt?(attempts: readonly Attempt[]): void;
  /** Receives what decides each answer, once, before its text. */
  onDecision?(decision: Decision): void;
}

/** What decides an answer: that nothing was asked, a failure, rows to be counted, two sides compared, or the gate. */
export type Decision =
  | { by: 'intent'; intent: Exclude<Intent, 'question'> }
  | { by: 'failure' }
  | { by: 'register' }
  | { by: 'incentive' }
  | { by: 'comparison'; retrieval: Retrieval }
  | { by: 'gate'; retrieval: Retrieval; verdict: Verdict };

/**
 * Answers one question from the documents: understood, searched, judged, composed, each figure traced.
 *
 * The last event is always `answer`. What breaks on the way ends in an answer `failed`, or in one made
 * without the broken part and saying so; it is never disguised as "not in the documents".
 */
export async function* answerQuestion(
  given: Question,
  desk: AnswerDesk,
  signal?: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const question = withoutAttempts(given, (attempts) => desk.onAttempt?.(attempts));
  const language = languageOf(question);
  const intent = intentOf(question.text);
  if (intent !== 'question') {
    desk.onDecision?.({ by: 'intent', intent });
    if (intent === 'wish') {
      yield* say(
        await replyToWish({ ...question, history: question.history.filter(isQuestion) }, desk, language),
      );
      return;
    }
    yield* say(fixed(outcomeOf(intent), courtesy(intent, language, desk.about), language));
    return;
  }
  yield { type: 'status', step: 'searching' };
  let retrieval: Retrieval;
  let comparison: Answer | undefined;
  try {
    const asked = { ...question, history: question.history.filter(isQuestion) };
    const estimated = await answerFromIncentives(asked, desk, language);
    if (estimated) {
      desk.onDecision?.({ by: 'incentive' });
      yield* say(estimated);
      return;
    }
    const counted = await answerFromRegisters(asked, desk, language, signal);
    if (counted) {
      desk.onDecision?.({ by: 'register' });
      yield* say(counted);
      return;
    }
    retrieval = await retrieve(asked, desk);
    comparison =
      (await compareSides(asked, retrieval, desk)) ??
      (await clarify(asked, retrieval, desk)) ??
      (await answerParts(asked, retrieval, desk));
  } catch (error) {
    desk.onFailure?.('retrieval', error);
    desk.onDecision?.({ by: 'failure' });
    yield* say(fixed('failed', wordingFor(language).failed(), language));
    return;
  }
  if (retrieval.embeddingFailure) desk.onFailure?.('embedding', retrieval.embeddingFailure);
  if (retrieval.rerankFailure) desk.onFailure?.('reranking', retrieval.rerankFailure);
  yield { type: 'status', step: 'composing' };
  if (comparison) {
    desk.onDecision?.({ by: 'comparison', retrieval });
    yield* say(comparison);
  } else yield* withNamedRow(compose(retrieval, desk, signal), question, desk);
}

async function* compose(
  found: Retrieval,
  desk: AnswerDesk,
  signal: AbortSignal | undefined,
): AsyncGenerator<AnswerEvent> {
  const retrieval = aboutSubject(found);
  const verdict = judge(retrieval);
  desk.onDecision?.({ by: 'gate', retrieval, verdict });
  if (!verdict.open) {
    yield* say(decline(found, verdict.missing, desk.about));
    return;
  }
  const refusal = refuseConversion(retrieval);
  if (refusal) {
    yield* say(refusal);
    return;
  }
  if (!desk.chat) {
    yield* say(extract(retrieval, desk));
    return;
  }
  yield* composeWithModel({
    retrieval,
    chat: desk.chat,
    parkName: desk.about.name,
    signal,
    extract: () => extract(retrieval, desk),
    decline: () => decline(retrieval, NOTHING_NAMED, desk.about),
    onFailure: (error) => desk.onFailure?.('model', error),
  });
}

/** The answer in the documents' own words. */
function extract(retrieval: Retrieval, desk: AnswerDesk): Answer {
  const { language } = retrieval.query;
  const citations = new Citations(language);
  const text = composeExtract(retrieval, citations);
  if (text === undefined) return decline(retrieval, NOTHING_NAMED, desk.about);
  return { outcome: 'answered', text, citations: citations.list, language, composedBy: 'extractive' };
}

/** Courtesies among earlier messages give no question its subject. */
function isQuestion(text: string): boolean {
  const intent = intentOf(text);
  return intent === 'question' || intent === 'wish';
}

function languageOf(question: Question): Language {
  const previous = question.history.at(-1);
  return detectLanguage(question.text, previous === undefined ? undefined : detectLanguage(previous));
}

function outcomeOf(intent: Exclude<ReturnType<typeof intentOf>, 'question'>): Outcome {
  if (intent === 'handoff' || intent === 'wish') return 'handoff';
  return intent === 'instruction' ? 'declined' : 'smalltalk';
}

function fixed(outcome: Outcome, text: string, language: Language): Answer {
  return { outcome, text, citations: [], language, composedBy: 'fixed' };
}

/** A finished answer as events. */
function* say(answer: Answer): Generator<AnswerEvent> {
  yield { type: 'text', delta: answer.text };
  yield { type: 'answer', answer };
}
