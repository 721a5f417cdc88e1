import { AppError } from '../errors.ts';
import { type ChatLimits, readReply, startWatch } from './chat-stream.ts';
import { embedInBatches, wrongVectors } from './embedding-batches.ts';
import { describeEndpoint, type Endpoint } from './endpoint.ts';
import { EndpointRefusal, endpointError } from './endpoint-errors.ts';
import type { ChatMessage, ChatModel, EmbeddingModel } from './model.ts';
import { createEndpointClient } from './openai-client.ts';
import { beginAttempt, pause, unlessAborted, type Wait } from './waiting.ts';

interface EndpointOptions {
  /** Up to and without `/chat/completions` or `/embeddings`; OpenAI's own where absent. */
  baseUrl?: string;
  apiKey?: string;
  model: string;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
  wait?: Wait;
}

/**
 * Together they keep an asker from waiting more than a minute: 20 s of silence and 45 s of reply at most,
 * and a retry only where its first word could still come within 60 s of the question.
 */
const CHAT_LIMITS: ChatLimits = {
  firstDeltaMs: 20_000,
  gapMs: 10_000,
  wholeMs: 45_000,
  totalMs: 60_000,
  maxRetryAfterMs: 8_000,
  backoffMs: 500,
  tailMs: 500,
  maxCharacters: 100_000,
};

/**
 * Makes a chat model of any endpoint that speaks OpenAI's streaming chat completions, at temperature 0.
 * One retry, and only before any text was given out. When `signal` is aborted, `stream` throws its reason.
 *
 * @throws AppError `misconfigured` where the address, the key or the model's name cannot be right.
 */
export function createChatModel(options: EndpointOptions & { limits?: Partial<ChatLimits> }): ChatModel {
  const endpoint = describeEndpoint('chat', options);
  const service: ChatService = {
    endpoint,
    limits: { ...CHAT_LIMITS, ...options.limits },
    now: options.now ?? Date.now,
    wait: options.wait ?? pause,
    send: createChatSender(endpoint, options),
  };
  return {
    name: endpoint.model,
    stream: (messages, { signal } = {}) => streamReply(messages, service, signal),
  };
}

interface ChatService {
  endpoint: Endpoint;
  limits: ChatLimits;
  now: () => number;
  wait: Wait;
  send: ChatSender;
}

async function* streamReply(
  messages: readonly ChatMessage[],
  service: ChatService,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const { endpoint, limits, now } = service;
  const started = now();
  for (let retried = false; ; retried = true) {
    const left = limits.totalMs - (now() - started);
    const watch = startWatch({ ...limits, wholeMs: Math.min(limits.wholeMs, left) }, endpoint, signal);
    let given = false;
    let failure: unknown;
    try {
      const response = await unlessAborted(service.send(messages, watch.signal), watch.signal);
      for await (const text of readReply(response, { watch, limits, endpoint, now })) {
        given = true;
        yield text;
      }
      return;
    } catch (error) {
      failure = watch.signal.aborted ? watch.signal.reason : endpointError(error, endpoint, now());
      if (given || retried || watch.signal.aborted) throw failure;
    } finally {
      watch.end();
    }
    const delay = delayBeforeRetry(failure, limits);
    if (now() - started + delay + limits.firstDeltaMs > limits.totalMs) throw failure;
    await service.wait(delay, signal);
  }
}

type ChatSender = (messages: readonly ChatMessage[], signal: AbortSignal) => Promise<Response>;

/** Requests go out with temperature 0 until the model refuses it, as OpenAI's reasoning models do. */
function createChatSender(endpoint: Endpoint, { fetch, now = Date.now }: EndpointOptions): ChatSender {
  const client = createEndpointClient(endpoint, fetch);
  let temperature: number | undefined = 0;

  return async function send(messages, signal) {
    try {
      return await client.streamChat({ messages, temperature }, signal);
    } catch (error) {
      const failure = endpointError(error, endpoint, now());
      const unwanted = failure instanceof EndpointRefusal && failure.param === 'temperature';
      if (!unwanted || temperature === undefined) throw failure;
      temperature = undefined;
      return send(messages, signal);
    }
  };
}

/** Limits of embedding: one request each of a question and of a batch, in milliseconds, and the retries. */
export interface EmbeddingLimits {
  queryMs: number;
  passagesMs: number;
  queryRetries: number;
  passagesRetries: number;
  /** Wait before the first retry, doubled for each after it, and up to as much again at random. */
  backoffMs: number;
  maxRetryAfterMs: { query: number; passage: number };
}

