import { retrieve } from '../../retrieval/retrieve.ts';
import type { Answer, Language, Question } from '../../types.ts';
import type { AnswerDesk } from '../answer.ts';
import { Citations } from '../citations.ts';
import { composeExtract } from '../compose/compose.ts';
import { judge } from '../gate/gate.ts';
import { courtesy, wordingFor } from '../wording.ts';

/**
 * The reply to a wish for more than is published: the published rule where the documents hold it, in their
 * own words, and that anything beyond is for a person to answer. No model words it.
 *
 * A search that fails is told to the desk; the wish goes to a person all the same.
 */
export async function replyToWish(question: Question, desk: AnswerDesk, language: Language): Promise<Answer> {
  const citations = new Citations(language);
  const published = await publishedRule(question, desk, citations);
  const rest = courtesy('wish', language, desk.about);
  const text = published === undefined ? rest : `${wordingFor(language).published(published)}\n${rest}`;
  return { outcome: 'handoff', text, citations: citations.list, language, composedBy: 'fixed' };
}

async function publishedRule(
  question: Question,
  desk: AnswerDesk,
  citations: Citations,
): Promise<string | undefined> {
  try {
    const retrieval = await retrieve(question, desk);
    return judge(retrieval).open ? composeExtract(retrieval, citations) : undefined;
  } catch (error) {
    desk.onFailure?.('retrieval', error);
    return undefined;
  }
}
