import type { Evidence } from '../../types.ts';
import { withoutTitle } from '../citations.ts';

/** Passages given to a model; more cost tokens and distract it. */
const MOST_PASSAGES = 8;
/** A passage up to this many characters is given whole. */
const SHORT_PASSAGE = 100;
/** Sentences given of a longer one: of the first passages, and of those behind them. */
const SENTENCES = { first: 3, behind: 1 };
const FIRST = 2;
/** A Latin character carries less than a Han character. */
const LATIN_FACTOR = 3;

/** The evidence that is given to a model, best first. */
export function evidenceForModel(evidence: readonly Evidence[]): Evidence[] {
  return evidence.slice(0, MOST_PASSAGES);
}

/**
 * What of a passage a model is shown: the words that open its list, and all of a short passage; of a long
 * one the first sentence, which names what it is about, and the best for the question, in their order.
 *
 * @param rank of the passage among those given, from 0
 */
export function excerptOf({ passage, lead, sentences }: Evidence, rank: number): string {
  const opening = lead ? `${lead.text.trim()}\n` : '';
  const { text } = passage;
  const shortest = /\p{Script=Han}/u.test(text) ? SHORT_PASSAGE : SHORT_PASSAGE * LATIN_FACTOR;
  const wanted = rank < FIRST ? SENTENCES.first : SENTENCES.behind;
  if (text.length <= shortest || sentences.length <= wanted + 1) return opening + text.trim();
  const inOrder = [...sentences].sort((a, b) => a.start - b.start);
  const given = new Set([inOrder[0], ...sentences.slice(0, wanted)]);
  const pieces = inOrder.map((span) => (given.has(span) ? text.slice(span.start, span.end).trim() : '…'));
  return opening + pieces.join('').replace(/…+/g, '…');
}

/**
 * Where a passage stands, as a model needs it: the document's title where no passage before it has given that,
 * its headings and the table's name. Pages and paragraphs are for people.
 */
export function placeOf({ passage, document }: Evidence, before: readonly Evidence[]): string {
  const isNamed = before.some((other) => other.document.id === document.id);
  const { headingPath, table } = withoutTitle(passage.locator, document.title);
  const heading = headingPath.join(' › ');
  return [isNamed ? '' : document.title, heading, table].filter(Boolean).join(' · ');
}
