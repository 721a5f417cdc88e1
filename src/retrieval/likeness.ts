import { fold } from '../language/fold.ts';
import { splitSentences } from '../language/sentences.ts';
import { type Match, matchWords } from '../semantics/word-match.ts';
import type { Passage } from '../types.ts';
import { keeping } from './keeping.ts';
import { blankQuestionWords } from './question-words.ts';
import { byScore, type Ranked } from './rank.ts';

/** Passages whose words are compared one by one: the right one is hardly ever further down. */
const COMPARED = 12;
/** Weights of the likeness of a passage and of its best sentence, beside an index score whose best is 1. */
export const LIKENESS_WEIGHTS = { whole: 0.8, sentence: 0.8 };

/** How much of a question a passage says, in whatever words. */
export type Likeness = (passage: Passage) => Match;

/** The likeness of passages to one question, by the meanings of words that ship. */
export function likenessTo(question: string): Likeness {
  const match = matchWords(blankQuestionWords(fold(question)));
  return (passage) => match(sentencesOf(passage));
}

const sentencesOf = keeping(({ text }: Pick<Passage, 'text'>) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end)),
);

/** The ranking with the likeness of its best passages; they stay before the others. */
export function rankByLikeness(ranked: readonly Ranked[], likeness: Likeness | undefined): Ranked[] {
  if (!likeness) return [...ranked];
  const compared = ranked.slice(0, COMPARED).map((entry) => withLikeness(entry, likeness));
  return [...compared.sort(byScore), ...ranked.slice(COMPARED)];
}

/** A passage whose rank counts its likeness. */
export function withLikeness(entry: Ranked, likeness: Likeness): Ranked {
  const { whole, sentence } = likeness(entry.passage);
  const alike = LIKENESS_WEIGHTS.whole * whole + LIKENESS_WEIGHTS.sentence * sentence;
  return { ...entry, score: entry.score + alike, signals: { ...entry.signals, likeness: alike } };
}
