import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');
const SAMPLE_MS = 500;

export interface LoadServer {
  origin: string;
  /** What the server wrote to its error output. */
  log(): string;
  /** Ends it. */
  stop(): Promise<ServerFigures>;
}

export interface ServerFigures {
  code: number | null;
  /** Highest resident memory, in MiB. */
  mostMiB: number;
  /** Resident memory at the end, in MiB. */
  lastMiB: number;
  /** Time of a processor that it took, from its start on. */
  cpuSeconds: number;
  /** Delay of the event loop in milliseconds; `undefined` where it is not known. */
  loop?: { p50: number; p95: number; p99: number; most: number };
}

/** Starts `luodi start` on a free port over a pack, with a data folder of its own, as anybody would. */
export async function startServer({
  pack,
  env = {},
}: {
  pack: string;
  env?: Record<string, string>;
}): Promise<LoadServer> {
  const data = await mkdtemp(join(tmpdir(), 'luodi-load-'));
  const args = ['--import', join(ROOT, 'bench/load-watch.ts'), join(ROOT, 'src/main.ts'), 'start'];
  const child = spawn(process.execPath, [...args, '--pack', pack, '--data', data], {
    cwd: data,
    env: { PATH: process.env.PATH, LUODI_PORT: '0', LUODI_LOG_LEVEL: 'warn', LOAD_WATCH: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (piece) => {
    log += piece;
  });
  const used = { mostMiB: 0, lastMiB: 0, cpuSeconds: 0 };
  const origin = await addressOf(child, () => log);
  const timer = setInterval(() => sample(child, used), SAMPLE_MS);
  return {
    origin,
    log: () => log,
    async stop() {
      sample(child, used);
      clearInterval(timer);
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      const code = child.exitCode ?? (await closed);
      const loop = loopIn(data, child.pid!);
      await rm(data, { recursive: true, force: true });
      return { code, ...used, loop };
    },
  };
}

async function addressOf(child: ChildProcess, log: () => string): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /\bhttp:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error(`The server did not start: ${log()}`);
}

/** Linux counts the highest resident memory of a process itself, and its time in hundredths of a second. */
function sample(child: ChildProcess, used: Pick<ServerFigures, 'mostMiB' | 'lastMiB' | 'cpuSeconds'>): void {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const mib = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
    const [, , ...fields] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ');
    used.lastMiB = mib('VmRSS');
    used.mostMiB = Math.max(used.mostMiB, mib('VmHWM'));
    used.cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    // The process has ended, or there is no /proc: what was seen before stands.
  }
}

function loopIn(folder: string, pid: number): ServerFigures['loop'] {
  try {
    const [p50, p95, p99, most] = JSON.parse(readFileSync(join(folder, `loop-${pid}.json`), 'utf8'));
    return { p50, p95, p99, most };
  } catch {
    return undefined;
  }
}
