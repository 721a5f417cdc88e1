import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { EmbeddingModel } from '../models/model.ts';
import type { EmbeddingCache } from '../store/embedding-cache.ts';

/**
 * Texts asked of the model between two writes to the cache: an ingest that is stopped loses no more than
 * that, and a running server goes on answering in between, also where the model is no endpoint but arithmetic.
 * The model batches further by its own limit.
 */
const TEXTS_PER_WRITE = 256;

/**
 * Unit vectors of passages, one for each text, in order. Only texts that the cache does not know are asked
 * of the model, each once however often it occurs.
 *
 * @throws AppError of the model, or `conflict` where its vectors are not as many as the texts or not of one
 * dimension with those of the cache.
 */
export async function embedPassages(
  texts: readonly string[],
  model: EmbeddingModel,
  cache: EmbeddingCache,
): Promise<Float32Array[]> {
  const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'));
  const textOf = new Map(hashes.map((hash, index) => [hash, texts[index]!]));
  const vectors = new Map(await cache.read(model.identity, [...textOf.keys()]));
  const missing = [...textOf.keys()].filter((hash) => !vectors.has(hash));
  for (let start = 0; start < missing.length; start += TEXTS_PER_WRITE) {
    if (start > 0) await nextTurn();
    const slice = missing.slice(start, start + TEXTS_PER_WRITE);
    const embedded = await model.embed(
      slice.map((hash) => textOf.get(hash)!),
      'passage',
    );
    if (embedded.length !== slice.length) throw wrongCount(model.name, slice.length, embedded.length);
    const fresh = new Map(slice.map((hash, index) => [hash, embedded[index]!]));
    await cache.write(model.identity, fresh);
    for (const [hash, vector] of fresh) vectors.set(hash, vector);
  }
  const result = hashes.map((hash) => vectors.get(hash)!);
  const odd = result.find(({ length }) => length !== result[0]!.length);
  if (odd) throw wrongDimension(model.name, result[0]!.length, odd.length);
  return result;
}

function wrongCount(model: string, asked: number, given: number): AppError {
  return new AppError('conflict', `${model} gave ${given} vectors for ${asked} texts.`, {
    next: 'Check EMBEDDING_MODEL and EMBEDDING_BASE_URL.',
  });
}

function wrongDimension(model: string, first: number, other: number): AppError {
  return new AppError('conflict', `${model} gave vectors of ${first} and of ${other} numbers.`, {
    next: 'A model of that name was changed: give EMBEDDING_MODEL another name, or remove the data folder.',
  });
}
