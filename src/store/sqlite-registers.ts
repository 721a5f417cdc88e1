import { type Kysely, sql } from 'kysely';
import {
  type Computed,
  type FieldName,
  MOST_ROWS,
  REGISTERS,
  type RegisterName,
  type RegisterQuery,
  type RegisterRow,
  type RegisterScope,
  type StoredRow,
  type Vocabulary,
} from '../register-types.ts';
import type { Database } from './database.ts';
import { checkQuery, checkText } from './register-check.ts';
import { wordKey } from './register-columns.ts';
import { type Asking, computeQuery, placesOf } from './register-compute.ts';
import { readRows } from './register-rows.ts';
import { settleTwins } from './register-settle.ts';
import type { RegisterStore } from './register-store.ts';
import { openRegisterWords, type RegisterWords } from './register-words.ts';
import { writeRows } from './register-write.ts';
import type { Schema } from './schema.ts';

/**
 * Registers over SQLite, beside the documents that their rows are from. It shares `database` with others: its
 * `close` leaves the database open, for whoever opened it to close.
 */
export function openRegisterStore(database: Database): RegisterStore {
  return new SqliteRegisters(database.kysely);
}

class SqliteRegisters implements RegisterStore {
  readonly #kysely: Kysely<Schema>;
  readonly #words: RegisterWords;

  constructor(kysely: Kysely<Schema>) {
    this.#kysely = kysely;
    this.#words = openRegisterWords();
  }

  async stage(document: string, version: string, rows: readonly RegisterRow[]): Promise<void> {
    await this.#kysely
      .transaction()
      .execute((transaction) => writeRows(transaction, document, version, rows));
  }

  async settle(): Promise<void> {
    await this.#kysely.transaction().execute(settleTwins);
  }

  registers(scope: RegisterScope): Promise<Map<RegisterName, number>> {
    return this.#atOneMoment(async (kysely) => {
      const counted = new Map<RegisterName, number>();
      for (const register of Object.keys(REGISTERS) as RegisterName[]) {
        const { total } = await this.#words.words({ kysely, register, field: 'name', scope });
        if (total > 0) counted.set(register, total);
      }
      return counted;
    });
  }

  async vocabulary(register: RegisterName, field: FieldName, scope: RegisterScope): Promise<Vocabulary> {
    checkText(register, field);
    const read = (kysely: Kysely<Schema>) => this.#words.words({ kysely, register, field, scope });
    return (await this.#atOneMoment(read)).words;
  }

  named(register: RegisterName, text: string, scope: RegisterScope): Promise<StoredRow[]> {
    const key = wordKey(text);
    return this.#atOneMoment(async (kysely) => {
      const { keys } = await this.#words.words({ kysely, register, field: 'name', scope });
      const values = key === '' ? [] : namesIn(key, keys);
      if (values.length === 0) return [];
      const filters = [{ field: 'name', op: 'in', values, label: text } as const];
      const places = await placesOf(this.#asking(kysely, { register, filters, measures: [] }, scope));
      return readRows(kysely, places.slice(0, MOST_ROWS));
    });
  }

  run(query: RegisterQuery, scope: RegisterScope): Promise<Computed> {
    return this.#atOneMoment(async (kysely) => {
      checkQuery(query);
      return computeQuery(this.#asking(kysely, query, scope));
    });
  }

  async *rows(query: RegisterQuery, scope: RegisterScope): AsyncIterable<StoredRow> {
    checkQuery(query);
    const places = await this.#atOneMoment((kysely) => placesOf(this.#asking(kysely, query, scope)));
    for (let start = 0; start < places.length; start += MOST_ROWS) {
      yield* await readRows(this.#kysely, places.slice(start, start + MOST_ROWS));
    }
  }

  async close(): Promise<void> {}

  #asking(kysely: Kysely<Schema>, query: RegisterQuery, scope: RegisterScope): Asking {
    const { register } = query;
    return {
      kysely,
      query,
      scope,
      unitsOf: (field) => this.#words.units({ kysely, register, field, scope }),
    };
  }

  /** Several queries that see the same rows, whatever another process writes meanwhile. */
  #atOneMoment<Result>(work: (kysely: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    return this.#kysely.connection().execute(async (kysely) => {
      // Kysely's own transaction would wait for whoever writes.
      await sql`BEGIN DEFERRED`.execute(kysely);
      try {
        return await work(kysely);
      } finally {
        await sql`COMMIT`.execute(kysely);
      }
    });
  }
}

/** Names that a text holds, or that hold it; at most as many as rows are given. */
function namesIn(text: string, keys: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const [name, key] of keys) {
    if (key !== '' && (key.includes(text) || text.includes(key))) found.push(name);
    if (found.length === MOST_ROWS) break;
  }
  return found;
}
