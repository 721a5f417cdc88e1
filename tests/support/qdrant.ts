import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('qdrant-server.py', import.meta.url));

/** Why suites that need Qdrant are skipped here; `undefined` where they run. */
export const qdrantMissing =
  process.env.QDRANT_URL || hasEngine() ? undefined : 'no QDRANT_URL and no qdrant-edge-py';

function hasEngine(): boolean {
  return spawnSync('python3', ['-c', 'import qdrant_edge'], { stdio: 'ignore' }).status === 0;
}

export interface RunningQdrant {
  url: string;
  apiKey?: string;
  /** Folder in which the server keeps snapshots; unknown of one at QDRANT_URL. */
  snapshots?: string;
  stop(): Promise<void>;
}

/**
 * The Qdrant at QDRANT_URL, or else Qdrant's engine in a process of its own; `undefined` where there is
 * neither. With `options`, always one of its own: `--api-key KEY`, `--ignore-filters`.
 */
export async function startQdrant(options: string[] = []): Promise<RunningQdrant | undefined> {
  const { QDRANT_URL: given, QDRANT_API_KEY: apiKey } = process.env;
  if (given && options.length === 0) return { url: given, apiKey, stop: async () => {} };
  if (!hasEngine()) return undefined;
  const child = spawn('python3', [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const [{ value: url }, { value: snapshots }] = [await lines.next(), await lines.next()];
  if (!url || !snapshots) throw new Error('The Qdrant of the tests did not start.');
  return {
    url,
    snapshots,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** Calls a Qdrant: the result of its answer. @throws Error with what it says where that is no success. */
export async function askQdrant<Result>(
  { url, apiKey }: Pick<RunningQdrant, 'url' | 'apiKey'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Result> {
  const headers = { 'content-type': 'application/json', ...(apiKey && { 'api-key': apiKey }) };
  const request = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await fetch(new URL(path, url), request);
  const { result, status } = (await answer.json()) as { result: Result; status: { error?: string } };
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${status.error}`);
  return result;
}

/** The collections of an index, whatever their shape. */
export async function collectionsOf(
  server: Pick<RunningQdrant, 'url' | 'apiKey'>,
  index: string,
): Promise<string[]> {
  const path = '/collections';
  const { collections } = await askQdrant<{ collections: { name: string }[] }>(server, 'GET', path);
  return collections.map(({ name }) => name).filter((name) => name.startsWith(`${index}_`));
}

/** Removes all collections of an index. */
export async function dropIndex(server: Pick<RunningQdrant, 'url' | 'apiKey'>, index: string): Promise<void> {
  for (const name of await collectionsOf(server, index)) {
    await askQdrant(server, 'DELETE', `/collections/${name}`);
  }
}
