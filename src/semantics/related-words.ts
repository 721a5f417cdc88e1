import { fold } from '../language/fold.ts';
import { type WordTable, wordTable } from './table.ts';
import { beyondChance, dot, vectorOf, wordsOf } from './word-match.ts';
import { type Word, wordsIn } from './words.ts';

/** A word that a question asks with. */
export interface AskedWord {
  text: string;
  /** -ln of its frequency in the language at large. */
  rarity: number;
}

/** A word of a text, and how like it is to each of the words asked with, 0 to 1; absent where it is like none. */
export interface RelatedWord extends AskedWord {
  likeness?: Float32Array;
}

/** Words of texts, seen from one question. */
export interface Relation {
  asked: AskedWord[];
  /** The words of a sentence in order. */
  wordsOf(sentence: string): RelatedWord[];
}

/** Rarity of a word that the table does not know: a name, a code, a number. */
const UNKNOWN_RARITY = 16;
/** Words more frequent than that are grammar, and like others by chance: e^-5.9 is three in a thousand. */
const GRAMMAR_RARITY = 5.9;
/** Two words less alike than that have nothing to do with each other. */
const LEAST_LIKENESS = 0.4;

/**
 * Sees texts from the words of a question: which of their words say the same, in any script or in the other
 * language, and how rare each word is.
 */
export function relateWords(question: string, table: WordTable = wordTable()): Relation {
  const words = [...new Map(wordsIn(fold(question), table).map((word) => [word.text, word])).values()];
  const asked = words.map((word) => ({ text: word.text, rarity: rarityOf(word, table) }));
  const seen = new Map<string, RelatedWord>();
  const relate = (word: Word): RelatedWord => {
    const known = seen.get(word.text);
    if (known) return known;
    const rarity = rarityOf(word, table);
    const likeness = Float32Array.from(words, (other) => likenessOf(word, other, rarity, table));
    const isLikeNone = likeness.every((value) => value === 0);
    const related = { text: word.text, rarity, ...(isLikeNone ? {} : { likeness }) };
    seen.set(word.text, related);
    return related;
  };
  return { asked, wordsOf: (sentence) => wordsOf(sentence, table).map(relate) };
}

function rarityOf({ row }: Word, table: WordTable): number {
  return row === undefined ? UNKNOWN_RARITY : Math.min(UNKNOWN_RARITY, table.rarity(row));
}

function likenessOf(word: Word, asked: Word, rarity: number, table: WordTable): number {
  if (word.text === asked.text) return 1;
  if (word.row === undefined || asked.row === undefined || rarity <= GRAMMAR_RARITY) return 0;
  const likeness = dot(vectorOf(word.row, table), vectorOf(asked.row, table));
  return likeness < LEAST_LIKENESS ? 0 : beyondChance(likeness);
}
