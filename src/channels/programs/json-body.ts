/** What of too long a body is still read, so that its sender, who looks for an answer only afterwards, gets one. */
const DRAINED_BYTES = 16 * 1024 * 1024;

/** A call's body as JSON; `no-json` also of bytes that are no UTF-8, and of `null`. */
export type JsonBody = { body: unknown } | { fault: 'too-large' | 'no-json' };

/** Reads a body as JSON, keeping no more of it than `limitBytes`. */
export async function readJson(request: Request, limitBytes: number): Promise<JsonBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (length > DRAINED_BYTES) break;
  }
  if (length > limitBytes) return { fault: 'too-large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    const body: unknown = JSON.parse(text);
    return body === null ? { fault: 'no-json' } : { body };
  } catch (error) {
    // A `TypeError` is what the decoder throws.
    if (error instanceof SyntaxError || error instanceof TypeError) return { fault: 'no-json' };
    throw error;
  }
}
