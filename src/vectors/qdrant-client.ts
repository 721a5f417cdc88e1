import type { QdrantClient } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';

const TIMEOUT_MS = 20_000;

/** Where a Qdrant is. */
export interface Connection {
  url: string;
  apiKey?: string;
  /** Limit of one call, in milliseconds. */
  timeoutMs?: number;
}

/**
 * A client of the server; nothing is sent yet.
 *
 * @throws AppError `misconfigured` where the URL is none.
 */
export async function connect({ url, apiKey, timeoutMs }: Connection): Promise<QdrantClient> {
  // Loaded here, so that who has no Qdrant does not pay for its client.
  const { QdrantClient } = await import('@qdrant/js-client-rest');
  const { pathname } = parseUrl(url);
  // Of a URL the client leaves out the path, and takes a port that is the scheme's own for none.
  const port = /^https?:\/\/(?:[^/@]*@)?[^/:]+:(\d+)/.exec(url)?.[1];
  return new QdrantClient({
    url,
    ...(port && { port: Number(port) }),
    ...(pathname !== '/' && { url: new URL('/', url).href, prefix: pathname.replace(/\/$/, '') }),
    ...(apiKey && { headers: { 'api-key': apiKey } }),
    timeout: timeoutMs ?? TIMEOUT_MS,
    checkCompatibility: false,
  });
}

/** @throws AppError `misconfigured` where it is not an HTTP URL; its text is kept out, it may hold a key. */
function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  throw new AppError('misconfigured', 'QDRANT_URL is not a URL.', {
    next: 'Write it as http://host:6333, or unset it to use the embedded index.',
  });
}
