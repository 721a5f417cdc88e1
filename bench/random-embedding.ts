import type { EmbeddingModel } from '../src/models/model.ts';
import { createRandom } from './fill.ts';

/** Unit vectors that mean nothing, the same for the same text: how long comparing them takes is all that is asked. */
export function randomEmbedding(dimension: number): EmbeddingModel {
  return {
    name: 'random',
    identity: `random-${dimension}`,
    embed: async (texts) => texts.map((text) => randomUnit(text, dimension)),
  };
}

function randomUnit(text: string, dimension: number): Float32Array {
  let seed = 0;
  for (let at = 0; at < text.length; at += 1) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) | 0;
  const random = createRandom(seed);
  const vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
