import { fold } from '../../language/fold.ts';
import { type AskedWord, type RelatedWord, relateWords } from '../../semantics/related-words.ts';
import type { Evidence } from '../../types.ts';
import { blankQuestionWords } from '../question/question-words.ts';
import type { Retrieval } from '../retrieve.ts';
import { type AnalysedSentence, analysePassage } from './passage-analysis.ts';

export type { AskedWord, RelatedWord } from '../../semantics/related-words.ts';

/** A passage that was read, by its words as a question sees them. */
export interface RelatedPassage {
  evidence: Evidence;
  sentences: { sentence: AnalysedSentence; words: RelatedWord[] }[];
}

/** The words of a question, and the passages read for it, best first. */
export interface RelatedEvidence {
  asked: AskedWord[];
  passages: RelatedPassage[];
}

/** Passages that are looked at: those that were read closely. */
const PASSAGES = 10;

/** The best passages, each word of theirs with how like it is to those of the question. */
export function relateEvidence({ query, evidence }: Retrieval): RelatedEvidence {
  const relation = relateWords(blankQuestionWords(fold(query.text)));
  const read = evidence.slice(0, PASSAGES).filter(({ sentences }) => sentences.length > 0);
  return {
    asked: relation.asked,
    passages: read.map((item) => ({
      evidence: item,
      sentences: analysePassage(item.passage).sentences.map((sentence) => ({
        sentence,
        words: relation.wordsOf(item.passage.text.slice(sentence.start, sentence.end)),
      })),
    })),
  };
}
