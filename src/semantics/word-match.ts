import { fold } from '../language/fold.ts';
import { type WordTable, wordTable } from './table.ts';
import { type Word, wordsIn } from './words.ts';

/** How much of a question a text says, 0 to 1: as a whole, and in that of its sentences which says most. */
export interface Match {
  whole: number;
  sentence: number;
}

/**
 * How much of a question a text says in other words or in the other language: for each word of the question the
 * nearest word of the text (late interaction, as ColBERT's MaxSim, with one vector a word), weighed by rarity.
 * Meant for a dozen candidates of one question.
 *
 * @returns takes a text by its sentences
 */
export function matchWords(
  question: string,
  table: WordTable = wordTable(),
): (sentences: readonly string[]) => Match {
  const words = new Map(wordsIn(fold(question), table).map((word) => [word.text, word]));
  const asked = [...words.values()].filter((word) => weightOf(word, table) >= LEAST_WEIGHT);
  const weights = asked.map((word) => weightOf(word, table));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const vectors = asked.map(({ row }) => (row === undefined ? NO_VECTOR : vectorOf(row, table)));
  const seen = new Map<string, Float32Array>();
  const likenessOf = (word: Word): Float32Array => {
    const known = seen.get(word.text);
    if (known) return known;
    const hasMeaning = word.row !== undefined && weightOf(word, table) >= LEAST_WEIGHT;
    const vector = hasMeaning ? vectorOf(word.row!, table) : NO_VECTOR;
    const likeness = new Float32Array(asked.length);
    for (let at = 0; at < asked.length; at++) {
      likeness[at] = asked[at]!.text === word.text ? 1 : dot(vectors[at]!, vector);
    }
    seen.set(word.text, likeness);
    return likeness;
  };
  const share = (nearest: Float32Array) => {
    let sum = 0;
    for (let at = 0; at < nearest.length; at++) sum += weights[at]! * beyondChance(nearest[at]!);
    return sum / total;
  };
  return (sentences) => {
    const whole = new Float32Array(asked.length);
    let best = 0;
    for (const sentence of sentences) {
      const nearest = new Float32Array(asked.length);
      for (const word of wordsOf(sentence, table)) takeLarger(nearest, likenessOf(word));
      takeLarger(whole, nearest);
      best = Math.max(best, share(nearest));
    }
    return { whole: share(whole), sentence: best };
  };
}

/** The nearest word of a text that does not speak of the thing is still this like it. */
const CHANCE = 0.2;

/** A likeness of two words as what it says beyond chance, 0 to 1. */
export function beyondChance(likeness: number): number {
  return Math.max(0, likeness - CHANCE) / (1 - CHANCE);
}

/** Frequency of a word that counts half. */
const HALF_WEIGHT_FREQUENCY = 3e-4;

/** Words below it are grammar: they cost time and tell no texts apart. */
const LEAST_WEIGHT = 0.1;

function weightOf({ row }: Word, table: WordTable): number {
  if (row === undefined) return 1;
  return HALF_WEIGHT_FREQUENCY / (HALF_WEIGHT_FREQUENCY + Math.exp(-table.rarity(row)));
}

function takeLarger(into: Float32Array, other: Float32Array): void {
  for (let at = 0; at < into.length; at++) if (other[at]! > into[at]!) into[at] = other[at]!;
}

/** Of a word that the table does not know, or that is grammar: it is like no other. */
const NO_VECTOR = new Float32Array(0);

/** The likeness of two words, of vectors of unit length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Numbers of a vector that are compared: the first ones are those in which words differ most. On DRCD and
 * XQuAD, 128 of them put as many paragraphs first as all 384 (bench/retrieval.ts).
 */
const COMPARED_NUMBERS = 128;

/** Vectors of words, and words of sentences, kept until there are too many of either: some tens of megabytes. */
interface Kept {
  vectors: Map<number, Float32Array>;
  words: Map<string, Word[]>;
}
const MOST_KEPT = 20_000;
const keptOf = new WeakMap<WordTable, Kept>();

function keptFor(table: WordTable): Kept {
  const known = keptOf.get(table);
  if (known && known.vectors.size < MOST_KEPT && known.words.size < MOST_KEPT) return known;
  const kept: Kept = { vectors: new Map(), words: new Map() };
  keptOf.set(table, kept);
  return kept;
}

/** The first numbers of a row's vector, of unit length; kept, not to be changed. */
export function vectorOf(row: number, table: WordTable): Float32Array {
  const { vectors } = keptFor(table);
  const known = vectors.get(row);
  if (known) return known;
  const vector = new Float32Array(COMPARED_NUMBERS);
  table.add(row, 1, vector);
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i]! ** 2;
  const scale = 1 / (Math.sqrt(square) || 1);
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  vectors.set(row, vector);
  return vector;
}

/** Words of a sentence in any form, in order; kept, not to be changed. */
export function wordsOf(sentence: string, table: WordTable): Word[] {
  const { words } = keptFor(table);
  const known = words.get(sentence);
  if (known) return known;
  const made = wordsIn(fold(sentence), table);
  words.set(sentence, made);
  return made;
}
