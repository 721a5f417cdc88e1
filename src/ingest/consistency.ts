import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { IngestPorts } from './document.ts';

interface Knowledge extends Pick<IngestPorts, 'index'> {
  /** What the store serves, by id. */
  served: ReadonlyMap<string, DocumentRecord>;
}

/** Takes out what an ingest that was stopped had staged and never served. */
export async function dropAbandoned({
  store,
  index,
  served,
}: Knowledge & Pick<IngestPorts, 'store'>): Promise<void> {
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
 * stopped ingest left of earlier versions or documents, and are retired.
 */
export async function holdsAll(knowledge: Knowledge, notice: (text: string) => void): Promise<boolean> {
  const { index, served } = knowledge;
  const expected = [...served.values()].reduce((sum, record) => sum + record.passages, 0);
  let found = await index.count();
  if (found > expected) {
    await dropStrangers(knowledge);
    found = await index.count();
  }
  if (found >= expected) return true;
  notice(`The index holds ${found} of ${expected} passages; all documents are indexed again.`);
  return false;
}

/** Retires entries of versions and of documents that the store does not serve. */
export async function dropStrangers({ index, served }: Knowledge): Promise<void> {
  const { documents, versions } = await index.census();
  for (const [id, entries] of documents) {
    const version = served.get(id)?.version;
    if (version === undefined || versions.get(version) !== entries) await index.retire(id, version);
  }
}
