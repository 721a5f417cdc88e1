import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate, type Schema } from './schema.ts';
import { asUseError, kyselySqlite, openSqliteFile } from './sqlite-file.ts';

export interface Database {
  /** The file's path, or `:memory:`. */
  readonly file: string;
  readonly kysely: Kysely<Schema>;
  /** The same connection, for bulk reading. Write through `transact`, never between two Kysely calls. */
  readonly sqlite: DatabaseSync;
  /**
   * Runs `work` in a transaction of its own that no Kysely transaction overlaps; commits when it returns,
   * rolls back when it throws. `work` is synchronous.
   */
  transact<Result>(work: (sqlite: DatabaseSync) => Result): Promise<Result>;
  /** Waits for the query under way and closes the file. Closing twice is harmless. */
  close(): Promise<void>;
}

/**
 * Opens the SQLite file, creating it and its folder where absent, and brings it to the present schema.
 *
 * @param file Path of the file, or `:memory:`.
 * @throws AppError `misconfigured` where the folder cannot be written or the file is not a database,
 * `conflict` where another process keeps it locked.
 */
export function openDatabase(file: string): Database {
  const sqlite = openSqliteFile(file, (opened) => migrate(opened, file));
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselySqlite(sqlite, file) }) });
  return {
    file,
    kysely,
    sqlite,
    transact: (work) => kysely.connection().execute(async () => inTransaction(sqlite, file, work)),
    close: async () => {
      await kysely.destroy();
      // Kysely closes only a connection that it has used.
      if (sqlite.isOpen) sqlite.close();
    },
  };
}

function inTransaction<Result>(
  sqlite: DatabaseSync,
  file: string,
  work: (sqlite: DatabaseSync) => Result,
): Result {
  try {
    sqlite.exec('BEGIN IMMEDIATE');
    const result = work(sqlite);
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw asUseError(error, file);
  }
}
