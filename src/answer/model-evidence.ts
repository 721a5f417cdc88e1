import type { Evidence } from '../types.ts';

/** Passages given to the model; more cost tokens and distract it. */
const MOST_PASSAGES = 6;
/** A passage whose best sentence scores less than this share of the best passage's is not given. */
const SCORE_SHARE = 0.3;
/** A passage up to this many characters is given whole. */
const SHORT_PASSAGE = 140;
/** Sentences of a longer one that are given beside its first. */
const SENTENCES = 3;
/** A Latin character carries less than a Han character. */
const LATIN_FACTOR = 3;

/** The evidence that is given to a model, best first. */
export function evidenceForModel(evidence: readonly Evidence[]): Evidence[] {
  const best = bestScore(evidence[0]);
  return evidence.slice(0, MOST_PASSAGES).filter((item) => bestScore(item) >= SCORE_SHARE * best);
}

function bestScore(item: Evidence | undefined): number {
  return item?.sentences[0]?.score ?? 0;
}

/**
 * What of a passage a model is shown: the words that open its list, and all of a short passage; of a long
 * one the first sentence, which names what it is about, and the best for the question, in their order.
 */
export function excerptOf({ passage, lead, sentences }: Evidence): string {
  const opening = lead ? `${lead.text.trim()}\n` : '';
  const { text } = passage;
  const shortest = /\p{Script=Han}/u.test(text) ? SHORT_PASSAGE : SHORT_PASSAGE * LATIN_FACTOR;
  if (text.length <= shortest || sentences.length <= SENTENCES + 1) return opening + text.trim();
  const inOrder = [...sentences].sort((a, b) => a.start - b.start);
  const given = new Set([inOrder[0], ...sentences.slice(0, SENTENCES)]);
  const pieces = inOrder.map((span) => (given.has(span) ? text.slice(span.start, span.end).trim() : '…'));
  return opening + pieces.join('').replace(/…+/g, '…');
}
