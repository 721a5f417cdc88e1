import { setTimeout } from 'node:timers/promises';
import type { Audience } from '../types.ts';
import { distinctAudiences } from './audiences.ts';
import type {
  Census,
  DaysInForce,
  IndexEntry,
  IndexHits,
  IndexQuery,
  IndexUpkeep,
  PassageIndex,
} from './passage-index.ts';
import { type Connection, connect } from './qdrant-client.ts';
import { QdrantEntries } from './qdrant-entries.ts';
import { readInverseFrequencies } from './qdrant-frequencies.ts';
import { aliasOf, openCurrent } from './qdrant-generations.ts';
import { countingOf, type Searched, searchCollection } from './qdrant-search.ts';
import type { CollectionSettings } from './qdrant-settings.ts';
import { upkeepOf } from './qdrant-upkeep.ts';

export interface QdrantOptions extends Omit<Connection, 'wait'>, CollectionSettings {
  /** Name of the index. On the server it is the beginning of an alias and of the collections behind it. */
  collection: string;
  /** Of the dense vectors; absent where entries have none. */
  dimension?: number;
  /** Puts an empty collection in the place of one of another shape, instead of refusing it: `--rebuild`. */
  recreate?: boolean;
  /** Waits between attempts; resolves after so many milliseconds. */
  wait?(milliseconds: number): Promise<void>;
}

/** Time for what takes as long as there is data, in milliseconds. */
const PATIENT_MS = 6 * 60 * 60 * 1000;

/**
 * The index on a Qdrant server, created there on demand. It is reached by an alias, so that a rebuild can put
 * another collection in its place. Inverse document frequencies are the server's, who counts each shard for itself.
 *
 * @throws AppError `misconfigured` (URL), `unreachable`, `refused` (key), `conflict` (collection of
 * another shape).
 */
export async function openQdrantIndex(options: QdrantOptions): Promise<PassageIndex> {
  const { collection, dimension = 0, recreate = false } = options;
  const wait = options.wait ?? ((milliseconds: number) => setTimeout(milliseconds));
  const qdrant = await connect({ ...options, wait });
  const patient = await connect({ ...options, wait, timeoutMs: PATIENT_MS });
  await qdrant.read((client) => openCurrent(client, collection, { ...options, dimension, recreate }));
  const entries = new QdrantEntries(qdrant, aliasOf(collection), dimension);
  const upkeep = upkeepOf({ ...options, qdrant, patient, dimension, wait });
  return new QdrantIndex({ qdrant, entries, settings: options }, upkeep);
}

class QdrantIndex implements PassageIndex {
  readonly name = 'qdrant';
  readonly upkeep: IndexUpkeep;
  readonly #searched: Searched;

  constructor(searched: Searched, upkeep: IndexUpkeep) {
    this.#searched = searched;
    this.upkeep = upkeep;
  }

  put(entries: readonly IndexEntry[]): Promise<void> {
    return this.#searched.entries.put(entries);
  }

  retire(document: string, keepVersion?: string): Promise<void> {
    return this.#searched.entries.retire(document, keepVersion);
  }

  setDays(document: string, days: DaysInForce): Promise<void> {
    return this.#searched.entries.setDays(document, days);
  }

  search(query: IndexQuery): Promise<IndexHits> {
    return searchCollection(query, this.#searched);
  }

  async inverseFrequencies(
    terms: readonly number[],
    audiences: readonly Audience[],
  ): Promise<Map<number, number>> {
    return readInverseFrequencies(terms, distinctAudiences(audiences), countingOf(this.#searched));
  }

  count(): Promise<number> {
    return this.#searched.entries.count();
  }

  census(): Promise<Census> {
    return this.#searched.entries.census();
  }

  async close(): Promise<void> {}
}
