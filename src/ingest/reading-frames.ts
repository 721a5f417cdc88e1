import { deserialize, serialize } from 'node:v8';

/**
 * Messages over a pipe: 4 bytes of length, then a structured clone. Node's own channel between processes
 * does the same, but takes messages of any length, and what is no message throws where nobody can catch it.
 */
const HEADER_BYTES = 4;
/** The longest part of a document has a tenth of it. */
const LARGEST_FRAME = 16 * 1024 * 1024;

/** Sends one message and waits until the pipe has taken it, so that no more than one is ever in memory. */
export async function sendFrame(stream: NodeJS.WritableStream, message: unknown): Promise<void> {
  const body = serialize(message);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  stream.write(header);
  await new Promise<void>((resolve, reject) => {
    stream.write(body, (error) => (error ? reject(error) : resolve()));
  });
}

/** The messages that arrive, until the pipe ends. @throws Error on what is no message. */
export async function* readFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = HEADER_BYTES;
  let inBody = false;
  for await (const chunk of stream) {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const part = all.subarray(0, wanted);
      chunks = [all.subarray(wanted)];
      held -= wanted;
      wanted = inBody ? HEADER_BYTES : part.readUInt32LE();
      if (wanted > LARGEST_FRAME) throw new Error(`A message of ${wanted} bytes is too long.`);
      if (inBody) yield deserialize(part);
      inBody = !inBody;
    }
  }
}
