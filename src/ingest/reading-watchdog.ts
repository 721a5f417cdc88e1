import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { LIMIT_LINE, LIMITS, type Limit } from './reading-limits.ts';

/**
 * Runs as a thread beside the reading of files, which may block its own for good: ends the process when a
 * file takes too much memory or processor time, or when the process that asked for it is gone. A thread and
 * not a look from outside, because it works alike on every system and outlives the one who would look.
 */
const CHECK_EVERY_MS = 20;
const STANDARD_ERROR = 2;

const { parent } = workerData as { parent: number };
let processorAtStart = processorSeconds();

// A file begins.
parentPort!.on('message', () => {
  processorAtStart = processorSeconds();
});

setInterval(() => {
  // The system gives the children of a process that has ended to another one.
  if (process.ppid !== parent) end();
  if (process.memoryUsage.rss() > LIMITS.memoryBytes) end('memoryBytes');
  if (processorSeconds() - processorAtStart > LIMITS.processorSeconds) end('processorSeconds');
}, CHECK_EVERY_MS);

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function end(limit?: Limit): void {
  try {
    if (limit) writeSync(STANDARD_ERROR, `\n${LIMIT_LINE}${limit}\n`);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
