import { EventSourceParserStream } from 'eventsource-parser/stream';
import { AppError } from '../errors.ts';
import type { ChatLimits, Watch } from './chat-watch.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointError } from './endpoint-errors.ts';
import type { ChatUsage } from './model.ts';
import { unreachable } from './reply-errors.ts';
import { unlessAborted } from './waiting.ts';

/** The part of a `chat.completion.chunk` that is read. */
export interface Chunk {
  error?: unknown;
  /** With the last chunk, or in one of its own after it. */
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
  choices?: {
    delta?: {
      content?: unknown;
      reasoning_content?: unknown;
      reasoning?: unknown;
      tool_calls?: ToolCallDelta[] | null;
    };
    finish_reason?: string | null;
  }[];
}

/** A piece of a call of a function: its name with the first, its arguments' JSON cut anywhere. */
export interface ToolCallDelta {
  index?: unknown;
  id?: unknown;
  function?: { name?: unknown; arguments?: unknown };
}

/** What reading one reply needs to know. */
export interface Reading {
  watch: Watch;
  limits: ChatLimits;
  endpoint: Endpoint;
  now: () => number;
  onUsage?: (usage: ChatUsage) => void;
}

/** Reads to `finish_reason` or `[DONE]`; of what comes after that only the usage matters, and no failure does. */
export async function* readChunks(response: Response, reading: Reading): AsyncGenerator<Chunk> {
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

/** Some endpoints repeat the sum so far with every chunk: the last counts. */
export function usageOf(counted: Chunk['usage']): ChatUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion } = counted ?? {};
  if (!Number.isSafeInteger(prompt) || !Number.isSafeInteger(completion)) return undefined;
  return { prompt: Number(prompt), completion: Number(completion) };
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
