import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { EndpointRefusal } from './endpoint-errors.ts';

/** The part of an embeddings response that is read. */
export interface EmbeddingResponse {
  data?: { index?: number; embedding?: unknown }[];
}

/** Sends one request for `texts` and gives back the body of the response, whatever it is. */
export type SendBatch = (texts: string[], signal: AbortSignal) => Promise<unknown>;

/** Batches of one endpoint: the size goes down for good once the endpoint finds it too large. */
export interface BatchSize {
  current: number;
}

/**
 * Embeds `texts` in batches, at most `concurrency` at a time, and gives the vectors in their order.
 * A batch that is refused as too large is halved and sent again.
 *
 * @throws AppError the first failure; the batches under way are then abandoned.
 */
export async function embedInBatches(
  texts: readonly string[],
  work: { size: BatchSize; concurrency: number; send: SendBatch; endpoint: Endpoint },
): Promise<Float32Array[]> {
  const { size, endpoint } = work;
  const vectors = new Array<Float32Array>(texts.length);
  const failed = new AbortController();
  let next = 0;

  async function embedRange(start: number, end: number): Promise<void> {
    try {
      const body = await work.send(texts.slice(start, end), failed.signal);
      for (const [offset, vector] of readVectors(body, end - start, endpoint).entries()) {
        vectors[start + offset] = vector;
      }
    } catch (error) {
      if (end - start === 1 || !isTooLarge(error)) throw error;
      const middle = start + Math.ceil((end - start) / 2);
      size.current = Math.min(size.current, middle - start);
      await embedRange(start, middle);
      await embedRange(middle, end);
    }
  }

  async function takeBatches(): Promise<void> {
    while (next < texts.length && !failed.signal.aborted) {
      const start = next;
      next = Math.min(start + size.current, texts.length);
      await embedRange(start, next);
    }
  }

  const workers = Array.from({ length: work.concurrency }, () =>
    takeBatches().catch((error) => {
      if (!failed.signal.aborted) failed.abort(error);
    }),
  );
  await Promise.all(workers);
  failed.signal.throwIfAborted();
  return vectors;
}

/**
 * How endpoints say that a request holds too many texts: 413 (Text Embeddings Inference, SiliconFlow), or
 * 400 with words such as "batch size is invalid, it should not be larger than 10" (DashScope),
 * "Too many inputs" (Azure) and "'$.input' is invalid" (OpenAI).
 */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof EndpointRefusal)) return false;
  if (error.status === 413) return true;
  return (
    [400, 422].includes(error.status) && /batch|too (many|large|long)|\$\.input|at most/i.test(error.said)
  );
}

/** Unit vectors in the order of the texts, from a response whose items may come in any. */
function readVectors(body: unknown, count: number, endpoint: Endpoint): Float32Array[] {
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
