import type { QdrantClient } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import { call } from './qdrant-calls.ts';

const TIMEOUT_MS = 20_000;
const WRITE_ATTEMPTS = 5;
/** A visitor is waiting. */
const READ_ATTEMPTS = 2;

/** Where a Qdrant is. */
export interface Connection {
  url: string;
  apiKey?: string;
  /** Limit of one call, in milliseconds. */
  timeoutMs?: number;
  /** Waits between attempts; resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** A Qdrant to make calls to, each made again where it fails for a moment. All throw as `call` does. */
export interface Qdrant {
  /** Its host, safe to show. */
  readonly place: string;
  read<Result>(work: (client: QdrantClient) => Promise<Result>): Promise<Result>;
  write<Result>(work: (client: QdrantClient) => Promise<Result>): Promise<Result>;
  /** For what must not be done twice. */
  once<Result>(work: (client: QdrantClient) => Promise<Result>): Promise<Result>;
}

/**
 * Qdrant at an address; nothing is sent yet.
 *
 * @throws AppError `misconfigured` where the URL is none.
 */
export async function connect(connection: Connection): Promise<Qdrant> {
  const client = await createClient(connection);
  const place = new URL(connection.url).host;
  const { wait } = connection;
  return {
    place,
    read: (work) => call(() => work(client), { attempts: READ_ATTEMPTS, wait, place }),
    write: (work) => call(() => work(client), { attempts: WRITE_ATTEMPTS, wait, place }),
    once: (work) => call(() => work(client), { attempts: 1, wait, place }),
  };
}

async function createClient({ url, apiKey, timeoutMs }: Connection): Promise<QdrantClient> {
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
