import { EventSourceParserStream } from 'eventsource-parser/stream';
import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointError } from './endpoint-errors.ts';
import type { ChatUsage } from './model.ts';
import { createReasoningFilter } from './reasoning.ts';
import { beginAttempt, unlessAborted } from './waiting.ts';

/** Limits of one streamed reply, in milliseconds and characters. */
export interface ChatLimits {
  /** Until the first text or reasoning arrives. */
  firstDeltaMs: number;
  /** From one piece of text or reasoning to the next. */
  gapMs: number;
  /** One try, from the request to the last word. */
  wholeMs: number;
  /** All tries and the waits between them; no retry begins that could overrun it. */
  totalMs: number;
  /** The longest wait an endpoint may ask for that is still waited out. */
  maxRetryAfterMs: number;
  /** Wait before a retry where the endpoint names none. */
  backoffMs: number;
  /** From `finish_reason` to the end of the stream, which then no longer matters. */
  tailMs: number;
  /** Text and reasoning tags together; more is a model that does not stop. */
  maxCharacters: number;
}

/** The part of a `chat.completion.chunk` that is read. */
interface Chunk {
  error?: unknown;
  /** With the last chunk, or in one of its own after it. */
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
  choices?: {
    delta?: { content?: unknown; reasoning_content?: unknown; reasoning?: unknown };
    finish_reason?: string | null;
  }[];
}

/** Runs the clocks of one try; whatever runs out aborts `signal` with the error that says so. */
export interface Watch {
  readonly signal: AbortSignal;
  /** The next piece is expected within `ms`. */
  expect(ms: number): void;
  /** Nothing is expected: whoever reads the reply is busy. */
  rest(): void;
  /** Stops the clocks and closes the connection. */
  end(): void;
}

/** Starts the clocks of one try; `signal` is the asker's own. */
export function startWatch(limits: ChatLimits, endpoint: Endpoint, signal?: AbortSignal): Watch {
  const attempt = beginAttempt(signal);
  const stopAfter = (ms: number, what: string) =>
    setTimeout(() => attempt.giveUp(stalled(endpoint, ms, what)), ms);
  const whole = stopAfter(limits.wholeMs, 'its whole reply');
  let timer = stopAfter(limits.firstDeltaMs, 'the first word of its reply');
  return {
    signal: attempt.signal,
    expect(ms) {
      clearTimeout(timer);
      timer = stopAfter(ms, 'the next word of its reply');
    },
    rest() {
      clearTimeout(timer);
    },
    end() {
      clearTimeout(timer);
      clearTimeout(whole);
      attempt.end();
    },
  };
}

/** What reading one reply needs to know. */
interface Reading {
  watch: Watch;
  limits: ChatLimits;
  endpoint: Endpoint;
  now: () => number;
  onUsage?: (usage: ChatUsage) => void;
}

/**
 * Reads one streamed chat completion as text, without reasoning.
 *
 * @throws AppError `unreachable` when the stream stops short, is broken or too slow; `refused` when the
 * model ends it for another reason than being done, or sends no text; `misconfigured` when it is no stream.
 */
export async function* readReply(response: Response, reading: Reading): AsyncGenerator<string> {
  const { watch, limits, endpoint } = reading;
  const filter = createReasoningFilter();
  let received = 0;
  let given = false;
  let finish: string | undefined;
  let usage: ChatUsage | undefined;
  for await (const { choices, usage: counted } of readChunks(response, reading)) {
    usage = usageOf(counted) ?? usage;
    const delta = choices?.[0]?.delta ?? {};
    finish = choices?.[0]?.finish_reason ?? finish;
    const content = typeof delta.content === 'string' ? delta.content : '';
    received += content.length;
    if (received > limits.maxCharacters) throw endless(endpoint, limits.maxCharacters);
    const text = filter.push(content);
    if (text !== '') {
      given = true;
      watch.rest();
      yield text;
    }
    if (content || delta.reasoning_content || delta.reasoning) watch.expect(limits.gapMs);
  }
  if (usage) reading.onUsage?.(usage);
  const rest = filter.end();
  if (rest !== '') yield rest;
  checkFinish(finish, given || rest !== '', endpoint);
}

