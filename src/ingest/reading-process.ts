import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.ts';
import type { PreparedDocument } from './prepare.ts';
import { type Assembly, assemble } from './reading-assembly.ts';
import { readFrames, sendFrame } from './reading-frames.ts';
import {
  LIMIT_LINE,
  LIMITS,
  type Limit,
  overLimit,
  REPLACE_ABOVE_BYTES,
  REPLACE_AFTER_FILES,
} from './reading-limits.ts';
import type { Order, ReadingTask } from './reading-parts.ts';

/** A process that reads one document at a time. */
export interface ReadingProcess {
  /** Reads the document that `orders` hand over. @throws AppError `unreadable` with the reason. */
  read(task: ReadingTask, orders: AsyncIterable<Order>): Promise<PreparedDocument>;
  /** Whether it may be given another document. */
  isFit(): boolean;
  /** Ends the process, whatever it is doing. */
  end(): Promise<void>;
}

/**
 * Starts a process that may read the program and nothing else, with an empty environment and without network.
 * It does not keep this one alive.
 *
 * @param readers the module whose `READERS` it reads with
 */
export function startReadingProcess(readers: string): ReadingProcess {
  const child = start(readers);
  const channel = child.stdio[3] as Socket;
  const frames = readFrames(channel);
  const lastWords = listen(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let files = 0;
  let memoryBytes = 0;

  const receive = async (assembly: Assembly): Promise<PreparedDocument> => {
    for (;;) {
      const { value: message, done } = await frames.next();
      if (done) throw new Error('The reading process has ended.');
      const finished = assembly.take(message);
      if (!finished) continue;
      memoryBytes = finished.memoryBytes;
      if (finished.result instanceof AppError) throw finished.result;
      return finished.result;
    }
  };

  const end = (): Promise<void> => {
    child.kill('SIGKILL');
    // A pipe with something left in it would stay open.
    channel.destroy();
    holdOn(child, 'ref');
    return ended;
  };

  /** Ends the process after a fault that is no finding about the document, and finds words for it. */
  const explain = async (path: string, isLate: boolean, cause: unknown): Promise<AppError> => {
    await end();
    const limit = isLate ? 'wallSeconds' : limitIn(lastWords());
    if (limit) return overLimit(path, limit);
    return new AppError('unreadable', `${path} cannot be read: the process that read it broke off.`, {
      next: 'Open the file in the program that made it, save it again, and repeat the ingest.',
      cause: new Error(`${child.signalCode ?? child.exitCode}: ${lastWords()}`, { cause }),
    });
  };

  return {
    end,
    isFit: () => !hasEnded(child) && files < REPLACE_AFTER_FILES && memoryBytes < REPLACE_ABOVE_BYTES,
    async read(task, orders) {
      files += 1;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        void end();
      }, LIMITS.wallSeconds * 1000);
      try {
        for await (const order of orders) await sendFrame(channel, order);
        return await receive(assemble(task));
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw await explain(task.source.path, isLate, error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const SOURCES = join(import.meta.dirname, '..');
const PROJECT = join(SOURCES, '..');

function start(readers: string): ChildProcess {
  const packages = join(PROJECT, 'node_modules');
  const readable = [
    SOURCES,
    packages,
    realpathSync(packages),
    join(PROJECT, 'package.json'),
    dirname(readers),
  ];
  const child = spawn(
    process.execPath,
    [
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      // For the watchdog, which is started before anything is read; after it no thread can be.
      '--allow-worker',
      '--disable-warning=PERM0006',
      '--disallow-code-generation-from-strings',
      `--max-old-space-size=${LIMITS.heapBytes / 1024 / 1024}`,
      join(import.meta.dirname, 'reading-child.ts'),
      readers,
    ],
    // The zone of the machine must not decide which day a cell of a sheet shows.
    { cwd: '/', env: { TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], windowsHide: true },
  );
  holdOn(child, 'unref');
  return child;
}

/** Whether this process goes on as long as the other one does. */
function holdOn(child: ChildProcess, hold: 'ref' | 'unref'): void {
  child[hold]();
  for (const pipe of child.stdio) (pipe as Socket | null)?.[hold]();
}

/** Characters kept of what a reading process prints; the libraries in it print what they want. */
const LAST_WORDS = 2000;

/** Takes what a process prints, so that it never waits for a reader, and gives the end of it. */
function listen(child: ChildProcess): () => string {
  let words = '';
  for (const output of [child.stdout, child.stderr] as Socket[]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-LAST_WORDS);
    });
  }
  // Writing to a process that has ended fails there and then; the channel's own event adds nothing.
  child.stdio[3]!.on('error', () => {});
  child.on('error', (error) => {
    words += String(error);
  });
  return () => words;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The limit that the watchdog names last, or that V8 keeps by itself. */
function limitIn(words: string): Limit | undefined {
  const named = words.slice(words.lastIndexOf(LIMIT_LINE) + LIMIT_LINE.length).trim();
  if (words.includes(LIMIT_LINE) && Object.hasOwn(LIMITS, named)) return named as Limit;
  return words.includes('heap out of memory') ? 'memoryBytes' : undefined;
}
