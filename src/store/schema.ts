import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../errors.ts';
import { INCENTIVE_TABLES, type IncentiveSchema } from './incentive-schema.ts';
import { REGISTER_TABLES, type RegisterSchema, ZONE_TABLE } from './register-schema.ts';

/** Tables as Kysely sees them. JSON columns are text; days of the index are `yyyymmdd` integers; flags are 0 or 1. */
export interface Schema extends RegisterSchema, IncentiveSchema {
  documents: DocumentRow;
  document_texts: DocumentTextRow;
  passages: PassageRow;
  unread: { document: string; version: string; reason: string };
  names: { document: string; version: string; pinyin: string; name: string };
  index_entries: IndexEntryRow;
  index_state: { name: string; value: number };
  embedding_cache: { model: string; hash: Uint8Array; vector: Uint8Array };
  embedding_states: EmbeddingStateRow;
}

export interface DocumentRow {
  id: string;
  version: string;
  served: number;
  title: string;
  pack_name: string;
  source: string;
  passages: number;
  characters: number;
  content_hash: string;
  own_words: string;
  validity: string;
  audience: string;
  /** Days as `YYYY-MM-DD`, which orders as days do; null where open. */
  effective_from: string | null;
  effective_to: string | null;
}

/** What is read of one document at a time, apart from what is listed of all. */
export interface DocumentTextRow {
  document: string;
  version: string;
  text: string;
  /** The clean text without its text: title, blocks, warnings. */
  structure: string;
}

export interface PassageRow {
  id: string;
  document: string;
  version: string;
  ordinal: number;
  kind: string;
  start_offset: number;
  end_offset: number;
  text: string;
  locator: string;
}

export interface IndexEntryRow {
  id: string;
  document: string;
  version: string;
  audience: string;
  effective_from: number;
  effective_to: number;
  revision: number;
  removed: number;
  terms: Uint8Array;
  weights: Uint8Array;
  dense: Uint8Array | null;
}

export interface EmbeddingStateRow {
  identity: string;
  dimension: number;
  probe: Uint8Array;
  same_weight: number;
  cross_weight: number;
  indexed: number;
}

/**
 * Numbered steps, never edited once released: the file's `user_version` is the number of steps it has had.
 *
 * Plain SQL run in one transaction rather than Kysely's migrator: a batch opens an in-memory database
 * for each question, and the migrator's own tables and look-ups cost more than the schema.
 */
const MIGRATIONS: readonly string[] = [
  `
  -- The text stands last, so that listing documents never reads its overflow pages.
  CREATE TABLE documents (
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    served INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    pack_name TEXT NOT NULL,
    source TEXT NOT NULL,
    passages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, version)
  );
  CREATE UNIQUE INDEX documents_served ON documents (id) WHERE served = 1;

  CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    locator TEXT NOT NULL,
    FOREIGN KEY (document, version) REFERENCES documents (id, version) ON DELETE CASCADE
  );
  CREATE UNIQUE INDEX passages_place ON passages (document, version, ordinal);

  CREATE TABLE names (
    pinyin TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (pinyin, name, document, version),
    FOREIGN KEY (document, version) REFERENCES documents (id, version) ON DELETE CASCADE
  ) WITHOUT ROWID;
  CREATE INDEX names_document ON names (document, version);

  -- A removed entry stays as a small tombstone, so that other processes learn of it by its revision.
  CREATE TABLE index_entries (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    audience TEXT NOT NULL,
    effective_from INTEGER NOT NULL,
    effective_to INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    terms BLOB NOT NULL,
    weights BLOB NOT NULL,
    dense BLOB
  );
  CREATE INDEX index_entries_document ON index_entries (document);
  CREATE INDEX index_entries_revision ON index_entries (revision);
  CREATE INDEX index_entries_removed ON index_entries (removed) WHERE removed = 1;
  CREATE TABLE index_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

  CREATE TABLE embedding_cache (
    model TEXT NOT NULL,
    hash BLOB NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, hash)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE document_texts (
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    structure TEXT NOT NULL,
    PRIMARY KEY (document, version),
    FOREIGN KEY (document, version) REFERENCES documents (id, version) ON DELETE CASCADE
  );
  INSERT INTO document_texts SELECT id, version, text, '{"blocks":[],"warnings":[]}' FROM documents;
  ALTER TABLE documents DROP COLUMN text;
  ALTER TABLE documents ADD COLUMN content_hash TEXT NOT NULL DEFAULT '';
  ALTER TABLE documents ADD COLUMN own_words TEXT NOT NULL DEFAULT '{"repeals":[],"spans":[]}';
  ALTER TABLE documents ADD COLUMN validity TEXT NOT NULL DEFAULT '{"fromText":false}';
  ALTER TABLE documents ADD COLUMN audience TEXT NOT NULL DEFAULT 'staff';
  ALTER TABLE documents ADD COLUMN effective_from TEXT;
  ALTER TABLE documents ADD COLUMN effective_to TEXT;
  CREATE TABLE unread (document TEXT PRIMARY KEY, version TEXT NOT NULL, reason TEXT NOT NULL);
  UPDATE documents SET audience = json_extract(source, '$.audience');
  `,
  `
  CREATE TABLE embedding_states (
    identity TEXT PRIMARY KEY,
    dimension INTEGER NOT NULL,
    probe BLOB NOT NULL,
    same_weight REAL NOT NULL,
    cross_weight REAL NOT NULL,
    indexed INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  // Every question asks which rules are out of force: among thousands of documents, few are.
  `
  CREATE INDEX documents_from ON documents (effective_from) WHERE effective_from IS NOT NULL;
  CREATE INDEX documents_to ON documents (effective_to) WHERE effective_to IS NOT NULL;
  `,
  REGISTER_TABLES,
  INCENTIVE_TABLES,
  'ALTER TABLE register_projects ADD COLUMN progress INTEGER;',
  ZONE_TABLE,
  'ALTER TABLE register_projects ADD COLUMN funding INTEGER;',
  // What is mostly counted stands in it whole, so that a row's other columns need not be passed over.
  `CREATE INDEX register_projects_usual ON register_projects (source, signed_from, signed_to, started_from,
    operating_from, zone, industry, amount, amount_currency, amount_per, amount_about, repeats, preference, twin);`,
];

/**
 * Brings a database to the present schema, in one transaction; does nothing to one that is there already.
 *
 * @throws AppError `misconfigured` where a newer Luodi has written the file.
 */
export function migrate(sqlite: DatabaseSync, file: string): void {
  if (versionOf(sqlite, file) === MIGRATIONS.length) return;
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    // Read again inside the transaction: another process may have migrated in the meantime.
    for (const step of MIGRATIONS.slice(versionOf(sqlite, file))) sqlite.exec(step);
    sqlite.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(sqlite: DatabaseSync, file: string): number {
  const version = Number(sqlite.prepare('PRAGMA user_version').get()?.user_version);
  if (version > MIGRATIONS.length) {
    throw new AppError('misconfigured', `${file} was written by a newer version of Luodi.`, {
      next: 'Update Luodi, or choose another folder with --data or LUODI_DATA.',
    });
  }
  return version;
}
