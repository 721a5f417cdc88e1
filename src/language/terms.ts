import { FIRST_WORD, pairId, termSequence } from './tokens.ts';

/**
 * Terms: what search counts. Han text gives single characters and pairs of neighbours; everything
 * else gives whole words and numbers. No segmenter: pairs and characters as separate fields beat
 * words from a dictionary on every Chinese set that was measured.
 */
export interface SparseTerms {
  /** Unsigned 32-bit term ids, ascending, unique. */
  terms: Uint32Array;
  weights: Float32Array;
}

// BM25 by field (k1, b), and the length a field is measured against. The averages are constants, not
// the corpus's own, so that an entry's weights never change when other documents come and go: an index
// on a server keeps them as they are. 150 is the usual length of a passage, which is cut to 280 characters.
const UNIGRAMS = { k1: 1.2, b: 0.75, averageLength: 150 };
const BIGRAMS = { k1: 0.9, b: 0.65, averageLength: 150 };

/** How much a term of the title or heading path counts beside one of the passage itself. */
const CONTEXT_WEIGHT = 0.4;

/** Distinct terms of folded text with how often each stands there, by field. */
export interface TermCounts {
  unigrams: Map<number, number>;
  bigrams: Map<number, number>;
  length: number;
}

/** Counts the terms of `text` in any script; a word or number counts in both fields. */
export function countTerms(text: string): TermCounts {
  const sequence = termSequence(text);
  const unigrams = new Map<number, number>();
  const bigrams = new Map<number, number>();
  for (let i = 0; i < sequence.length; i++) {
    const id = sequence[i]!;
    const next = sequence[i + 1]!;
    increment(unigrams, id, 1);
    if (id >= FIRST_WORD) increment(bigrams, id, 1);
    else if (next < FIRST_WORD) increment(bigrams, pairId(id, next), 1);
  }
  return { unigrams, bigrams, length: sequence.length };
}

/**
 * Weights of a passage's terms: BM25 without the inverse document frequency, which the index multiplies in.
 *
 * @param text the passage, any script
 * @param context its title, heading path, document number and zone; found too, at a lower weight
 */
export function passageTerms(text: string, context = ''): SparseTerms {
  const counts = countTerms(text);
  const around = context ? countTerms(context) : undefined;
  const weights = new Map<number, number>();
  addField({
    weights,
    field: UNIGRAMS,
    counts: counts.unigrams,
    length: counts.length,
    context: around?.unigrams,
  });
  addField({
    weights,
    field: BIGRAMS,
    counts: counts.bigrams,
    length: counts.length,
    context: around?.bigrams,
  });
  return toSparse(weights);
}

function addField(options: {
  weights: Map<number, number>;
  field: { k1: number; b: number; averageLength: number };
  counts: Map<number, number>;
  length: number;
  context: Map<number, number> | undefined;
}): void {
  const { weights, field, counts, length, context } = options;
  const norm = field.k1 * (1 - field.b + (field.b * length) / field.averageLength);
  for (const [term, count] of counts) {
    const frequency = count + (context?.has(term) ? CONTEXT_WEIGHT : 0);
    increment(weights, term, (frequency * (field.k1 + 1)) / (frequency + norm));
  }
  for (const term of context?.keys() ?? []) {
    if (counts.has(term)) continue;
    increment(weights, term, (CONTEXT_WEIGHT * (field.k1 + 1)) / (CONTEXT_WEIGHT + norm));
  }
}

/** A sparse vector from weights by term id. */
export function toSparse(weights: ReadonlyMap<number, number>): SparseTerms {
  const terms = Uint32Array.from(weights.keys()).sort();
  return { terms, weights: Float32Array.from(terms, (term) => weights.get(term)!) };
}

function increment(map: Map<number, number>, key: number, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}
