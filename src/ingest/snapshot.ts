import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import type { IndexSnapshot } from '../vectors/passage-index.ts';
import type { IngestPorts } from './document.ts';

/** What a snapshot is made from. */
export interface SnapshotSource extends Pick<IngestPorts, 'store' | 'index'> {
  /** Writes a copy of the store's file into a folder and gives back its path. */
  backup(folder: string): Promise<string>;
}

/** A copy of all that is known, as it stands in `snapshot.json` beside the copy of the store. */
export interface KnowledgeSnapshot {
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Path of the copy of the store's file. An embedded index is in it. */
  store: string;
  documents: number;
  passages: number;
  /** The copy that the index's server made and keeps. */
  index?: IndexSnapshot;
}

/** How often it is tried while others take in documents. */
const ATTEMPTS = 3;

/**
 * Copies store and index so that the copies fit together: between one look at the store and the next, nothing
 * was taken in.
 *
 * @param folder Where the copy of the store goes; it must not hold one yet.
 * @throws AppError `conflict` where documents are being taken in all the time; those of store and index.
 */
export async function takeSnapshot(source: SnapshotSource, folder: string): Promise<KnowledgeSnapshot> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await stateOf(source);
    const store = await source.backup(folder);
    const index = await source.index.upkeep?.snapshot();
    if ((await stateOf(source)) === before) {
      const records = await source.store.documents();
      const passages = records.reduce((sum, record) => sum + record.passages, 0);
      const createdAt = new Date().toISOString();
      const snapshot: KnowledgeSnapshot = { createdAt, store, documents: records.length, passages, index };
      await writeFile(join(folder, 'snapshot.json'), `${JSON.stringify(snapshot, undefined, 2)}\n`);
      return snapshot;
    }
    await rm(store);
  }
  throw new AppError('conflict', 'Documents are being taken in, so that a snapshot would not fit together.', {
    next: 'Take it again when the ingest has finished.',
    retryable: true,
  });
}

async function stateOf({ store }: SnapshotSource): Promise<string> {
  const [records, abandoned] = await Promise.all([store.documents(), store.abandoned()]);
  return JSON.stringify([records.map(({ id, version, validity }) => [id, version, validity]), abandoned]);
}
