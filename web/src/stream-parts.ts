import { createParser } from 'eventsource-parser';
import type { UiPart } from './protocol.ts';

/** A part as it came; `id` is what to go on from. */
export interface NumberedPart {
  id: string | undefined;
  part: UiPart;
}

/**
 * Reads a UI message stream, whatever way its bytes are cut. Lines that are no JSON object with a type
 * are passed over, as the protocol demands of clients.
 *
 * @throws whatever reading the body throws
 */
export async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<NumberedPart> {
  const arrived: NumberedPart[] = [];
  const parser = createParser({
    onEvent: ({ data, id }) => {
      const part = partOf(data);
      if (part !== undefined) arrived.push({ id, part });
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
