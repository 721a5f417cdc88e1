import { fold } from '../language/fold.ts';
import type { EmbeddingModel } from '../models/model.ts';
import { type WordTable, wordTable } from './table.ts';
import { wordsIn } from './words.ts';

/**
 * The embedding that ships: no key, no server, the same space for Chinese in either script and English. The
 * table is read at the first text. Docs: `docs/semantic-index.md`.
 */
export function createStaticEmbedding(): EmbeddingModel {
  return {
    name: 'luodi-static-1',
    identity: 'luodi-static-1',
    async embed(texts) {
      const table = wordTable();
      return texts.map((text) => embedText(text, table));
    },
  };
}

/** Frequency of a word that counts half; one a tenth as frequent counts nearly in full (a / (a + p)). */
const HALF_WEIGHT_FREQUENCY = 5e-4;
/** What a word counts that the table does not know, a number or a rare name. */
const UNKNOWN_WEIGHT = 0.6;

/**
 * Unit vector of a text: its words' vectors, each weighed by its rarity, added up. Words that the table does
 * not know have directions of their own, so that texts sharing one are nearer. A text without a letter or digit
 * has the direction of the empty word.
 */
export function embedText(text: string, table: WordTable): Float32Array {
  const sum = new Float32Array(table.dimensions);
  for (const { text: word, row } of wordsIn(fold(text), table)) {
    if (row === undefined) addDirection(word, UNKNOWN_WEIGHT, sum);
    else table.add(row, HALF_WEIGHT_FREQUENCY / (HALF_WEIGHT_FREQUENCY + Math.exp(-table.rarity(row))), sum);
  }
  if (sum.every((value) => value === 0)) addDirection('', 1, sum);
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

/** Adds a vector of length `weight` whose signs are drawn from the word itself (FNV-1a, then xorshift32). */
function addDirection(word: string, weight: number, sum: Float32Array): void {
  let state = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) state = Math.imul(state ^ word.charCodeAt(i), 0x01000193);
  state ||= 1;
  const step = weight / Math.sqrt(sum.length);
  for (let i = 0; i < sum.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    sum[i]! += state < 0 ? -step : step;
  }
}
