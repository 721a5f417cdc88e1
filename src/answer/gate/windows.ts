import type { AnalysedSentence } from '../../retrieval/reading/passage-analysis.ts';
import type {
  AskedWord,
  RelatedEvidence,
  RelatedPassage,
  RelatedWord,
} from '../../retrieval/reading/related-evidence.ts';

/** Where a passage says most of a question in few words. */
export interface Window {
  /** Share of the question said there, 0 to 1, in its words or in words like them. */
  coverage: number;
  /** How much of each word asked with is said there, 0 to 1. */
  said: Float32Array;
  /** The words there and those just before and after, in which an answer would stand. */
  words: RelatedWord[];
  /** The sentences that reach into it. */
  sentences: AnalysedSentence[];
}

/** Words that a window is wide: a long sentence, or two short ones. */
const WIDTH = 24;
/** Words before and after it in which the answer may stand. */
const MARGIN = 8;
/** Of windows that say equally much the narrower one; worth so much a word. */
const NARROWER = 0.002;

/** The window of each passage, the one that says most first. */
export function windowsOf({ asked, passages }: RelatedEvidence): Window[] {
  const weights = weightsOf(asked);
  return passages
    .flatMap((passage) => bestWindow(passage, weights) ?? [])
    .sort((a, b) => b.coverage - a.coverage);
}

/** A rarity from which on a word says what is asked about. */
const GRAMMAR = 6;

/** How much of a question each of its words is, by its rarity; the weights add up to 1. */
export function weightsOf(asked: readonly AskedWord[]): number[] {
  const masses = massesOf(asked);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => (total > 0 ? mass / total : 1 / masses.length));
}

/** What each word of a question says: its rarity beyond that of grammar. */
export function massesOf(asked: readonly AskedWord[]): number[] {
  return asked.map(({ rarity }) => Math.max(0, rarity - GRAMMAR));
}

function bestWindow({ sentences }: RelatedPassage, weights: readonly number[]): Window | undefined {
  const words = sentences.flatMap((sentence) => sentence.words);
  const hits = words.flatMap(({ likeness }, at) => (likeness ? [{ at, likeness }] : []));
  let best: { start: number; end: number; said: Float32Array; coverage: number; rank: number } | undefined;
  for (const [first, { at: start }] of hits.entries()) {
    const said = new Float32Array(weights.length);
    let end = start;
    for (let i = first; i < hits.length && hits[i]!.at < start + WIDTH; i++) {
      if (takeLarger(said, hits[i]!.likeness)) end = hits[i]!.at;
    }
    const coverage = dot(said, weights);
    const rank = coverage - NARROWER * (end - start);
    if (rank > (best?.rank ?? 0)) best = { start, end, said, coverage, rank };
  }
  if (!best) return undefined;
  const [from, to] = [Math.max(0, best.start - MARGIN), best.end + MARGIN + 1];
  return {
    coverage: best.coverage,
    said: best.said,
    words: words.slice(from, to),
    sentences: reaching(sentences, best.start - MARGIN / 2, best.end + MARGIN / 2),
  };
}

/** The sentences of which a word has a number from `from` to `to`. */
function reaching(sentences: RelatedPassage['sentences'], from: number, to: number): AnalysedSentence[] {
  let start = 0;
  return sentences.flatMap(({ sentence, words }) => {
    const [first, end] = [start, start + words.length];
    start = end;
    return end > from && first <= to ? [sentence] : [];
  });
}

/** Whether any number of `into` grew. */
function takeLarger(into: Float32Array, other: Float32Array): boolean {
  let grew = false;
  for (let i = 0; i < into.length; i++) {
    if (other[i]! <= into[i]!) continue;
    into[i] = other[i]!;
    grew = true;
  }
  return grew;
}

/** How much of a question a stretch of words says, each word asked with by the most like it. */
export function coverageOf(words: readonly RelatedWord[], weights: readonly number[]): number {
  return dot(saidBy(words, weights.length), weights);
}

/** How much of each word asked with a stretch of words says. */
export function saidBy(words: readonly RelatedWord[], asked: number): Float32Array {
  const said = new Float32Array(asked);
  for (const { likeness } of words) if (likeness) takeLarger(said, likeness);
  return said;
}

function dot(values: Float32Array, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0);
}
