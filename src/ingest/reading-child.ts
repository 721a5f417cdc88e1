import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { readBytes } from '../documents/read.ts';
import type { Format } from '../documents/reader.ts';
import { AppError } from '../errors.ts';
import type { CleanText } from '../types.ts';
import { readFrames, sendFrame } from './reading-frames.ts';
import { LIMITS, overLimit } from './reading-limits.ts';
import { closeNetwork, takeAttempts } from './reading-network.ts';
import {
  addPart,
  type DocumentOrder,
  type Order,
  partsOfClean,
  partsOfPrepared,
  READY,
  type Report,
} from './reading-parts.ts';

/**
 * The process that reads files for the one that has started it, one after another: under Node's permissions,
 * without network, watched by a thread. Its argument is the module whose `READERS` it reads with.
 */
const CHANNEL = 3;

const channel = new Socket({ fd: CHANNEL });
// The one that has started it is gone.
channel.on('close', () => process.exit());
const watchdog = new Worker(new URL('./reading-watchdog.ts', import.meta.url), {
  workerData: { parent: process.ppid },
});
const isWatched = new Promise((resolve) => watchdog.once('online', resolve));
closeNetwork();
// Only now: none of these may find the network open.
const { READERS } = (await import(process.argv[2]!)) as { READERS: readonly Format[] };
const { prepareDocument } = await import('./prepare.ts');
await isWatched;
await sendFrame(channel, READY);

/** Longest message that is told of a file, in characters: some libraries quote what they could not read. */
const LONGEST_MESSAGE = 500;

/** A document as it arrives. */
interface Arrival extends DocumentOrder {
  bytes: Uint8Array[];
  /** The clean text where it is known. */
  clean: CleanText;
}

let arrival: Arrival | undefined;
for await (const frame of readFrames(channel)) {
  const order = frame as Order;
  if (order.type === 'document') {
    watchdog.postMessage('a document begins');
    arrival = { ...order.document, bytes: [], clean: { text: '', blocks: [], warnings: [] } };
  } else if (!arrival) throw new Error('No document was announced.');
  else if (order.type === 'bytes') arrival.bytes.push(order.bytes);
  else if (order.type !== 'end') addPart(arrival.clean, order);
  else {
    const whole = arrival;
    arrival = undefined;
    for await (const report of reportsOn(whole)) await sendFrame(channel, report);
  }
}

/** Everything that is told of one document. */
async function* reportsOn(whole: Arrival): AsyncGenerator<Report> {
  takeAttempts();
  const memoryBytes = () => process.memoryUsage.rss();
  try {
    const clean = whole.isKnown ? whole.clean : await read(whole);
    const prepared = await prepareDocument({ ...whole, clean });
    if (!whole.isKnown) {
      const reached = takeAttempts().map((host) => `It tried to reach ${host}; nothing was fetched.`);
      const { warnings } = prepared.clean;
      yield* partsOfClean({ ...prepared.clean, warnings: [...warnings, ...reached] });
    }
    yield* partsOfPrepared(prepared);
    const { title, ownWords } = prepared;
    yield { type: 'done', title, ownWords, memoryBytes: memoryBytes() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const next = error instanceof AppError ? error.next : undefined;
    yield { type: 'failed', message: message.slice(0, LONGEST_MESSAGE), next, memoryBytes: memoryBytes() };
  }
}

async function read({ bytes, source: { path }, readAs }: Arrival): Promise<CleanText> {
  const content = Buffer.concat(bytes.splice(0));
  const clean = await readBytes(content, { path, readAs, readers: READERS });
  const { text, blocks, title } = clean;
  if (text.length > LIMITS.characters) throw overLimit(path, 'characters');
  if (blocks.length > LIMITS.blocks) throw overLimit(path, 'blocks');
  const longest = LIMITS.headingCharacters;
  const isLong = blocks.some(({ kind, start, end }) => kind === 'heading' && end - start > longest);
  if (isLong || (title?.length ?? 0) > longest) throw overLimit(path, 'headingCharacters');
  return clean;
}
