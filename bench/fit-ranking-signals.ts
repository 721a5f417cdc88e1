import { type Ranked, WINDOW_WEIGHTS } from '../src/retrieval/candidates/rank.ts';
import { type Search, search } from '../src/retrieval/candidates/search.ts';
import type { Match } from '../src/semantics/word-match.ts';
import { type FitSet, paragraphOf, rankOfRight } from './fit-ranking-sets.ts';
import { asQuestion } from './library.ts';

/** What is known of a passage that was found for a question, each signal as ranking has it. */
export interface SignalsFound {
  paragraph: number;
  sparse: number;
  dense: number;
  single: number;
  double: number;
  /** What it says of the question in other words; 0 where it was not compared. */
  whole: number;
  sentence: number;
  /** Part of the score that none of the weights changes. */
  rest: number;
}

/** A question's candidates, and the paragraphs that answer it. */
export interface Judged {
  candidates: readonly SignalsFound[];
  relevant: ReadonlySet<number>;
}

export interface SignalWeights {
  single: number;
  double: number;
  dense: number;
  whole: number;
  sentence: number;
}

/** A search with its question's right paragraphs, and its candidates by their signals, in the order of `ranked`. */
export interface Asked extends Search, Judged {}

/**
 * Asks every question once.
 * @throws what the embedding model threw: the product goes on without it, a measurement must not
 */
export async function* searchAll({ questions, library }: FitSet): AsyncGenerator<Asked> {
  for (const { text, relevant } of questions) {
    const found = await search(asQuestion(text), library);
    if (found.embeddingFailure) throw found.embeddingFailure;
    yield { ...found, candidates: found.ranked.map((entry) => signalsOf(entry, found)), relevant };
  }
}

const NOT_COMPARED: Match = { whole: 0, sentence: 0 };

function signalsOf({ passage, document, score, signals }: Ranked, { likeness }: Search): SignalsFound {
  const { index, sparse, dense, single, double } = signals;
  const isCompared = likeness !== undefined && signals.likeness !== undefined;
  const { whole, sentence } = isCompared ? likeness(passage) : NOT_COMPARED;
  const windows = WINDOW_WEIGHTS.single * single + WINDOW_WEIGHTS.double * double;
  const rest = score - index - windows - (signals.likeness ?? 0);
  return { paragraph: paragraphOf(document.id), sparse, dense, single, double, whole, sentence, rest };
}

export async function collectSignals(set: FitSet): Promise<Judged[]> {
  const judged: Judged[] = [];
  for await (const { candidates, relevant } of searchAll(set)) judged.push({ candidates, relevant });
  return judged;
}

/** Rank of the first paragraph that answers, as `rankOfRight` has it. */
export function rankUnder({ candidates, relevant }: Judged, weights: SignalWeights): number {
  const scored = candidates.map((candidate) => ({
    paragraph: candidate.paragraph,
    score: scoreOf(candidate, weights),
  }));
  return rankOfRight(scored, relevant);
}

function scoreOf(found: SignalsFound, weights: SignalWeights): number {
  const windows = weights.single * found.single + weights.double * found.double;
  const likeness = weights.whole * found.whole + weights.sentence * found.sentence;
  return found.sparse + weights.dense * found.dense + windows + likeness + found.rest;
}