/** An asker waits for a question's vector, nobody for a batch: ingest outlasts a minute's rate limit. */
const EMBEDDING_LIMITS: EmbeddingLimits = {
  queryMs: 15_000,
  passagesMs: 60_000,
  queryRetries: 1,
  passagesRetries: 4,
  backoffMs: 500,
  maxRetryAfterMs: { query: 8_000, passage: 70_000 },
};

export interface EmbeddingOptions extends EndpointOptions {
  /** Texts in one request; learnt downwards where the endpoint takes fewer. */
  batchSize?: number;
  /** What the model wants before a question and before a passage, such as E5's `query: `. */
  prefixes?: { query: string; passage: string };
  /** UTF-16 code units of a text, without its prefix, that are sent; the rest is left out. */
  maxCharacters?: number;
  /** Requests under way at the same time. */
  concurrency?: number;
  limits?: Partial<EmbeddingLimits>;
  /** From 0 to 1, for the waits between retries. */
  random?: () => number;
}

/**
 * Makes an embedding model of any endpoint that speaks OpenAI's embeddings.
 *
 * @throws AppError `misconfigured` where the address, the key or the model's name cannot be right.
 */
export function createEmbeddingModel(options: EmbeddingOptions): EmbeddingModel {
  const endpoint = describeEndpoint('embedding', options);
  const size = { current: options.batchSize ?? 32 };
  const request = createEmbeddingRequest(endpoint, options);
  let dimension: number | undefined;

  function checkDimension(vector: Float32Array): void {
    dimension ??= vector.length;
    if (vector.length === dimension) return;
    throw wrongVectors(endpoint, `sent vectors of ${dimension} and of ${vector.length} numbers`);
  }

  return {
    name: endpoint.model,
    async embed(texts, kind) {
      const prefix = options.prefixes?.[kind] ?? '';
      const vectors = await embedInBatches(
        texts.map((text) => prefix + cutText(text, options.maxCharacters)),
        {
          size,
          concurrency: options.concurrency ?? 2,
          endpoint,
          send: (batch, signal) => request(batch, kind, signal),
        },
      );
      for (const vector of vectors) checkDimension(vector);
      return vectors;
    },
  };
}

type EmbeddingRequest = (texts: string[], kind: 'passage' | 'query', signal: AbortSignal) => Promise<unknown>;

function createEmbeddingRequest(endpoint: Endpoint, options: EmbeddingOptions): EmbeddingRequest {
  const { now = Date.now, wait = pause, random = Math.random } = options;
  const limits = { ...EMBEDDING_LIMITS, ...options.limits };
  const client = createEndpointClient(endpoint, options.fetch);

  async function send(texts: string[], ms: number, signal: AbortSignal): Promise<unknown> {
    const attempt = beginAttempt(signal);
    const timer = setTimeout(() => attempt.giveUp(tooSlow(endpoint, ms)), ms);
    try {
      return await unlessAborted(client.embed(texts, attempt.signal), attempt.signal);
    } catch (error) {
      throw attempt.signal.aborted ? attempt.signal.reason : endpointError(error, endpoint, now());
    } finally {
      clearTimeout(timer);
      attempt.end();
    }
  }

  return async function request(texts, kind, signal) {
    const [ms, retries] =
      kind === 'query' ? [limits.queryMs, limits.queryRetries] : [limits.passagesMs, limits.passagesRetries];
    for (let retry = 0; ; retry += 1) {
      try {
        return await send(texts, ms, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (retry === retries) throw error;
        const backoffMs = limits.backoffMs * 2 ** retry * (1 + random());
        await wait(
          delayBeforeRetry(error, { backoffMs, maxRetryAfterMs: limits.maxRetryAfterMs[kind] }),
          signal,
        );
      }
    }
  };
}

/** Milliseconds to wait before trying again. @throws the failure itself where trying again is of no use. */
function delayBeforeRetry(failure: unknown, limits: { backoffMs: number; maxRetryAfterMs: number }): number {
  if (!(failure instanceof AppError && failure.retryable)) throw failure;
  const delay = failure.retryAfterMs ?? limits.backoffMs;
  if (delay > Math.max(limits.maxRetryAfterMs, limits.backoffMs)) throw failure;
  return delay;
}

function cutText(text: string, maxCharacters = Number.POSITIVE_INFINITY): string {
  if (text.length <= maxCharacters) return text;
  // A pair of surrogates cut in two is not a character any more.
  return text.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '');
}

function tooSlow({ host }: Endpoint, ms: number): AppError {
  return new AppError('unreachable', `The embedding endpoint ${host} took more than ${ms / 1000} s.`, {
    next: 'Try again later; if it goes on, use a smaller batch or another endpoint.',
    retryable: true,
  });
}
