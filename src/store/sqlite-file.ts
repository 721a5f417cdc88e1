import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { AppError } from '../errors.ts';

/** How long a write waits for another process that is writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a SQLite file so that what is committed is on disk, creating it and its folder where absent, and brings it to
 * the present schema.
 *
 * @param file Path of the file, or `:memory:`.
 * @param migrate Brings it to the schema of whoever opens it.
 * @throws AppError `misconfigured` where the folder cannot be written or the file is not a database,
 * `conflict` where another process keeps it locked.
 */
export function openSqliteFile(file: string, migrate: (sqlite: DatabaseSync) => void): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    sqlite = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(sqlite);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw asOpenError(error, file);
  }
}

/** What Kysely's SQLite dialect needs of a connection, over `node:sqlite`. */
export function kyselySqlite(sqlite: DatabaseSync, file: string): SqliteDatabase {
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw asUseError(error, file);
    }
  };
  const prepare = (sql: string): SqliteStatement => {
    // A transaction that reads first and writes later fails at once when another process has written
    // in between; taking the write lock at the start makes it wait instead.
    const statement = guarded(() => sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql));
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => guarded(() => statement.all(...(parameters as SQLInputValue[]))),
      run: (parameters) => guarded(() => statement.run(...(parameters as SQLInputValue[]))),
      iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
    };
  };
  // Preparing takes longer than most queries, and a question asks the same few again and again.
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = prepare(sql);
      if (prepared.size >= PREPARED_STATEMENTS) prepared.clear();
      if (sql.length <= LONGEST_PREPARED) prepared.set(sql, statement);
      return statement;
    },
  };
}

const PREPARED_STATEMENTS = 200;
/** Inserts of hundreds of rows are longer, and hardly ever the same twice. */
const LONGEST_PREPARED = 4000;

/** Primary result codes of SQLite, from its list of result codes. */
const BUSY = 5;
const READ_ONLY = 8;
const FULL = 13;
const NOT_A_DATABASE = 26;

function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Errors of opening; whatever is not known better is taken for a folder that cannot be used. */
function asOpenError(error: unknown, file: string): AppError {
  const known = asUseError(error, file);
  if (known instanceof AppError) return known;
  if (primaryCode(error) === NOT_A_DATABASE) {
    return new AppError('misconfigured', `${file} is not a Luodi database.`, {
      next: 'Move that file away, or choose another folder with --data or LUODI_DATA.',
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('misconfigured', `Cannot open ${file}: ${reason}.`, {
    next: 'Make its folder writable, or choose another one with --data or LUODI_DATA.',
    cause: error,
  });
}

/** Errors a person can do something about; any other is returned as it is. */
export function asUseError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  switch (primaryCode(error)) {
    case BUSY:
      return new AppError('conflict', `Another process is writing to ${file}.`, {
        next: 'Wait until it has finished and try again.',
        retryable: true,
        cause: error,
      });
    case FULL:
      return new AppError('misconfigured', `No space is left on the disk of ${file}.`, {
        next: 'Free some space and try again.',
        cause: error,
      });
    case READ_ONLY:
      return new AppError('misconfigured', `${file} cannot be written.`, {
        next: 'Make the file and its folder writable, or choose another folder with --data or LUODI_DATA.',
        cause: error,
      });
    default:
      return error;
  }
}
