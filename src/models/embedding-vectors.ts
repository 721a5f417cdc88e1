import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/** The part of an embeddings response that is read. */
interface EmbeddingResponse {
  data?: { index?: number; embedding?: unknown }[];
}

/**
 * Unit vectors in the order of the texts, from a response whose items may come in any.
 *
 * @throws AppError `misconfigured` where it is no embeddings response, `refused` where its vectors cannot be used.
 */
export function readVectors(body: unknown, count: number, endpoint: Endpoint): Float32Array[] {
  const data = (body as EmbeddingResponse | null)?.data;
  if (!Array.isArray(data)) {
    throw new AppError('misconfigured', `${endpoint.host} answered without embeddings.`, {
      next: `Check ${endpoint.variables.url}: it must lead to an OpenAI-compatible API, often ending in /v1.`,
    });
  }
  const vectors = new Map(
    data.map((item, place) => [item?.index ?? place, toUnitVector(item?.embedding, endpoint)]),
  );
  const ordered = Array.from({ length: count }, (_, place) => vectors.get(place));
  if (data.length !== count || ordered.includes(undefined)) {
    throw wrongVectors(endpoint, `sent ${data.length} vectors, not one for each of ${count} texts`);
  }
  return ordered as Float32Array[];
}

/** @throws AppError `refused` when it is not a vector, or has no direction. */
function toUnitVector(embedding: unknown, endpoint: Endpoint): Float32Array {
  const vector = decodeVector(embedding);
  const length = vector ? Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) : 0;
  if (!vector || !(length > 0 && Number.isFinite(length))) {
    throw wrongVectors(endpoint, 'sent something that is not a vector of finite numbers with a direction');
  }
  return vector.map((value) => value / length);
}

/** Numbers as they are, or base64 of little-endian 32-bit floats. */
function decodeVector(embedding: unknown): Float32Array | undefined {
  if (Array.isArray(embedding))
    return embedding.every(Number.isFinite) ? Float32Array.from(embedding) : undefined;
  if (typeof embedding !== 'string') return undefined;
  const bytes = Buffer.from(embedding, 'base64');
  if (bytes.length % 4 !== 0) return undefined;
  return Float32Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readFloatLE(place * 4));
}

/** The error for vectors that cannot be used; `what` completes "The model … ". */
export function wrongVectors({ model, variables }: Endpoint, what: string): AppError {
  return new AppError('refused', `The embedding model "${model}" ${what}.`, {
    next: `Check that ${variables.model} names an embedding model of this endpoint.`,
  });
}
