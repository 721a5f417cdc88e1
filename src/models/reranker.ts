import { AppError } from '../errors.ts';
import { askInBatches } from './batches.ts';
import { describeEndpoint, type Endpoint } from './endpoint.ts';
import type { Reranker } from './model.ts';
import { askPatiently, type Clockwork, type Patience } from './patience.ts';
import { readScores } from './rerank-scores.ts';

/** An asker waits for it, and the order without it is a good one: little patience. */
const PATIENCE: Patience = { requestMs: 8_000, retries: 1, backoffMs: 300, maxRetryAfterMs: 2_000 };

export interface RerankerOptions extends Clockwork {
  /** Up to and without `/rerank`. */
  baseUrl: string;
  apiKey?: string;
  /** Named to endpoints of Cohere's and Jina's form; without one, the endpoint has Text Embeddings Inference's form. */
  model?: string;
  fetch?: typeof globalThis.fetch;
  /** Texts in one request; learnt downwards where the endpoint takes fewer. */
  batchSize?: number;
  patience?: Partial<Patience>;
}

/**
 * Makes a reranker of an endpoint: Cohere's or Jina's `/rerank` where a model is named, that of Hugging
 * Face's Text Embeddings Inference, which serves one model, where none is.
 *
 * @throws AppError `misconfigured` where the address or the key cannot be right.
 */
export function createReranker(options: RerankerOptions): Reranker {
  const { baseUrl, apiKey, model } = options;
  const endpoint = describeEndpoint('rerank', { baseUrl, apiKey, model: model ?? 'default' });
  const form = model === undefined ? TEXT_EMBEDDINGS_INFERENCE : COHERE;
  const size = { current: options.batchSize ?? 32 };
  const patience = { ...PATIENCE, ...options.patience };
  return {
    name: model ?? endpoint.host,
    rerank: (question, texts, { signal } = {}) =>
      askInBatches(texts, {
        size,
        concurrency: 2,
        signal,
        async send(batch, stopped) {
          const request = form.request(endpoint.model, question, batch);
          const post = (attempt: AbortSignal) => postJson(endpoint, request, { ...options, signal: attempt });
          const body = await askPatiently(post, { endpoint, patience, signal: stopped, clockwork: options });
          return readScores(form.items(body), { count: batch.length, field: form.score, endpoint });
        },
      }),
  };
}

/** How a kind of endpoint is asked and answers. */
interface Form {
  request(model: string, query: string, texts: string[]): object;
  /** The list of scores in a response; anything where it holds none. */
  items(body: unknown): unknown;
  /** Name of an item's score. */
  score: string;
}

/** Cohere's `v2/rerank`, which Jina, SiliconFlow, vLLM and others speak as well. */
const COHERE: Form = {
  request: (model, query, documents) => ({ model, query, documents, top_n: documents.length }),
  items: (body) => (body as { results?: unknown } | null)?.results,
  score: 'relevance_score',
};

/** Text Embeddings Inference refuses a text over its model's length unless told to cut it. */
const TEXT_EMBEDDINGS_INFERENCE: Form = {
  request: (_model, query, texts) => ({ query, texts, truncate: true }),
  items: (body) => body,
  score: 'score',
};

/** Gives the body of a response; throws what `endpointError` reads. */
async function postJson(
  endpoint: Endpoint,
  request: object,
  { fetch = globalThis.fetch, signal }: { fetch?: typeof globalThis.fetch; signal: AbortSignal },
): Promise<unknown> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (endpoint.apiKey) headers.authorization = `Bearer ${endpoint.apiKey}`;
  const body = JSON.stringify(request);
  const response = await fetch(`${endpoint.baseUrl}/rerank`, { method: 'POST', headers, body, signal });
  const text = await response.text();
  const answer = parse(text);
  if (!response.ok)
    throw { status: response.status, headers: response.headers, error: reasonOf(answer) ?? text };
  if (answer !== undefined) return answer;
  throw new AppError('misconfigured', `${endpoint.host} answered with something that is not JSON.`, {
    next: `Check ${endpoint.variables.url}: the address up to, and without, /rerank.`,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an endpoint says of its refusal: `error` (Text Embeddings Inference, vLLM), `message` (Cohere), `detail` (Jina). */
function reasonOf(answer: unknown): unknown {
  const { error, message, detail } = (answer ?? {}) as Record<string, unknown>;
  return error ?? message ?? (typeof detail === 'object' ? JSON.stringify(detail) : detail);
}
