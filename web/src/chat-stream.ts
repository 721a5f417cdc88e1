import { createParser } from 'eventsource-parser';
import type { Trouble } from './chat-state.ts';
import type { UiPart } from './protocol.ts';

/** Carries what the page can say about a question that failed. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

export interface AskOptions {
  chatId: string;
  question: string;
  /** Earlier questions of this conversation, oldest first. */
  history: string[];
  signal: AbortSignal;
  fetch: typeof fetch;
}

/** Twenty full questions stay below the server's 256 KB, also in four-byte characters. */
const HISTORY_SENT = 19;

/**
 * Asks one question and yields the parts of the stream as they come.
 *
 * @throws TroubleError when the server refuses or cannot be reached; the abort reason when stopped.
 */
export async function* ask(options: AskOptions): AsyncGenerator<UiPart> {
  const texts = [...options.history.slice(-HISTORY_SENT), options.question];
  const messages = texts.map((text, index) => ({
    id: `q${index}`,
    role: 'user',
    parts: [{ type: 'text', text }],
  }));
  const response = await request(options, JSON.stringify({ id: options.chatId, messages }));
  if (!response.ok) throw new TroubleError(await refusalOf(response));
  if (response.body === null) throw new TroubleError({ kind: 'interrupted' });
  yield* readParts(response.body, options.signal);
}

async function request({ fetch, signal }: AskOptions, body: string): Promise<Response> {
  try {
    const headers = { 'content-type': 'application/json' };
    return await fetch('/api/chat', { method: 'POST', headers, body, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new TroubleError({ kind: 'network' });
  }
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

/**
 * Reads a UI message stream, whatever way its bytes are cut. Lines that are no JSON object with a type
 * are passed over, as the protocol demands of clients.
 */
export async function* readParts(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<UiPart> {
  const arrived: UiPart[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      const part = partOf(data);
      if (part !== undefined) arrived.push(part);
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      parser.feed(done ? decoder.decode() : decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
      if (done) return;
    }
  } catch (error) {
    if (signal.aborted || error instanceof TroubleError) throw error;
    throw new TroubleError({ kind: 'interrupted' });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function partOf(data: string): UiPart | undefined {
  try {
    const value: unknown = JSON.parse(data);
    const typed = typeof value === 'object' && value !== null && 'type' in value;
    return typed ? (value as UiPart) : undefined;
  } catch {
    return undefined;
  }
}
