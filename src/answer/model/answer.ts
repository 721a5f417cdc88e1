import { inScriptOf } from '../../language/detect.ts';
import type { ChatMessage, ChatModel } from '../../models/model.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Answer, AnswerEvent, Evidence } from '../../types.ts';
import { withoutMarks } from '../../verification/marks.ts';
import { joinStatements } from '../compose/compose.ts';
import { validityRemarks } from '../compose/validity.ts';
import { wordingFor } from '../wording.ts';
import { checkStatement } from './check.ts';
import { Draft } from './draft.ts';
import { evidenceForModel } from './evidence.ts';
import { ANSWER_FORM } from './json.ts';
import { answerPrompt, NOT_IN_DOCUMENTS, secondPrompt } from './prompt.ts';
import { statementsOf } from './statements.ts';

/** An answer is short; a model that goes on is stopped. */
const LONGEST_ANSWER = 1200;
/** So is one of whose statements this many may not be shown. */
const MOST_FALLEN = 6;

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
 * Lets a chat model word the answer from the evidence and shows each statement once it is verified. Others
 * are put right or left out; where what remains does not answer, the model is told why and asked once more.
 *
 * A model that fails, or that fails to answer twice, ends in the extract with a notice.
 */
export async function* composeWithModel(options: ModelAnswerOptions): AsyncGenerator<AnswerEvent> {
  const { retrieval, parkName } = options;
  const wording = wordingFor(retrieval.query.language);
  const evidence = evidenceForModel(retrieval.evidence);
  const spent = new Spent();
  const replace = (answer: Answer, draft: Draft) => instead(spent.on(answer), draft.text);
  let messages = answerPrompt(retrieval, evidence, parkName);
  for (let isSecond = false; ; isSecond = true) {
    const draft = new Draft(retrieval.query);
    try {
      yield* write(draft, { options, evidence, messages, spent });
    } catch (error) {
      options.onFailure?.(error);
      yield* replace({ ...options.extract(), notice: wording.modelFailed() }, draft);
      return;
    }
    if (draft.declined && !draft.text) {
      yield* replace(options.decline(), draft);
      return;
    }
    if (draft.answers()) {
      yield* finish(draft, retrieval, spent);
      return;
    }
    if (isSecond) {
      yield* replace({ ...options.extract(), notice: wording.modelUnverified() }, draft);
      return;
    }
    if (draft.text) yield { type: 'reset' };
    messages = secondPrompt(messages, draft.reply(), draft.findings());
  }
}

interface Writing {
  options: ModelAnswerOptions;
  evidence: readonly Evidence[];
  messages: readonly ChatMessage[];
  spent: Spent;
}

/** Reads one reply into a draft, giving out each statement that stands. */
async function* write(
  draft: Draft,
  { options: { chat, signal }, evidence, messages, spent }: Writing,
): AsyncGenerator<AnswerEvent> {
  const onUsage = spent.add.bind(spent);
  const { language } = draft.citations;
  for await (const raw of statementsOf(chat.stream(messages, { signal, form: ANSWER_FORM, onUsage }))) {
    if (withoutMarks(raw).replace(/\W+/g, '') === NOT_IN_DOCUMENTS) {
      draft.declined = true;
      return;
    }
    const checked = checkStatement(raw, { evidence, language, shown: draft.text });
    if (checked && 'fault' in checked) draft.leaveOut(checked.body, checked.fault);
    else if (checked) {
      const delta = draft.take(inScriptOf(language, checked.body), checked.cited);
      if (delta) yield { type: 'text', delta };
    }
    if (draft.repeated || draft.text.length > LONGEST_ANSWER || draft.fallen >= MOST_FALLEN) return;
  }
}

function* finish(draft: Draft, { question }: Retrieval, spent: Spent): Generator<AnswerEvent> {
  const { citations, text } = draft;
  const { language } = citations;
  const remarks = validityRemarks(text, citations, question);
  const more = remarks.length > 0 ? `\n${joinStatements(remarks, language)}` : '';
  if (more) yield { type: 'text', delta: more };
  const answer = { outcome: 'answered', composedBy: 'model' } as const;
  yield {
    type: 'answer',
    answer: spent.on({ ...answer, text: text + more, citations: citations.list, language }),
  };
}

function* instead(answer: Answer, shown: string): Generator<AnswerEvent> {
  if (shown) yield { type: 'reset' };
  yield { type: 'text', delta: answer.text };
  yield { type: 'answer', answer };
}

/** What the replies for one answer took together, as far as the endpoint said. */
class Spent {
  #tokens: Answer['tokens'];

  add({ prompt, completion }: NonNullable<Answer['tokens']>): void {
    const before = this.#tokens ?? { prompt: 0, completion: 0 };
    this.#tokens = { prompt: before.prompt + prompt, completion: before.completion + completion };
  }

  on(answer: Answer): Answer {
    return this.#tokens ? { ...answer, tokens: this.#tokens } : answer;
  }
}
