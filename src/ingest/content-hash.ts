import { createHash } from 'node:crypto';
import { extname } from 'node:path';

/** Part of every fingerprint: raise it when reading, splitting or terms change, and everything is read again. */
const READING_VERSION = '10';

/**
 * Fingerprint of a file's content and of how it is read: what is the same is not read again.
 * @param file its path; the ending chooses the reader
 */
export async function contentHashOf(
  file: string,
  content: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): Promise<string> {
  const hash = createHash('sha256').update(`${READING_VERSION} ${extname(file).toLowerCase()} `);
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex').slice(0, 32);
}
