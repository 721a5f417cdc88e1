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
  stop(): Promise<void>;
}

/**
 * The Qdrant at QDRANT_URL, or else Qdrant's engine in a process of its own; `undefined` where there is
 * neither. With `options`, always one of its own: `--api-key KEY`, `--fail-writes N`.
 */
export async function startQdrant(options: string[] = []): Promise<RunningQdrant | undefined> {
  const { QDRANT_URL: url, QDRANT_API_KEY: apiKey } = process.env;
  if (url && options.length === 0) return { url, apiKey, stop: async () => {} };
  if (!hasEngine()) return undefined;
  const child = spawn('python3', [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error('The Qdrant of the tests did not start.');
  return {
    url: first[0] as string,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
