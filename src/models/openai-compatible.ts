import { askInBatches } from './batches.ts';
import type { Reading } from './chat-chunks.ts';
import { type ChatRequest, type ChatSender, createChatSender } from './chat-sender.ts';
import { readReply } from './chat-stream.ts';
import { type ChatLimits, startWatch } from './chat-watch.ts';
import { readVectors, wrongVectors } from './embedding-vectors.ts';
import { describeEndpoint, type Endpoint } from './endpoint.ts';
import { endpointError } from './endpoint-errors.ts';
import type { ChatModel, ChatOptions, EmbeddingModel } from './model.ts';
import { createEndpointClient } from './openai-client.ts';
import { askPatiently, type Clockwork, delayBeforeRetry, type Patience } from './patience.ts';
import { identityFor, prefixesFor, type TextTreatment } from './prefixes.ts';
import { readCall } from './tool-calls.ts';
import { pause, unlessAborted, type Wait } from './waiting.ts';

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
  tailMs: 200,
  maxCharacters: 100_000,
};

/**
 * Makes a chat model of any endpoint that speaks OpenAI's streaming chat completions, at temperature 0.
 * One retry, and only before any text was given out. When `signal` is aborted, both methods throw its reason.
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
    sender: createChatSender(endpoint, options),
  };
  return {
    name: endpoint.model,
    stream: (messages, { form, ...given } = {}) =>
      ask({ messages, form }, service, { ...given, read: readReply }),
    async call(messages, tool, given = {}) {
      if (service.sender.refusesTools) return undefined;
      const read = (response: Response, reading: Reading) => readCall(response, tool, reading);
      for await (const call of ask({ messages, tool }, service, { ...given, read })) return call;
      return undefined;
    },
  };
}

interface ChatService {
  endpoint: Endpoint;
  limits: ChatLimits;
  now: () => number;
  wait: Wait;
  sender: ChatSender;
}

interface Asking<T> extends Pick<ChatOptions, 'signal' | 'onUsage'> {
  read(response: Response, reading: Reading): AsyncGenerator<T>;
}

/** Sends a request and gives what is read of its reply; once more where nothing was, and another try may help. */
async function* ask<T>(
  request: ChatRequest,
  service: ChatService,
  { signal, onUsage, read }: Asking<T>,
): AsyncGenerator<T> {
  const { endpoint, limits, now } = service;
  const started = now();
  for (let retried = false; ; retried = true) {
    const left = limits.totalMs - (now() - started);
    const watch = startWatch({ ...limits, wholeMs: Math.min(limits.wholeMs, left) }, endpoint, signal);
    let given = false;
    let failure: unknown;
    try {
      const response = await unlessAborted(service.sender.send(request, watch.signal), watch.signal);
      for await (const item of read(response, { watch, limits, endpoint, now, onUsage })) {
        given = true;
        yield item;
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

/** How long one request is waited for: that of a question, and that of many texts. */
export type EmbeddingLimits = Record<'question' | 'batch', Patience>;

/** An asker waits for a question's vector, nobody for a batch: ingest outlasts a minute's rate limit. */
const EMBEDDING_LIMITS: EmbeddingLimits = {
  question: { requestMs: 15_000, retries: 1, backoffMs: 500, maxRetryAfterMs: 8_000 },
  batch: { requestMs: 60_000, retries: 4, backoffMs: 500, maxRetryAfterMs: 70_000 },
};

export interface EmbeddingOptions extends EndpointOptions, TextTreatment, Clockwork {
  /** Texts in one request; learnt downwards where the endpoint takes fewer. */
  batchSize?: number;
  /** Requests under way at the same time. */
  concurrency?: number;
  limits?: { [request in keyof EmbeddingLimits]?: Partial<Patience> };
}

/**
 * Makes an embedding model of any endpoint that speaks OpenAI's embeddings.
 *
 * @throws AppError `misconfigured` where the address, the key or the model's name cannot be right.
 */
export function createEmbeddingModel(options: EmbeddingOptions): EmbeddingModel {
  const endpoint = describeEndpoint('embedding', options);
  const size = { current: options.batchSize ?? 32 };
  const prefixes = prefixesFor(endpoint.model, options);
  const client = createEndpointClient(endpoint, options.fetch);

  return {
    name: endpoint.model,
    identity: identityFor(endpoint.model, options),
    async embed(texts, kind) {
      const inputType = options.inputType && (kind === 'query' ? 'query' : options.inputType);
      const waiting = kind === 'query' && texts.length === 1 ? 'question' : 'batch';
      const patience = { ...EMBEDDING_LIMITS[waiting], ...options.limits?.[waiting] };
      const whole = texts.map((text) => prefixes[kind] + cutText(text, options.maxCharacters));
      const vectors = await askInBatches(whole, {
        size,
        concurrency: options.concurrency ?? 2,
        async send(batch, signal) {
          const request = (attempt: AbortSignal) => client.embed({ texts: batch, inputType }, attempt);
          const body = await askPatiently(request, { endpoint, patience, signal, clockwork: options });
          return readVectors(body, batch.length, endpoint);
        },
      });
      const odd = vectors.find(({ length }) => length !== vectors[0]!.length);
      if (!odd) return vectors;
      throw wrongVectors(endpoint, `sent vectors of ${vectors[0]!.length} and of ${odd.length} numbers`);
    },
  };
}

function cutText(text: string, maxCharacters = Number.POSITIVE_INFINITY): string {
  if (text.length <= maxCharacters) return text;
  // A pair of surrogates cut in two is not a character any more.
  return text.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '');
}
