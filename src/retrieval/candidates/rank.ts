import { AppError } from '../../errors.ts';
import { FIRST_WORD } from '../../language/tokens.ts';
import type { DocumentRecord, KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Audience, Passage } from '../../types.ts';
import { type Preference, preferenceFor } from '../question/preference.ts';
import type { Query } from '../question/query.ts';
import { type Sentence, sentencesOf } from '../reading/sentences.ts';
import type { WeighedUnit } from './coverage.ts';
import { type Candidate, fusedScore } from './fuse.ts';
import type { FusionWeights } from './fusion-weights.ts';
import { Matcher } from './matcher.ts';

/**
 * Weights of what the best sentence, and the best two in a row, hold of the question, beside an index score whose
 * best is 1 (bench/fit-ranking.ts; flat between 0.4 and 0.8).
 */
export const WINDOW_WEIGHTS = { single: 0.6, double: 0.4 };

/** A passage with its rank among those found. */
export interface Ranked {
  passage: Passage;
  document: DocumentRecord;
  /** Comparable within one question only. */
  score: number;
  /** What the question says of where its answer stands; part of `score`. */
  preferred: number;
  /** Signals fused, each signal, and the windows: see `Evidence.signals`. */
  signals: {
    index: number;
    sparse: number;
    dense: number;
    single: number;
    double: number;
    /** What likeness adds to the score; absent where passages were not compared word by word. */
    likeness?: number;
    reranked?: number;
  };
}

/** What ranking needs to know of a question and its asker. */
export interface RankOptions {
  query: Query;
  units: readonly WeighedUnit[];
  audiences: readonly Audience[];
  preference: Preference;
  weights: FusionWeights;
}

/**
 * Passages in the order in which they speak of the question, best first: by words and vectors, and by the most of
 * the question that stands in one sentence or two.
 *
 * @throws AppError `conflict` where the index gave a passage that none of the audiences may see
 */
export async function rank(
  candidates: readonly Candidate[],
  options: RankOptions,
  store: KnowledgeStore,
): Promise<Ranked[]> {
  const known = await store.passages(candidates.map(({ id }) => id));
  const matcher = new Matcher(options.units);
  const ranked = candidates.flatMap((candidate) => {
    const found = known.get(candidate.id);
    if (!found) return [];
    if (!options.audiences.includes(found.document.source.audience)) throw misfiled(found.document.id);
    return [weigh(candidate, found, matcher, options)];
  });
  return ranked.sort(byScore);
}

/** Best first; equals in the order of the document. */
export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.passage.ordinal - b.passage.ordinal || (a.passage.id < b.passage.id ? -1 : 1);
}

/** Ranks one passage. `candidate` may be made up for a passage that was not searched but stands beside one. */
export function weigh(
  candidate: Candidate,
  { passage, document }: { passage: Passage; document: DocumentRecord },
  matcher: Matcher,
  { query, preference, weights }: RankOptions,
): Ranked {
  const sentences = sentencesOf(passage);
  const isCross = (query.language === 'en') !== isEnglish(sentences);
  const index = fusedScore(candidate, isCross ? weights.cross : weights.same);
  const { single, double } = matcher.bestWindows(sentences);
  const preferred = preferenceFor(passage, document, preference);
  return {
    passage,
    document,
    score: index + WINDOW_WEIGHTS.single * single + WINDOW_WEIGHTS.double * double + preferred,
    preferred,
    signals: { index, sparse: candidate.sparse, dense: candidate.dense, single, double },
  };
}

/** Whether words outweigh Han characters: an English passage may name a park in Chinese as well. */
function isEnglish(sentences: readonly Sentence[]): boolean {
  let terms = 0;
  let words = 0;
  for (const { sequence } of sentences) {
    terms += sequence.length;
    for (let at = 0; at < sequence.length; at++) if (sequence[at]! >= FIRST_WORD) words++;
  }
  return 2 * words > terms;
}

/** What the store holds and what the index let through are at odds: better no answer than a leak. */
function misfiled(document: string): AppError {
  return new AppError('conflict', `The index files a passage of ${document} under another audience.`, {
    next: 'Run `luodi ingest` again.',
  });
}