/** Some endpoints repeat the sum so far with every chunk: the last counts. */
function usageOf(counted: Chunk['usage']): ChatUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion } = counted ?? {};
  if (!Number.isSafeInteger(prompt) || !Number.isSafeInteger(completion)) return undefined;
  return { prompt: Number(prompt), completion: Number(completion) };
}

/** Reads to `finish_reason` or `[DONE]`; of what comes after that only the usage matters, and no failure does. */
async function* readChunks(response: Response, reading: Reading): AsyncGenerator<Chunk> {
  const { watch, limits, endpoint } = reading;
  const type = response.headers.get('content-type') ?? '';
  if (/json|html/.test(type) || !response.body) throw notAStream(endpoint, type);
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  let complete = false;
  for (;;) {
    const event = await unlessAborted(reader.read(), watch.signal).catch(() => undefined);
    if (complete && event?.value) {
      const usage = lateUsage(event.value.data);
      if (usage) yield { usage };
      continue;
    }
    if (complete) return;
    watch.signal.throwIfAborted();
    if (!event?.value) throw cutShort(endpoint);
    const chunk = event.value.data.startsWith('[DONE]') ? undefined : parseChunk(event.value.data, reading);
    if (chunk) yield chunk;
    complete = !chunk || Boolean(chunk.choices?.[0]?.finish_reason);
    // Reading to the end, if it comes soon, keeps the connection open for the next request.
    if (complete) watch.expect(limits.tailMs);
  }
}

function lateUsage(data: string): Chunk['usage'] {
  try {
    return (JSON.parse(data) as Chunk | null)?.usage;
  } catch {
    return undefined;
  }
}

function parseChunk(data: string, { endpoint, now }: Reading): Chunk {
  let chunk: Chunk | null;
  try {
    chunk = JSON.parse(data);
  } catch {
    // Not kept as cause: the parser's message repeats the reply's text.
    throw unreachable(`The chat endpoint ${endpoint.host} sent an event that is not JSON.`);
  }
  if (chunk?.error) throw endpointError(chunk, endpoint, now());
  return chunk ?? {};
}

/** Finish reasons beyond OpenAI's own are those of Zhipu, DeepSeek and OpenRouter. */
function checkFinish(finish: string | undefined, given: boolean, { host, model }: Endpoint): void {
  switch (finish) {
    case 'length':
    case 'model_context_window_exceeded':
      throw refused(
        `The model "${model}" stopped before its reply was complete (length).`,
        'Raise the output limit of the endpoint, or choose a CHAT_MODEL with a longer context.',
      );
    case 'content_filter':
    case 'sensitive':
      throw refused(
        `The filter of ${host} withheld the reply.`,
        'Ask in other words, or choose another model.',
      );
    case 'insufficient_system_resource':
    case 'network_error':
    case 'error':
      throw unreachable(`The chat endpoint ${host} broke off its reply (${finish}).`);
    case 'tool_calls':
    case 'function_call':
      throw refused(`The model "${model}" called a tool it was not offered.`, 'Choose another CHAT_MODEL.');
  }
  if (!given) throw refused(`The model "${model}" sent no text.`, 'Choose another CHAT_MODEL.');
}

function stalled({ host }: Endpoint, ms: number, what: string): AppError {
  return unreachable(`The chat endpoint ${host} took more than ${ms / 1000} s for ${what}.`);
}

function cutShort({ host }: Endpoint): AppError {
  return unreachable(`The chat endpoint ${host} closed the connection before the reply was complete.`);
}

function notAStream({ host, variables }: Endpoint, type: string): AppError {
  const kind = /^[\w./+-]+/.exec(type)?.[0] ?? 'nothing';
  return new AppError('misconfigured', `${host} answered with ${kind} where a stream of events was due.`, {
    next: `Check ${variables.url}: it must lead to an OpenAI-compatible API, often ending in /v1.`,
  });
}

function endless({ model }: Endpoint, characters: number): AppError {
  return refused(
    `The model "${model}" went on beyond ${characters} characters.`,
    'Choose another CHAT_MODEL.',
  );
}

function refused(message: string, next: string): AppError {
  return new AppError('refused', message, { next });
}

function unreachable(message: string): AppError {
  return new AppError('unreachable', message, {
    next: 'Try again later; if it goes on, ask whoever runs the endpoint.',
    retryable: true,
  });
}
