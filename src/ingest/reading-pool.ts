import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { convertLegacy, isLegacy } from '../documents/office/legacy-office.ts';
import { readChunks } from '../documents/read.ts';
import { AppError } from '../errors.ts';
import type { PreparedDocument } from './prepare.ts';
import { type Order, partsOfBytes, partsOfClean, type ReadingTask } from './reading-parts.ts';
import { type ReadingProcess, startReadingProcess } from './reading-process.ts';

export type { ReadingTask };

/** Processes that read files, so that no file can block, break or fill the one that answers. */
export interface ReadingPool {
  /** Reads and prepares one document in a process apart. @throws AppError `unreadable` with the reason. */
  prepare(task: ReadingTask): Promise<PreparedDocument>;
  /** Documents that may usefully be under way at once. */
  readonly size: number;
  /** Ends all processes; documents under way are not read. */
  close(): Promise<void>;
}

export interface ReadingPoolOptions {
  /** Absolute path of the module whose `READERS` files are read with; Luodi's own unless set. */
  readers?: string;
  /** Processes at most; as many as there are processors, up to four, unless set. */
  size?: number;
}

const OWN_READERS = join(import.meta.dirname, '..', 'documents', 'readers.ts');
/** Each may take half a gigabyte. */
const MOST_PROCESSES = 4;

/** Opens a pool that starts its processes as documents come. */
export function openReadingPool({
  readers = OWN_READERS,
  size = Math.max(1, Math.min(MOST_PROCESSES, availableParallelism())),
}: ReadingPoolOptions = {}): ReadingPool {
  const inTurn = takeTurns(size);
  const processes = new Set<ReadingProcess>();
  const idle: ReadingProcess[] = [];
  const closing = new AbortController();
  const endAll = () => Promise.all([...processes].map((running) => running.end()));
  process.once('exit', endAll);

  const discard = async (reader: ReadingProcess): Promise<void> => {
    await reader.end();
    processes.delete(reader);
  };

  const obtain = (): ReadingProcess => {
    const waiting = idle.pop();
    if (waiting?.isFit()) return waiting;
    if (waiting) void discard(waiting);
    const started = startReadingProcess(readers);
    processes.add(started);
    return started;
  };

  const read = async (task: ReadingTask): Promise<PreparedDocument> => {
    const { path } = task.source;
    const orders = await ordersFor(task, closing.signal);
    if (closing.signal.aborted) throw stopped(path);
    const reader = obtain();
    try {
      return await reader.read(task, orders);
    } catch (error) {
      throw closing.signal.aborted ? stopped(path) : error;
    } finally {
      if (reader.isFit()) idle.push(reader);
      else void discard(reader);
    }
  };

  return {
    size,
    prepare: (task) => inTurn(() => read(task)),
    async close() {
      closing.abort();
      process.removeListener('exit', endAll);
      await endAll();
    },
  };
}

/** What hands a document over. A file in an old format is converted first, which has limits of its own. */
async function ordersFor(task: ReadingTask, signal: AbortSignal): Promise<AsyncIterable<Order>> {
  const { source, clean } = task;
  if (clean) return orders(task, source.path, partsOfClean(clean));
  if (!isLegacy(source.path)) return orders(task, source.path, partsOfBytes(readChunks(source)));
  const { bytes, extension } = await convertLegacy({ ...source, signal });
  return orders(task, `${source.path}.${extension}`, partsOfBytes([bytes]));
}

async function* orders(
  { id, version, source, clean }: ReadingTask,
  readAs: string,
  parts: Iterable<Order> | AsyncIterable<Order>,
): AsyncGenerator<Order> {
  yield { type: 'document', document: { id, version, source, readAs, isKnown: clean !== undefined } };
  yield* parts;
  yield { type: 'end' };
}

function stopped(path: string): AppError {
  return new AppError('unreadable', `${path} was not read: the ingest was stopped.`, { retryable: true });
}

/** Lets at most `size` pieces of work run at a time, the others in the order they came. */
function takeTurns(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
