import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { peakMemory } from '../measure.ts';

/** Memory in bytes, of processes as the system counts them (proc(5)); zero where there is no /proc. */
export interface Memory {
  /** High-water mark of the process itself. */
  main: number;
  /** High-water mark of the largest process it started, directly or not. */
  child: number;
  /** Most that all processes it started held at the same moment. */
  children: number;
}

export interface WatchedRun {
  output: string;
  seconds: number;
  memory: Memory;
}

/** How often the processes are looked at, in milliseconds. */
const INTERVAL_MS = 50;

/**
 * Runs a script with this Node, waits for its end and watches the memory of all that it starts.
 * @throws Error with the end of its standard error, when it ends with a code above `mostCode`.
 */
export async function runWatched(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  mostCode = 0,
): Promise<WatchedRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const memory: Memory = { main: 0, child: 0, children: 0 };
  const watch = setInterval(() => look(child.pid!, memory), INTERVAL_MS);
  const output: string[] = [];
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code === null || code > mostCode) {
      throw new Error(`node ${args.join(' ')} ended with code ${code}.\n${complaint}`);
    }
    return { output: output.join(''), seconds: (performance.now() - startedAt) / 1000, memory };
  } finally {
    clearInterval(watch);
  }
}

function look(pid: number, memory: Memory): void {
  memory.main = Math.max(memory.main, peakMemory(pid) ?? 0);
  const started = startedBy(pid);
  for (const child of started) memory.child = Math.max(memory.child, peakMemory(child) ?? 0);
  const held = started.map(residentMemory).reduce((sum, bytes) => sum + bytes, 0);
  memory.children = Math.max(memory.children, held);
}

/** Processes that a process has started, and those that they have. */
function startedBy(pid: number): number[] {
  try {
    const direct = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return direct.flatMap((child) => [child, ...startedBy(child)]);
  } catch {
    // Not Linux, or the process has just ended.
    return [];
  }
}

function residentMemory(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
