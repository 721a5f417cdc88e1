import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Answer } from '../types.ts';
import { Citations } from './citations.ts';
import { statement } from './compose/compose.ts';
import { selectSentences } from './compose/select.ts';
import { wordingFor } from './wording.ts';

/**
 * Declines to give an amount in money in which the documents do not give it, and says what they give: a rate of
 * exchange is in no document, and its day would be another one.
 *
 * @returns `undefined` where no foreign money is asked for, or the documents have it
 */
export function refuseConversion(retrieval: Retrieval): Answer | undefined {
  const { currency, language } = retrieval.query;
  if (currency === undefined) return undefined;
  const chosen = selectSentences(retrieval);
  const best = chosen.find(({ sentence }) => sentence.figures.some(({ unit }) => unit === 'CNY'));
  const has = chosen.some(({ sentence }) => sentence.figures.some(({ unit }) => unit === currency));
  if (has || !best) return undefined;
  const citations = new Citations(language);
  const said = statement(best, retrieval, citations);
  const text = `${wordingFor(language).noCurrency(currency, said)}${language === 'en' ? '.' : '。'}`;
  return { outcome: 'declined', text, citations: citations.list, language, composedBy: 'extractive' };
}
