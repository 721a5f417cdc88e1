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
import { computeQuery, placesOf } from './register-compute.ts';
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
        const { total } = await this.#words.read(kysely, register, 'name', scope);
        if (total > 0) counted.set(register, total);
      }
      return counted;
    });
  }

  async vocabulary(register: RegisterName, field: FieldName, scope: RegisterScope): Promise<Vocabulary> {
    checkText(register, field);
    return this.#atOneMoment(
      async (kysely) => (await this.#words.read(kysely, register, field, scope)).words,
    );
  }

  async named(register: RegisterName, text: string, scope: RegisterScope): Promise<StoredRow[]> {
    const key = wordKey(text);
    if (key === '') return [];
    return this.#atOneMoment(async (kysely) => {
      const { keys } = await this.#words.read(kysely, register, 'name', scope);
      const values = [...keys]
        .filter(([, name]) => name.includes(key) || key.includes(name))
        .map(([name]) => name);
      if (values.length === 0) return [];
      const name = { field: 'name', op: 'in', values: values.slice(0, MOST_ROWS), label: text } as const;
      return (await computeQuery(kysely, { register, filters: [name], measures: [] }, scope)).rows.slice();
    });
  }

  run(query: RegisterQuery, scope: RegisterScope): Promise<Computed> {
    return this.#atOneMoment(async (kysely) => {
      checkQuery(query);
      return computeQuery(kysely, query, scope);
    });
  }

  async *rows(query: RegisterQuery, scope: RegisterScope): AsyncIterable<StoredRow> {
    checkQuery(query);
    const places = await placesOf(this.#kysely, query, scope);
    for (let start = 0; start < places.length; start += MOST_ROWS) {
      yield* await readRows(this.#kysely, places.slice(start, start + MOST_ROWS));
    }
  }

  async close(): Promise<void> {}

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
