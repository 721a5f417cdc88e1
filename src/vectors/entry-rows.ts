import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Audience } from '../types.ts';
import { bytesOf } from './blob-file.ts';
import { type StoredDays, toStoredDays } from './days.ts';
import type { EntryMemory, StoredEntry } from './entry-memory.ts';
import type { SnapshotMark } from './entry-snapshot.ts';
import type { IndexEntry } from './passage-index.ts';

/** Tombstones kept for other processes to read; beyond, they are dropped and those processes load anew. */
const MOST_TOMBSTONES = 20_000;

/**
 * Numbers kept beside the rows: `revision` of the last change; `purged`, up to which tombstones have been
 * dropped; the revision and the token of the last snapshot.
 */
type State = 'revision' | 'purged' | 'snapshot' | 'snapshot_token';

/** Entries brought into memory together, for a moment some tens of megabytes. */
const LOADED_TOGETHER = 4096;

/** The rows of `index_entries` and the revisions they carry, over raw statements for the sake of bulk. */
export class EntryRows {
  readonly #sqlite: DatabaseSync;
  readonly #dataVersion: StatementSync;

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
    this.#dataVersion = sqlite.prepare('PRAGMA data_version');
    this.#dataVersion.setReturnArrays(true);
  }

  /** A number that differs from the one before when another connection has written. */
  dataVersion(): number {
    return (this.#dataVersion.get() as unknown as [number])[0];
  }

  state(name: State): number {
    const row = this.#sqlite.prepare('SELECT value FROM index_state WHERE name = ?').get(name);
    return (row?.value as number | undefined) ?? 0;
  }

  /** Number of entries. */
  count(): number {
    const row = this.#sqlite.prepare('SELECT count(*) AS n FROM index_entries WHERE removed = 0').get();
    return row?.n as number;
  }

  /** Number of entries by what they share. */
  countBy(column: 'document' | 'version'): Map<string, number> {
    const rows = this.#sqlite
      .prepare(`SELECT ${column} AS name, count(*) AS n FROM index_entries WHERE removed = 0 GROUP BY 1`)
      .all();
    return new Map(rows.map(({ name, n }) => [name as string, n as number]));
  }

  /** Dimension of the dense vectors; 0 where entries have none, `undefined` while there are no entries. */
  dimension(): number | undefined {
    const row = this.#sqlite
      .prepare('SELECT length(dense) AS bytes FROM index_entries WHERE removed = 0 LIMIT 1')
      .get();
    return row && ((row.bytes as number | null) ?? 0) / Float32Array.BYTES_PER_ELEMENT;
  }

  #setState(name: State, value: number): void {
    this.#sqlite.prepare('INSERT OR REPLACE INTO index_state (name, value) VALUES (?, ?)').run(name, value);
  }

  /** The snapshot that was written last, if the changes since are all known. */
  snapshot(): SnapshotMark | undefined {
    const revision = this.state('snapshot');
    const token = this.state('snapshot_token');
    return token !== 0 && revision >= this.state('purged') ? { revision, token } : undefined;
  }

  /** Names a snapshot as the last one. Call within a transaction. */
  nameSnapshot({ revision, token }: SnapshotMark): void {
    this.#setState('snapshot', revision);
    this.#setState('snapshot_token', token);
  }

  /** Loads every entry into an empty memory, in one pass over the table, and returns how many there are. */
  loadAll(memory: EntryMemory): number {
    const statement = this.#sqlite.prepare(`SELECT ${COLUMNS} FROM index_entries WHERE removed = 0`);
    return this.#loadRows(statement, [], memory);
  }

  /** Brings into memory what has changed after `revision`, and returns how many entries those are. */
  loadChanges(memory: EntryMemory, revision: number): number {
    const removed = this.#sqlite.prepare(
      'SELECT id FROM index_entries WHERE revision > ? AND removed = 1 ORDER BY revision',
    );
    for (const row of removed.iterate(revision)) memory.remove(row.id as string);
    const changed = this.#sqlite.prepare(
      `SELECT ${COLUMNS} FROM index_entries WHERE revision > ? AND removed = 0 ORDER BY revision`,
    );
    return this.#loadRows(changed, [revision], memory);
  }

  #loadRows(statement: StatementSync, parameters: SQLInputValue[], memory: EntryMemory): number {
    statement.setReturnArrays(true);
    let loaded = 0;
    let batch: StoredEntry[] = [];
    for (const row of statement.iterate(...parameters)) {
      batch.push(toEntry(row as unknown as EntryColumns));
      loaded += 1;
      if (batch.length < LOADED_TOGETHER) continue;
      memory.add(batch);
      batch = [];
    }
    memory.add(batch);
    return loaded;
  }

  /** Writes entries under a new revision, which it returns. Call within a transaction. */
  write(entries: readonly StoredEntry[]): number {
    const revision = this.state('revision') + 1;
    const statement = this.#sqlite.prepare(
      `INSERT OR REPLACE INTO index_entries (${COLUMNS}, revision, removed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    for (const { id, document, version, audience, from, to, sparse, dense } of entries) {
      const blobs = [bytesOf(sparse.terms), bytesOf(sparse.weights), dense ? bytesOf(dense) : null];
      statement.run(id, document, version, audience, from, to, ...blobs, revision);
    }
    this.#setState('revision', revision);
    return revision;
  }

  /**
   * Turns the entries of `document` into tombstones, except those of `keepVersion`, and returns their ids
   * and the revision after it. Call within a transaction.
   */
  retire(document: string, keepVersion: string | undefined): { ids: string[]; revision: number } {
    const revision = this.state('revision') + 1;
    const rows = this.#sqlite
      .prepare(
        `UPDATE index_entries SET removed = 1, revision = ?, terms = x'', weights = x'', dense = NULL
         WHERE document = ? AND removed = 0 AND (? IS NULL OR version <> ?) RETURNING id`,
      )
      .all(revision, document, keepVersion ?? null, keepVersion ?? null);
    if (rows.length === 0) return { ids: [], revision: revision - 1 };
    this.#setState('revision', revision);
    this.#purge(revision);
    return { ids: rows.map((row) => row.id as string), revision };
  }

  /**
   * Says anew when the entries of `document` are evidence, and returns the ids of those for which that is new
   * and the revision after it. Call within a transaction.
   */
  setDays(document: string, { from, to }: StoredDays): { ids: string[]; revision: number } {
    const revision = this.state('revision') + 1;
    const rows = this.#sqlite
      .prepare(
        `UPDATE index_entries SET effective_from = ?, effective_to = ?, revision = ?
         WHERE document = ? AND removed = 0 AND (effective_from <> ? OR effective_to <> ?) RETURNING id`,
      )
      .all(from, to, revision, document, from, to);
    if (rows.length === 0) return { ids: [], revision: revision - 1 };
    this.#setState('revision', revision);
    return { ids: rows.map((row) => row.id as string), revision };
  }

  #purge(revision: number): void {
    const row = this.#sqlite.prepare('SELECT count(*) AS n FROM index_entries WHERE removed = 1').get();
    if ((row?.n as number) <= MOST_TOMBSTONES) return;
    this.#sqlite.exec('DELETE FROM index_entries WHERE removed = 1');
    this.#setState('purged', revision);
  }
}

const COLUMNS = 'id, document, version, audience, effective_from, effective_to, terms, weights, dense';
type EntryColumns = [
  string,
  string,
  string,
  Audience,
  number,
  number,
  Uint8Array,
  Uint8Array,
  Uint8Array | null,
];

function toEntry(columns: EntryColumns): StoredEntry {
  const [id, document, version, audience, from, to, terms, weights, dense] = columns;
  const sparse = { terms: new Uint32Array(wordsOf(terms)), weights: new Float32Array(wordsOf(weights)) };
  const entry: StoredEntry = { id, document, version, audience, from, to, sparse };
  if (dense) entry.dense = new Float32Array(wordsOf(dense));
  return entry;
}

/** The form in which entries are stored and kept in memory. */
export function toStored(entry: IndexEntry): StoredEntry {
  const { id, document, version, audience, sparse, dense } = entry;
  return { id, document, version, audience, ...toStoredDays(entry), sparse, ...(dense && { dense }) };
}

/** The buffer of a blob, copied only where it does not begin at its blob. Blobs are little-endian. */
function wordsOf(blob: Uint8Array): ArrayBuffer {
  const whole = blob.byteOffset === 0 && blob.byteLength === blob.buffer.byteLength;
  return (whole ? blob.buffer : blob.slice().buffer) as ArrayBuffer;
}
