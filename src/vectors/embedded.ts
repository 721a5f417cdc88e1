import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import type { Audience } from '../types.ts';
import { toStoredDays } from './days.ts';
import { EntryMemory, type StoredEntry } from './entry-memory.ts';
import { EntryRows, toStored } from './entry-rows.ts';
import { readSnapshot, writeSnapshot } from './entry-snapshot.ts';
import { otherDimension } from './other-dimension.ts';
import type {
  Census,
  DaysInForce,
  IndexEntry,
  IndexHits,
  IndexQuery,
  PassageIndex,
} from './passage-index.ts';

/** Entries of a transaction: some tens of milliseconds, after which waiting searches get their turn. */
const BATCH = 500;

/** Below this number of entries, reading rows takes a tenth of a second or two. */
const LEAST_SAVED = 5000;
/** Share of the entries that must have changed before all are written again. */
const SHARE_SAVED = 0.2;
/** The most that `randomInt` gives. */
const MOST_TOKENS = 2 ** 48 - 1;

/** Where the snapshot of a database lies. */
export function snapshotFile(database: string): string {
  return `${database}.snapshot`;
}

/**
 * The index that needs no server: entries lie in SQLite and are searched in memory, exhaustively and
 * exactly. It shares `database` with others: its `close` leaves the database open, for whoever opened it
 * to close. Several processes may open the same file; each sees the others' writes at its next call.
 *
 * `put` is durable and atomic by batches of 500.
 */
export async function openEmbeddedIndex(database: Database): Promise<PassageIndex> {
  return new EmbeddedIndex(database);
}

class EmbeddedIndex implements PassageIndex {
  readonly name = 'embedded';
  readonly #database: Database;
  readonly #rows: EntryRows;
  /** All entries, from the first search on: what only writes, as most ingests do, needs none of them. */
  #memory: EntryMemory | undefined;
  /** The last revision that memory holds. */
  #revision = 0;
  #dataVersion = -1;
  /** Entries that this process has changed or had to read as rows: what the next one would have to read too. */
  #unsaved = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#rows = new EntryRows(database.sqlite);
  }

  async put(entries: readonly IndexEntry[]): Promise<void> {
    const stored = entries.map(toStored);
    for (let start = 0; start < stored.length; start += BATCH) {
      if (start > 0) await setImmediate();
      await this.#putBatch(stored.slice(start, start + BATCH));
    }
  }

  #putBatch(batch: readonly StoredEntry[]): Promise<void> {
    return this.#change(() => {
      const known = this.#memory ? this.#memory.dimension : this.#rows.dimension();
      const expected = known ?? batch[0]?.dense?.length ?? 0;
      const odd = batch.find((entry) => (entry.dense?.length ?? 0) !== expected);
      if (odd) throw otherDimension(odd.dense?.length ?? 0, expected);
      this.#revision = this.#rows.write(batch);
      this.#unsaved += batch.length;
      this.#memory?.add(batch);
    });
  }

  retire(document: string, keepVersion?: string): Promise<void> {
    return this.#change(() => {
      const { ids, revision } = this.#rows.retire(document, keepVersion);
      this.#revision = revision;
      for (const id of ids) this.#memory?.remove(id);
    });
  }

  async setDays(document: string, days: DaysInForce): Promise<void> {
    const stored = toStoredDays(days);
    await this.#change(() => {
      const { ids, revision } = this.#rows.setDays(document, stored);
      this.#revision = revision;
      for (const id of ids) this.#memory?.setDays(id, stored);
    });
  }

  /** Writes to the file and to memory in one synchronous turn, so that no search sees one without the other. */
  async #change(work: () => void): Promise<void> {
    let before: number | undefined;
    try {
      await this.#database.transact(() => {
        if (this.#memory) this.#refresh(this.#memory);
        before = this.#revision;
        work();
      });
    } catch (error) {
      // What was not committed must not stay in memory.
      if (before !== undefined && before !== this.#revision) this.#forget();
      throw error;
    }
  }

  async search(query: IndexQuery): Promise<IndexHits> {
    return this.#entries().search(query);
  }

  async inverseFrequencies(
    terms: readonly number[],
    audiences: readonly Audience[],
  ): Promise<Map<number, number>> {
    return this.#entries().inverseFrequencies(terms, audiences);
  }

  async count(): Promise<number> {
    return this.#rows.count();
  }

  async census(): Promise<Census> {
    return { documents: this.#rows.countBy('document'), versions: this.#rows.countBy('version') };
  }

  async close(): Promise<void> {
    await this.#save();
    this.#forget();
  }

  /** Leaves a snapshot where that makes the next opening noticeably faster. */
  async #save(): Promise<void> {
    const { file } = this.#database;
    if (file === ':memory:' || this.#unsaved < LEAST_SAVED) return;
    try {
      if (this.#unsaved < this.#rows.count() * SHARE_SAVED) return;
      const { parts } = this.#entries();
      const mark = { revision: this.#revision, token: randomInt(1, MOST_TOKENS) };
      writeSnapshot(snapshotFile(file), mark, parts);
      await this.#database.transact(() => this.#rows.nameSnapshot(mark));
      this.#unsaved = 0;
    } catch {
      // A full disk or a folder that cannot be written: the next opening reads the rows, which takes longer.
    }
  }

  /** Leaves memory to be loaded anew at the next call. */
  #forget(): void {
    this.#memory?.close();
    this.#memory = undefined;
    this.#revision = 0;
    this.#dataVersion = -1;
  }

  /** All entries as they are in the file. */
  #entries(): EntryMemory {
    this.#memory ??= new EntryMemory();
    return this.#refresh(this.#memory);
  }

  /** Brings memory to the state of the file, which costs microseconds where no other process has written. */
  #refresh(memory: EntryMemory): EntryMemory {
    const dataVersion = this.#rows.dataVersion();
    if (dataVersion === this.#dataVersion) return memory;
    // One snapshot for all reads; a transaction that is open on this connection is one already.
    const { sqlite } = this.#database;
    const own = !sqlite.isTransaction;
    if (own) sqlite.exec('BEGIN');
    try {
      const loaded = this.#load(memory);
      this.#dataVersion = dataVersion;
      return loaded;
    } finally {
      if (own) sqlite.exec('COMMIT');
    }
  }

  /** Brings what has changed into memory, or everything into a new one. */
  #load(memory: EntryMemory): EntryMemory {
    const revision = this.#rows.state('revision');
    const isKnown = this.#dataVersion >= 0 && this.#revision >= this.#rows.state('purged');
    const loaded = isKnown ? memory : this.#loadAnew();
    this.#unsaved +=
      this.#revision === 0 ? this.#rows.loadAll(loaded) : this.#rows.loadChanges(loaded, this.#revision);
    if (loaded !== memory) memory.close();
    this.#memory = loaded;
    this.#revision = revision;
    return loaded;
  }

  /** Memory as it was at some revision, which `#revision` is then. */
  #loadAnew(): EntryMemory {
    const mark = this.#rows.snapshot();
    try {
      if (mark) {
        const memory = readSnapshot(snapshotFile(this.#database.file), mark);
        this.#revision = mark.revision;
        return memory;
      }
    } catch {
      // Missing, damaged or another one: the rows have all that it would have held.
    }
    this.#revision = 0;
    return new EntryMemory();
  }
}
