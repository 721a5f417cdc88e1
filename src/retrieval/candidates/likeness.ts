import { fold } from '../../language/fold.ts';
import { type Match, matchWords } from '../../semantics/word-match.ts';
import type { Passage } from '../../types.ts';
import { blankQuestionWords } from '../question/question-words.ts';
import { sentencesOf } from '../reading/sentences.ts';
import { byScore, type Ranked } from './rank.ts';

/** Passages whose words are compared before an answer is looked for: the right one is hardly ever further down. */
const COMPARED = 8;
/** How far behind the first a passage may be for likeness to bring it to the front. */
const REACH = 0.8;
/** Weights of the likeness of a passage and of its best sentence, beside an index score whose best is 1. */
export const LIKENESS_WEIGHTS = { whole: 0.8, sentence: 0.8 };

/** How much of a question a passage says, in whatever words. */
export type Likeness = (passage: Passage) => Match;

/** The likeness of passages to one question, by the meanings of words that ship. */
export function likenessTo(question: string): Likeness {
  const match = matchWords(blankQuestionWords(fold(question)));
  return (passage) => match(sentencesOf(passage).map(({ text }) => text));
}

/** The ranking with the likeness of those passages that it can bring to the front; they stay before the others. */
export function rankByLikeness(ranked: readonly Ranked[], likeness: Likeness | undefined): Ranked[] {
  if (!likeness) return [...ranked];
  const least = (ranked[0]?.score ?? 0) - REACH;
  const near = ranked.slice(0, COMPARED).filter(({ score }) => score >= least);
  // Alone at the front, a passage stays there whatever it says.
  if (near.length === 1) return [...ranked];
  const compared = near.map((entry) => withLikeness(entry, likeness));
  return [...compared.sort(byScore), ...ranked.slice(near.length)];
}

/** A passage whose rank counts its likeness. */
export function withLikeness(entry: Ranked, likeness: Likeness | undefined): Ranked {
  if (!likeness || entry.signals.likeness !== undefined) return entry;
  const { whole, sentence } = likeness(entry.passage);
  const alike = LIKENESS_WEIGHTS.whole * whole + LIKENESS_WEIGHTS.sentence * sentence;
  return { ...entry, score: entry.score + alike, signals: { ...entry.signals, likeness: alike } };
}
