import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { Census, IndexRemark, IndexSnapshot } from '../vectors/passage-index.ts';
import type { IngestPorts } from './document.ts';

/** How store and index stand to each other. */
export interface Inspection {
  /** What the store serves. */
  documents: number;
  passages: number;
  /** Where the index differs from that, a sentence each. */
  drift: string[];
  /** What else there is to know of the index. */
  remarks: IndexRemark[];
  /** The last copy that the index's server made of it. */
  snapshot?: IndexSnapshot;
  /** Whether the index has a server, and so copies of its own. */
  isServed: boolean;
}

/** Documents that a sentence names. */
const NAMED = 3;

/** Compares what the store serves with what the index holds, and asks the index how it is kept. */
export async function inspectIndex({
  store,
  index,
}: Pick<IngestPorts, 'store' | 'index'>): Promise<Inspection> {
  const records = await store.documents();
  const condition = await index.upkeep?.condition();
  return {
    documents: records.length,
    passages: records.reduce((sum, { passages }) => sum + passages, 0),
    drift: driftBetween(records, await index.census()),
    remarks: condition?.remarks ?? [],
    snapshot: condition?.snapshot,
    isServed: index.upkeep !== undefined,
  };
}

function driftBetween(records: readonly DocumentRecord[], { documents, versions }: Census): string[] {
  const served = new Set(records.map(({ id }) => id));
  const held = (record: DocumentRecord) => versions.get(record.version) ?? 0;
  const missing = records.filter((record) => record.passages > 0 && !documents.has(record.id));
  const present = records.filter(({ id }) => documents.has(id));
  const otherVersion = present.filter((record) => held(record) === 0);
  const partly = present.filter((record) => held(record) > 0 && held(record) !== record.passages);
  const older = present.filter((record) => held(record) > 0 && documents.get(record.id)! > held(record));
  const strange = [...documents.keys()].filter((id) => !served.has(id));
  return [
    sentence(missing.map(idOf), 'not in the index'),
    sentence(otherVersion.map(idOf), 'in the index in another version only'),
    sentence(
      partly.map((record) => `${record.id} (${held(record)} of ${record.passages} passages)`),
      'in the index with other passages than are served',
    ),
    sentence(older.map(idOf), 'in the index with passages of an earlier version as well'),
    sentence(strange, 'in the index and not in the store'),
  ].filter((text) => text !== undefined);
}

function idOf({ id }: DocumentRecord): string {
  return id;
}

function sentence(ids: readonly string[], what: string): string | undefined {
  if (ids.length === 0) return undefined;
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
  const count = ids.length === 1 ? '1 document is' : `${ids.length} documents are`;
  return `${count} ${what}: ${ids.slice(0, NAMED).join(', ')}${more}.`;
}
