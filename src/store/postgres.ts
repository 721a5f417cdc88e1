import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { asPostgresError, isAnswered, isLostRace } from './postgres-errors.ts';
import type { StateDatabase } from './state-database.ts';
import type { StateSchema } from './state-schema.ts';
import { migrateState } from './state-steps.ts';

const CONNECTIONS = 10;
/** How long each is waited for, in milliseconds. */
const TIMES = {
  /** For a connection to be free, or made: as long as a rush of messages may take to be worked off. */
  connectionTimeoutMillis: 20_000,
  lock_timeout: 5000,
  statement_timeout: 15_000,
  /** A process that stands still gives up what it has locked. */
  idle_in_transaction_session_timeout: 30_000,
  /** Longer than the server takes to give up by itself: this is for a server that has vanished. */
  query_timeout: 20_000,
} as const;

/** How often a transaction that lost against another is begun again. */
const TRIES = 5;

/** Any number, the same in every process that migrates. */
const MIGRATION_LOCK = 7_130_461;

/**
 * Opens a PostgreSQL database.
 *
 * Queries are prepared under a name in each connection: through a pooler such as PgBouncer, use session mode, or
 * one that keeps prepared statements.
 *
 * @throws AppError as `openStateDatabase`
 */
export async function openPostgres(url: string): Promise<StateDatabase> {
  const name = nameOf(url);
  const pool = openPool(url);
  const kysely = new Kysely<StateSchema>({ dialect: new PostgresDialect({ pool: guard(pool, name) }) });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= kysely.destroy().then(() => (pool.ended ? undefined : pool.end()));
    return closed;
  };
  const transact: StateDatabase['transact'] = async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await kysely.transaction().execute(work);
      } catch (error) {
        if (attempt === TRIES || !isLostRace(error)) throw error;
      }
    }
  };
  try {
    await transact(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
      await migrateState(transaction, 'postgres', name);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { name, kysely, transact, close };
}

/** Host and database of an address. @throws AppError `misconfigured` where it is none, without repeating it. */
function nameOf(url: string): string {
  // `postgresql://user@/database?host=/var/run/postgresql` is how a socket is named, and is no URL.
  const parsed = URL.parse(url.replace('@/', '@localhost/'));
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new AppError('misconfigured', 'The address of the PostgreSQL database cannot be read.', {
      next: 'Write it as postgresql://user:password@host:5432/database.',
    });
  }
  const host = parsed.searchParams.get('host') ?? (parsed.host || 'localhost');
  return `PostgreSQL at ${host}${parsed.pathname}`;
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    keepAlive: true,
    application_name: 'luodi',
    ...TIMES,
    types: { getTypeParser: parserOf },
  });
  // A connection that breaks while nobody uses it is replaced when one is needed next.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    // One that breaks between two queries is told of by the next; without a listener, it would end the process.
    client.on('error', () => {});
    // What is acknowledged is on disk, and each statement sees what was committed, whatever the server is set to.
    client
      .query(
        `SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
         SELECT set_config('synchronous_commit', 'on', false)
           WHERE current_setting('synchronous_commit') = 'off'`,
      )
      .catch(() => {});
  });
  return pool;
}

/** Whole numbers of 64 bits come back as numbers: ours are instants, counts and flags. */
function parserOf(...[type, format]: Parameters<typeof pg.types.getTypeParser>) {
  return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);
}

const PREPARED_STATEMENTS = 300;

/** The pool as Kysely uses it, with errors for people, statements prepared once, and broken connections thrown away. */
function guard(pool: pg.Pool, name: string): PostgresPool {
  const prepared = new Map<string, string>();
  const nameFor = (text: string): string | undefined => {
    if (!prepared.has(text) && prepared.size < PREPARED_STATEMENTS)
      prepared.set(text, `luodi${prepared.size}`);
    return prepared.get(text);
  };
  const guardClient = (client: pg.PoolClient): PostgresPoolClient => {
    let isBroken = false;
    const query = async (text: string, values: readonly unknown[]) => {
      // The server undoes what a lost connection has begun; there is nobody to tell it to.
      if (isBroken && text === 'rollback') return { command: 'SELECT' as const, rowCount: 0, rows: [] };
      try {
        const isControl = values.length === 0;
        return await client.query({ text, values: [...values], name: isControl ? undefined : nameFor(text) });
      } catch (error) {
        isBroken ||= !isAnswered(error);
        throw asPostgresError(error, name);
      }
    };
    return {
      query: query as unknown as PostgresPoolClient['query'],
      release: () => client.release(isBroken),
    };
  };
  return {
    connect: async () => {
      try {
        return guardClient(await pool.connect());
      } catch (error) {
        throw asPostgresError(error, name);
      }
    },
    end: () => pool.end(),
  };
}
