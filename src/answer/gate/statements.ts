import { fold } from '../../language/fold.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { type Chosen, selectSentences } from '../compose/select.ts';
import { trimSentence } from '../compose/trim.ts';

/** What would be said of a sentence, and what stands over it, folded. */
export interface Statement {
  chosen: Chosen;
  text: string;
  over: string;
}

/** What an answer would say, the best sentence first. Only that counts: another member of a list may speak of what is asked. */
export function statementsOf(retrieval: Retrieval, best: Chosen): Statement[] {
  const others = selectSentences(retrieval).filter(({ sentence }) => sentence !== best.sentence);
  return [best, ...others].map((chosen) => statementOf(chosen, retrieval));
}

/** What an answer would say of one sentence. */
export function statementOf(chosen: Chosen, { query, units }: Retrieval): Statement {
  const { sentence, evidence } = chosen;
  const text = evidence.passage.text.slice(sentence.start, sentence.end);
  return { chosen, text: fold(trimSentence(text, units, query)), over: over(chosen) };
}

function over({ evidence }: Chosen): string {
  const { locator } = evidence.passage;
  return fold([...locator.headingPath, locator.table ?? '', evidence.lead?.text ?? ''].join('\n'));
}
