import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { Pack } from '../types.ts';
import type { IngestPorts } from './document.ts';
import { taskList } from './tasks.ts';

type Knowledge = Pick<IngestPorts, 'store' | 'index'>;

/**
 * Takes out the documents that the packs no longer hold or name, and those that they now keep for staff, without
 * reading anything: neither may answer the public until an ingest has come to them.
 */
export async function withdraw({
  packs,
  ...knowledge
}: Knowledge & { packs: readonly Pack[] }): Promise<void> {
  const tasks = new Map(taskList(packs).map((task) => [task.id, task]));
  for (const record of await knowledge.store.documents()) {
    const task = tasks.get(record.id);
    const isGone = task === undefined || task.skipped !== undefined;
    if (isGone || isWithdrawn(record, task.source)) await takeOut(record.id, knowledge);
  }
}

/** Whether what answers the public is for staff from now on. */
export function isWithdrawn(
  served: Pick<DocumentRecord, 'source'>,
  now: Pick<DocumentRecord['source'], 'audience'>,
): boolean {
  return served.source.audience === 'public' && now.audience === 'staff';
}

/** Takes a document out of index and store. */
export async function takeOut(id: string, { store, index }: Knowledge): Promise<void> {
  await index.retire(id);
  await store.remove(id);
}
