import type { EmbeddingModel } from '../../src/models/model.ts';

const DIMENSIONS = 384;
const LONGEST = 3;
/** FNV-1a (Fowler, Noll, Vo), 32 bits. */
const OFFSET_BASIS = 0x811c_9dc5;
const PRIME = 0x0100_0193;

/**
 * Stands in for a model where there is none: runs of one to three characters, each hashed to a place and a sign
 * (Weinberger et al., Feature Hashing, 2009). The kind of fake that a tutorial's tests begin with.
 */
export const hashedCharacters: EmbeddingModel = {
  name: 'hashed characters',
  identity: 'hashed characters',
  embed: async (texts) => texts.map(vectorOf),
};

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  const characters = [...text.toLowerCase()];
  for (let start = 0; start < characters.length; start += 1) {
    for (let length = 1; length <= LONGEST && start + length <= characters.length; length += 1) {
      const hash = hashOf(characters.slice(start, start + length).join(''));
      vector[(hash >>> 1) % DIMENSIONS]! += hash & 1 ? 1 : -1;
    }
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

function hashOf(text: string): number {
  let hash = OFFSET_BASIS;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return (hash ^ (hash >>> 15)) >>> 0;
}
