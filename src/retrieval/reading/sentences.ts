import { splitSentences } from '../../language/sentences.ts';
import { termSequence } from '../../language/tokens.ts';
import type { Passage, Span } from '../../types.ts';
import { keeping } from './keeping.ts';

/** A sentence of a passage, as passages are ranked by it. */
export interface Sentence extends Span {
  text: string;
  /** Ids of its terms in order (`termSequence`). */
  sequence: Uint32Array;
}

/** At about 2.5 KB a passage, 25 MB. */
const MOST_KEPT = 10_000;

/** The sentences of a passage, in order. A row of a table is one: its value stands behind the semicolon. */
export const sentencesOf = keeping(MOST_KEPT, (passage: Pick<Passage, 'text' | 'kind'>): Sentence[] => {
  const { text, kind } = passage;
  const spans = kind === 'table-row' ? [{ start: 0, end: text.length }] : splitSentences(text);
  return spans.map(({ start, end }) => {
    const sentence = text.slice(start, end);
    return { start, end, text: sentence, sequence: termSequence(sentence) };
  });
});
