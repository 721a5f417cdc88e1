import { createHash } from 'node:crypto';
import type { EmbeddingModel } from '../../src/models/model.ts';

const DIMENSION = 256;

/**
 * A model that needs nothing: each pair of characters counts at a place and with a sign that its hash says, so that
 * texts that share pairs are near each other. The same on every machine.
 */
export const HASH_EMBEDDING: EmbeddingModel = {
  name: 'hash',
  identity: `hash-${DIMENSION}`,
  embed: async (texts) => texts.map(embed),
};

function embed(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION);
  const characters = [...text];
  for (let at = 1; at < characters.length; at += 1) {
    const hash = createHash('md5')
      .update(characters.slice(at - 1, at + 1).join(''))
      .digest();
    vector[hash[0]!]! += hash[1]! < 128 ? 1 : -1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
