import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { IngestPorts } from './document.ts';

interface Knowledge extends Pick<IngestPorts, 'store' | 'index'> {
  /** What the store serves, by id. */
  served: ReadonlyMap<string, DocumentRecord>;
}

/** Takes out what an ingest that was stopped had staged and never served. */
export async function dropAbandoned({ store, index, served }: Knowledge): Promise<void> {
  for (const { id } of await store.abandoned()) {
    const current = served.get(id);
    await index.retire(id, current?.version);
    if (current) await store.serve(id, current.version);
    else await store.remove(id);
  }
}

/**
 * Whether the index holds all that the store serves. Entries too few (an index that was emptied or
 * replaced) mean that documents would be silent, so that all must be indexed again; too many are what a
 * stopped ingest left of earlier versions, and are retired.
 */
export async function holdsAll(
  { index, served }: Knowledge,
  notice: (text: string) => void,
): Promise<boolean> {
  const expected = [...served.values()].reduce((sum, record) => sum + record.passages, 0);
  let found = await index.count();
  if (found > expected) {
    for (const record of served.values()) await index.retire(record.id, record.version);
    found = await index.count();
  }
  if (found >= expected) return true;
  notice(`The index holds ${found} of ${expected} passages; all documents are indexed again.`);
  return false;
}
