import { AppError } from '../errors.ts';
import type { IndexCondition, IndexSnapshot, IndexUpkeep, Rebuilding } from './passage-index.ts';
import type { Qdrant } from './qdrant-client.ts';
import type { CollectionOptions } from './qdrant-collection.ts';
import { QdrantEntries } from './qdrant-entries.ts';
import { beginNext, readAnswering, readGenerations, switchTo } from './qdrant-generations.ts';
import { settingsDrift } from './qdrant-settings.ts';

/** The index whose collections are kept, and how they are made. */
export interface Kept extends CollectionOptions {
  qdrant: Qdrant;
  /** For calls that the server answers when it has finished, however long that takes. */
  patient: Qdrant;
  /** Name of the index, from which its collections have theirs. */
  collection: string;
  wait(milliseconds: number): Promise<void>;
}

/** How often a collection is looked at that is not ready yet, in milliseconds. */
const LOOK_AGAIN_MS = 1000;

const REBUILD = 'Run: npm run -s luodi -- ingest --rebuild';

/** What is done with an index on Qdrant as a whole. See the contract. */
export function upkeepOf(kept: Kept): IndexUpkeep {
  return {
    rebuild: () => rebuild(kept),
    condition: () => readCondition(kept),
    snapshot: () => takeSnapshot(kept),
  };
}

async function rebuild(kept: Kept): Promise<Rebuilding> {
  const { qdrant, collection, dimension } = kept;
  const name = await qdrant.write((client) => beginNext(client, collection, kept));
  return {
    entries: new QdrantEntries(qdrant, name, dimension),
    async complete() {
      await untilReady(name, kept);
      await qdrant.write((client) => switchTo(client, collection, name));
    },
    async abandon() {
      const { current } = await qdrant.read((client) => readGenerations(client, collection));
      // It may have failed when it answered already.
      if (name !== current) await qdrant.write((client) => client.deleteCollection(name));
    },
  };
}

/** Waits while the server still builds what makes a collection quick: until then every search would read all of it. */
async function untilReady(name: string, { qdrant, wait }: Kept): Promise<void> {
  while ((await qdrant.read((client) => client.getCollection(name))).status === 'yellow') {
    await wait(LOOK_AGAIN_MS);
  }
}

async function readCondition(kept: Kept): Promise<IndexCondition> {
  const { qdrant, collection, dimension } = kept;
  const { current, others, outdated } = await qdrant.read((client) => readAnswering(client, collection));
  const { config, status } = await qdrant.read((client) => client.getCollection(current));
  const remarks = [
    ...settingsDrift(config, kept, dimension > 0),
    ...(status === 'red' ? [`The server says that its collection ${current} is damaged.`] : []),
    ...others.map(
      (name) => `The collection ${name} is left from a rebuild that was stopped, unless one is under way.`,
    ),
  ].map((found) => ({ found, next: REBUILD }));
  for (const name of outdated) {
    const found = `The collection ${name} belongs to an earlier version of Luodi.`;
    remarks.push({ found, next: 'Remove it, unless that version is still in use.' });
  }
  const snapshots = await qdrant.read((client) => client.listSnapshots(current));
  const last = snapshots.reduce<(typeof snapshots)[number] | undefined>(
    (latest, each) => ((latest?.creation_time ?? '') > (each.creation_time ?? '') ? latest : each),
    undefined,
  );
  return { remarks, snapshot: last && describe(current, last) };
}

async function takeSnapshot({ qdrant, patient, collection }: Kept): Promise<IndexSnapshot> {
  const { current } = await qdrant.read((client) => readAnswering(client, collection));
  // Each try that the server carried out would leave a copy of all.
  const made = await patient.once((client) => client.createSnapshot(current));
  if (made) return describe(current, made);
  throw new AppError('conflict', `Qdrant at ${qdrant.place} did not say which snapshot it made.`);
}

function describe(
  collection: string,
  { name, creation_time }: { name: string; creation_time?: string | null },
): IndexSnapshot {
  return { collection, name, ...(creation_time && { createdAt: `${creation_time}Z` }) };
}
