import { stemmer } from 'stemmer';
import { fold } from './fold.ts';

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

/** What a token of the text is: one Han character, or a word or number. */
export interface Token {
  text: string;
  han: boolean;
}

/** A letter or two with a number are one name: plant A1, plot B-07, Q3. */
export const CODE = String.raw`[a-z]{1,2}-?\d{1,4}(?![\d.,%a-z])`;

const TOKEN = new RegExp(
  String.raw`\p{Script=Han}|${CODE}|[a-z]+(?:['’][a-z]+)?|\d+(?:,\d{3})*(?:\.\d+)?|[\p{L}\p{N}]+`,
  'gu',
);

/** Tokens of folded text in order; words are stemmed (Porter), thousands separators dropped. */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const [text] of folded.matchAll(TOKEN)) {
    if (HAN_CHARACTER.test(text)) tokens.push({ text, han: true });
    else if (text < ':') tokens.push({ text: text.replaceAll(',', ''), han: false });
    else tokens.push({ text: stem(text), han: false });
  }
  return tokens;
}

const HAN_CHARACTER = /^\p{Script=Han}$/u;
const stems = new Map<string, string>();

/** Porter stem of a lower-case English word; short words and words of other alphabets stay. */
export function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  let stemmed = stems.get(word);
  if (stemmed === undefined) {
    stemmed = stemmer(word);
    stems.set(word, stemmed);
  }
  return stemmed;
}

/**
 * Term ids of tokens. A Han character of the basic plane is its code, a pair is both codes side by
 * side, so neither can collide; a word is a 30-bit hash with the two top bits set, where no pair falls.
 */
export function unigramId(token: Token): number {
  return token.han && token.text.length === 1 ? token.text.charCodeAt(0) : wordId(token.text);
}

export function bigramId(first: Token, second: Token): number {
  if (first.text.length > 1 || second.text.length > 1) return wordId(first.text + second.text);
  return ((first.text.charCodeAt(0) << 16) | second.text.charCodeAt(0)) >>> 0;
}

// FNV-1a, 32 bits, of the UTF-16 code units.
function wordId(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    hash ^= word.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash | 0xc0000000) >>> 0;
}

/** Distinct terms of folded text with how often each stands there, by field. */
export interface TermCounts {
  unigrams: Map<number, number>;
  bigrams: Map<number, number>;
  length: number;
}

/** Counts the terms of `text` in any script; a word or number counts in both fields. */
export function countTerms(text: string): TermCounts {
  const tokens = tokenize(fold(text));
  const unigrams = new Map<number, number>();
  const bigrams = new Map<number, number>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const id = unigramId(token);
    increment(unigrams, id, 1);
    if (!token.han) increment(bigrams, id, 1);
    const next = tokens[i + 1];
    if (token.han && next?.han) increment(bigrams, bigramId(token, next), 1);
  }
  return { unigrams, bigrams, length: tokens.length };
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
