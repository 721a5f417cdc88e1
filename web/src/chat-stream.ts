import type { Trouble } from './chat-state.ts';
import type { UiPart } from './protocol.ts';
import { type NumberedPart, readParts } from './stream-parts.ts';

/** Carries what the page can say about a question that failed. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

/** A part of the answer, or that the connection is lost and sought again. */
export type StreamEvent = UiPart | { type: 'reconnecting' };

export interface FollowOptions {
  /** The page's own name of the message: with it, a question that is sent again is the same question. */
  messageId: string;
  signal: AbortSignal;
  call: (path: string, init?: RequestInit) => Promise<Response>;
  /** Waits so many milliseconds, or less where the network comes back. */
  pause: (ms: number) => Promise<void>;
}

export interface AskOptions extends FollowOptions {
  chatId: string;
  question: string;
  language: string;
}

/** Pauses between tries to go on, in milliseconds; after the last one the answer is given up for now. */
const PAUSES = [500, 1000, 2000, 4000, 8000, 8000, 15_000, 15_000, 30_000, 30_000];

/**
 * Asks one question and yields the parts of its answer, going on where a lost connection left off.
 *
 * @throws TroubleError when the server refuses, or cannot be reached for long; the abort reason when stopped.
 */
export function ask(options: AskOptions): AsyncGenerator<StreamEvent> {
  const { chatId, question, messageId, language } = options;
  const message = { id: messageId, role: 'user', parts: [{ type: 'text', text: question }] };
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: chatId, messages: [message], language }),
  };
  return follow(options, (signal) => options.call('/api/chat', { ...init, signal }));
}

/** Yields the parts of an answer that was asked for before: by this page, or before it was loaded anew. */
export function resume(options: FollowOptions): AsyncGenerator<StreamEvent> {
  return follow(options, (signal) => goOn(options, undefined, signal));
}

function goOn(
  { call, messageId }: FollowOptions,
  last: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const after = last === undefined ? '' : `?after=${encodeURIComponent(last)}`;
  return call(`/api/chat/${encodeURIComponent(messageId)}/stream${after}`, { signal });
}

async function* follow(
  options: FollowOptions,
  begin: (signal: AbortSignal) => Promise<Response>,
): AsyncGenerator<StreamEvent> {
  const { signal, pause } = options;
  let last: string | undefined;
  let tries = 0;
  for (;;) {
    try {
      // What was never acknowledged is asked again; it is one question however often it arrives.
      const response = last === undefined ? await begin(signal) : await goOn(options, last, signal);
      if (!response.ok) throw new TroubleError(await refusalOf(response));
      // Older browsers give a body whole, at its end, or not at all.
      const parts = response.body ? readParts(response.body) : pollParts(options, last);
      for await (const { id, part } of parts) {
        last = id ?? last;
        tries = 0;
        yield part;
        if (part.type === 'finish' || part.type === 'error') return;
      }
    } catch (error) {
      if (signal.aborted || (error instanceof TroubleError && isFinal(error.trouble))) throw error;
    }
    if (tries >= PAUSES.length) throw new TroubleError({ kind: 'network' });
    yield { type: 'reconnecting' };
    await pause(PAUSES[tries]!);
    tries += 1;
    if (signal.aborted) throw signal.reason;
  }
}

/** The parts of an answer piece by piece, for browsers that cannot read a stream. */
async function* pollParts(options: FollowOptions, last: string | undefined): AsyncGenerator<NumberedPart> {
  const { call, messageId, signal } = options;
  let next = last;
  for (;;) {
    const after = next === undefined ? '' : `?after=${encodeURIComponent(next)}`;
    const response = await call(`/api/chat/${encodeURIComponent(messageId)}${after}`, { signal });
    if (!response.ok) throw new TroubleError(await refusalOf(response));
    const taken = (await response.json()) as { parts: UiPart[]; next?: string; isDone: boolean };
    next = taken.next ?? next;
    for (const part of taken.parts) yield { id: next, part };
    if (taken.isDone) return;
  }
}

/** Whether it would be the same another time. */
function isFinal({ kind }: Trouble): boolean {
  return kind === 'busy' || kind === 'refused';
}

async function refusalOf(response: Response): Promise<Trouble> {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after'));
    return { kind: 'busy', ...(seconds > 0 ? { retryAfterSeconds: seconds } : {}) };
  }
  try {
    const body = (await response.json()) as { error?: { message?: unknown } };
    const message = body.error?.message;
    if (typeof message === 'string') return { kind: response.status < 500 ? 'refused' : 'server', message };
  } catch {
    // A proxy's own error page is no JSON; the general sentence serves.
  }
  return { kind: 'network' };
}
