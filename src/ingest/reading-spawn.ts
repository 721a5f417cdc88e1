import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { LIMITS } from './reading-limits.ts';

/** A process that has been started for reading. It does not keep this one alive. */
export interface SpawnedProcess {
  /** The pipe for orders and reports. */
  channel: Socket;
  hasEnded(): boolean;
  /** The end of what it has printed, and how it ended if it has: for the log. */
  lastWords(): string;
  /** Ends it, whatever it is doing; settles when it is gone. */
  end(): Promise<void>;
}

const SOURCES = join(import.meta.dirname, '..');
const PROJECT = join(SOURCES, '..');
/** Characters kept of what a process prints; the libraries in it print what they want. */
const LAST_WORDS = 2000;

/**
 * Starts a process that may read the program and nothing else, with an empty environment.
 *
 * @param readers the module whose `READERS` it reads with
 */
export function spawnForReading(readers: string): SpawnedProcess {
  const child = spawn(process.execPath, argumentsFor(readers), {
    cwd: '/',
    // The zone of the machine must not decide which day a cell of a sheet shows.
    env: { TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const channel = child.stdio[3] as Socket;
  // Writing to a process that has ended fails there and then; the channel's own event adds nothing.
  channel.on('error', () => {});
  const lastWords = listen(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  holdOn(child, 'unref');
  return {
    channel,
    lastWords,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end() {
      child.kill('SIGKILL');
      // A pipe with something left in it would stay open.
      channel.destroy();
      holdOn(child, 'ref');
      return ended;
    },
  };
}

function argumentsFor(readers: string): string[] {
  const packages = join(PROJECT, 'node_modules');
  const program = [SOURCES, packages, realpathSync(packages), join(PROJECT, 'package.json')];
  return [
    '--permission',
    ...[...program, dirname(readers)].map((path) => `--allow-fs-read=${path}`),
    // For the watchdog, which is started before anything is read; after it no thread can be.
    '--allow-worker',
    '--disable-warning=PERM0006',
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${LIMITS.heapBytes / 1024 / 1024}`,
    join(import.meta.dirname, 'reading-child.ts'),
    readers,
  ];
}

/** Whether this process goes on as long as the other one does. */
function holdOn(child: ChildProcess, hold: 'ref' | 'unref'): void {
  child[hold]();
  for (const pipe of child.stdio) (pipe as Socket | null)?.[hold]();
}

/** Takes what a process prints, so that it never waits for a reader, and gives the end of it. */
function listen(child: ChildProcess): () => string {
  let words = '';
  const hear = (more: string) => {
    words = (words + more).slice(-LAST_WORDS);
  };
  for (const output of [child.stdout, child.stderr]) output?.setEncoding('utf8').on('data', hear);
  child.on('error', (error) => hear(`\n${error}\n`));
  child.on('exit', (code, signal) => hear(`\nIt ended with ${signal ?? `exit code ${code}`}.\n`));
  return () => words;
}
