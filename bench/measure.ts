import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT_VARIABLES } from '../src/config.ts';

const ROOT = join(import.meta.dirname, '..');

/** One run of a script, as it is seen from outside. */
export interface Run {
  /** From the start of the process to its first output, in milliseconds. */
  firstOutputMs: number;
  /** Largest resident memory in bytes; unknown where there is no /proc. */
  peakBytes?: number;
  output: string;
}

/** How often the memory of a running process is looked at, in milliseconds. The mark itself never goes down. */
const MEMORY_INTERVAL_MS = 20;

/**
 * Runs a script of the project with this Node and waits for its end. With `asConfigured` unset, every
 * variable Luodi reads is emptied, which also hides what `.env` says.
 * @throws Error with the script's standard error, when it ends with another code than 0.
 */
export async function runScript(args: readonly string[], asConfigured: boolean): Promise<Run> {
  const hidden = asConfigured ? {} : Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, '']));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...hidden },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: Run = { firstOutputMs: Number.NaN, output: '' };
  let complaint = '';
  const look = () => {
    run.peakBytes = peakMemory(child.pid) ?? run.peakBytes;
  };
  const watch = setInterval(look, MEMORY_INTERVAL_MS);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (run.output === '') run.firstOutputMs = performance.now() - startedAt;
    run.output += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code === 0) return run;
    throw new Error(`node ${args.join(' ')} ended with code ${code}.\n${complaint.slice(-2000)}`);
  } finally {
    clearInterval(watch);
  }
}

/** High-water mark of a process's resident memory, in bytes (proc(5), VmHWM). */
export function peakMemory(pid: number | 'self' = 'self'): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // Not Linux, or the process has just ended; what was seen before stands.
    return undefined;
  }
}

/** The value below which the share `share` (0 to 1) of the values lies, by the nearest-rank method. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
