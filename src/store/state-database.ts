import { resolve } from 'node:path';
import { Kysely, SqliteDialect, SqliteQueryCompiler, type Transaction } from 'kysely';
import { openPostgres } from './postgres.ts';
import { kyselySqlite, openSqliteFile } from './sqlite-file.ts';
import type { StateSchema } from './state-schema.ts';
import { migrateState } from './state-steps.ts';

/** Where conversations are kept: a SQLite file, or a PostgreSQL database that several machines share. */
export interface StateDatabase {
  /** What it is called before people: the file, or host and database; never a password. */
  readonly name: string;
  /** For reading alone. */
  readonly kysely: Kysely<StateSchema>;
  /**
   * Runs `work` in a transaction that is on disk when this resolves, and undone when it rejects. `work` may be run
   * again where the database asks for it, and does nothing but query.
   */
  transact<Result>(work: (transaction: Transaction<StateSchema>) => Promise<Result>): Promise<Result>;
  /** Waits for what is under way. Closing twice is harmless. */
  close(): Promise<void>;
}

/**
 * Opens the database, and brings it to the present schema; several processes may at once.
 *
 * @param place Path of the SQLite file, made with its folder where absent, or `:memory:`; or the address of a
 * PostgreSQL database, `postgresql://user:password@host/database`.
 * @throws AppError `misconfigured` where it cannot be used as it is, `unreachable` where it does not answer,
 * `conflict` where it stays locked.
 */
export async function openStateDatabase(place: { file: string } | { url: string }): Promise<StateDatabase> {
  return 'url' in place ? openPostgres(place.url) : openFile(place.file);
}

async function openFile(file: string): Promise<StateDatabase> {
  const sqlite = openSqliteFile(file, () => {});
  const kysely = new Kysely<StateSchema>({
    dialect: new WholeFileLocks({ database: kyselySqlite(sqlite, file) }),
  });
  const transact: StateDatabase['transact'] = (work) =>
    inTurn(file, () => kysely.transaction().execute(work));
  const close = async () => {
    await kysely.destroy();
    // Kysely closes only a connection that it has used.
    if (sqlite.isOpen) sqlite.close();
  };
  try {
    await transact((transaction) => migrateState(transaction, 'sqlite', file));
  } catch (error) {
    await close();
    throw error;
  }
  return { name: file, kysely, transact, close };
}

const turns = new Map<string, Promise<unknown>>();

/**
 * Has the transactions of this process on one file wait for each other: SQLite waits for a lock without giving up the
 * thread, so that a transaction of ours that holds it would never end.
 */
function inTurn<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  if (file === ':memory:') return work();
  const key = resolve(file);
  const result = (turns.get(key) ?? Promise.resolve()).then(work);
  const ended = result
    .catch(() => {})
    .then(() => {
      if (turns.get(key) === ended) turns.delete(key);
    });
  turns.set(key, ended);
  return result;
}

/** A transaction of ours has the whole file to itself: to lock a row is nothing. */
class WholeFileLocks extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new (class extends SqliteQueryCompiler {
      protected override visitSelectModifier(): void {}
    })();
  }
}
