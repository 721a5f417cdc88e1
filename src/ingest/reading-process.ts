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
import { type Order, READY, type ReadingTask } from './reading-parts.ts';
import { spawnForReading } from './reading-spawn.ts';

/** A process that reads one document at a time. */
export interface ReadingProcess {
  /** Reads the document that `orders` hand over. @throws AppError `unreadable` with the reason. */
  read(task: ReadingTask, orders: AsyncIterable<Order>): Promise<PreparedDocument>;
  /** Whether it may be given another document. */
  isFit(): boolean;
  /** Ends the process, whatever it is doing; settles when it is gone. */
  end(): Promise<void>;
}

/**
 * Starts a process for reading.
 *
 * @param readers the module whose `READERS` it reads with
 */
export function startReadingProcess(readers: string): ReadingProcess {
  const spawned = spawnForReading(readers);
  const { channel, end, lastWords } = spawned;
  const frames = readFrames(channel);
  const state = { hasStarted: false, files: 0, memoryBytes: 0 };

  const next = async (): Promise<unknown> => {
    const { value: message, done } = await frames.next();
    if (done) throw new Error('The reading process has ended.');
    return message;
  };

  const receive = async (assembly: Assembly): Promise<PreparedDocument> => {
    if (!state.hasStarted) state.hasStarted = (await next()) === READY;
    for (;;) {
      const finished = assembly.take(await next());
      if (!finished) continue;
      state.memoryBytes = finished.memoryBytes;
      if (finished.result instanceof AppError) throw finished.result;
      return finished.result;
    }
  };

  return {
    end,
    isFit: () =>
      !spawned.hasEnded() && state.files < REPLACE_AFTER_FILES && state.memoryBytes < REPLACE_ABOVE_BYTES,
    async read(task, orders) {
      state.files += 1;
      const clock = startClock(end);
      try {
        for await (const order of orders) await sendFrame(channel, order);
        return await receive(assemble(task));
      } catch (cause) {
        // What the process itself has found out about the document.
        if (cause instanceof AppError) throw cause;
        await end();
        const { path } = task.source;
        const limit = clock.isOver() ? 'wallSeconds' : limitIn(lastWords());
        if (limit) throw overLimit(path, limit);
        const words = new Error(lastWords(), { cause });
        throw state.hasStarted ? brokeOff(path, words) : notStarted(path, words);
      } finally {
        clock.stop();
      }
    },
  };
}

/** The time that a document has: when it is over, `end` is called. */
function startClock(end: () => Promise<void>) {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    void end();
  }, LIMITS.wallSeconds * 1000);
  return { isOver: () => isOver, stop: () => clearTimeout(timer) };
}

/** The limit that the watchdog names last, or that V8 keeps by itself. */
function limitIn(words: string): Limit | undefined {
  const named = words.slice(words.lastIndexOf(LIMIT_LINE) + LIMIT_LINE.length).split('\n')[0]!;
  if (words.includes(LIMIT_LINE) && Object.hasOwn(LIMITS, named)) return named as Limit;
  return words.includes('heap out of memory') ? 'memoryBytes' : undefined;
}

function brokeOff(path: string, cause: Error): AppError {
  return new AppError('unreadable', `${path} cannot be read: the process that read it broke off.`, {
    next: 'Open the file in the program that made it, save it again, and repeat the ingest.',
    retryable: true,
    cause,
  });
}

function notStarted(path: string, cause: Error): AppError {
  const lines = cause.message.trim().split('\n');
  const reason = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0];
  return new AppError('unreadable', `${path} was not read: no process for reading starts (${reason}).`, {
    next: 'This is no fault of the file: install the packages again, and see that memory is left.',
    retryable: true,
    cause,
  });
}
