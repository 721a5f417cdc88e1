import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { EntryWriter, IndexUpkeep } from '../vectors/passage-index.ts';
import { embedDocument, type IngestPorts, putPassages } from './document.ts';
import { type Outcome, type Reading, readAhead } from './read-ahead.ts';
import { type IngestProgress, unchangedFile } from './report.ts';
import type { Step } from './tasks.ts';

/** What a rebuild takes: what is served, and how that becomes entries. */
export interface RebuildOptions extends Omit<IngestPorts, 'index'> {
  upkeep: IndexUpkeep;
  reading: Reading;
  onProgress?: (event: IngestProgress) => void;
}

/**
 * Fills a new index with all that the store serves, while the one there is goes on answering, and puts it in its
 * place. No file is read: the store has the clean texts. What another process takes in meanwhile is taken over.
 *
 * @returns The number of passages in the new index.
 * @throws AppError when store or index fail, EmbeddingFailed when the endpoint does; the index there is goes on
 * answering then.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<number> {
  const making = await options.upkeep.rebuild();
  const filled = new Map<string, string>();
  try {
    const passages = await fill(making.entries, filled, options);
    const found = await making.entries.count();
    if (found !== passages) throw notFilled(found, passages);
    await making.complete();
    // What was taken in between the last look and the switch went to the index that is gone.
    return await fill(making.entries, filled, options);
  } catch (error) {
    // The first failure is the one to tell; what is left is dropped by the next rebuild.
    await making.abandon().catch(() => {});
    throw error;
  }
}

/**
 * Puts documents until none is left that differs from what the store serves.
 *
 * @param filled What of each document has been put.
 * @returns The number of passages served.
 */
async function fill(
  entries: EntryWriter,
  filled: Map<string, string>,
  options: RebuildOptions,
): Promise<number> {
  for (;;) {
    const records = await options.store.documents();
    const present = new Set(records.map(({ id }) => id));
    const gone = [...filled.keys()].filter((id) => !present.has(id));
    const due = records.filter((record) => filled.get(record.id) !== stateOf(record));
    if (gone.length + due.length === 0) return records.reduce((sum, { passages }) => sum + passages, 0);
    for (const id of gone) {
      await entries.retire(id);
      filled.delete(id);
    }
    await fillIn(due, entries, options);
    for (const record of due) filled.set(record.id, stateOf(record));
  }
}

/** What of a document its entries depend on. */
function stateOf({ version, validity }: DocumentRecord): string {
  return JSON.stringify([version, validity.from, validity.to]);
}

async function fillIn(
  records: readonly DocumentRecord[],
  entries: EntryWriter,
  options: RebuildOptions,
): Promise<void> {
  const { reading, onProgress } = options;
  const files = records.length;
  onProgress?.({ type: 'started', files });
  const outcomes = readAhead(records.map(toStep), reading);
  for (const [at, record] of records.entries()) {
    onProgress?.({ type: 'reading', path: record.id, position: at + 1, files });
    await putRecord(record, (await outcomes.next()).value!, entries, options);
    onProgress?.({ type: 'finished', position: at + 1, files, file: unchangedFile(record) });
    await nextTurn();
  }
}

/** A document whose text is taken from the store. */
function toStep(record: DocumentRecord): Step {
  const { id, source, packName, version, contentHash } = record;
  return {
    task: { id, source, packName },
    fingerprint: { version, contentHash },
    kind: 'described',
    known: record,
  };
}

async function putRecord(
  record: DocumentRecord,
  { prepared, failure }: Outcome,
  entries: EntryWriter,
  options: RebuildOptions,
): Promise<void> {
  if (!prepared) throw failure;
  const dense = await embedDocument(prepared.passages, options);
  await putPassages({ document: record, prepared, dense }, entries);
  await entries.retire(record.id, record.version);
}

function notFilled(found: number, passages: number): AppError {
  return new AppError('conflict', `The new index holds ${found} passages and the store ${passages}.`, {
    next: 'Run it again while nothing else takes in documents.',
    retryable: true,
  });
}
