import { splitSentences } from '../language/sentences.ts';
import { termSequence } from '../language/tokens.ts';
import type { Passage } from '../types.ts';
import { keeping } from './keeping.ts';

/** Term ids of each sentence of a passage, in order. A row of a table is one sentence: its value stands behind the semicolon. */
export const sentenceSequences = keeping((passage: Pick<Passage, 'text' | 'kind'>): Uint32Array[] =>
  passage.kind === 'table-row'
    ? [termSequence(passage.text)]
    : splitSentences(passage.text).map(({ start, end }) => termSequence(passage.text.slice(start, end))),
);
