import { type Kysely, sql } from 'kysely';
import type { FieldName, RegisterName, RegisterScope, Vocabulary } from '../register-types.ts';
import { columnOf, wordKey } from './register-columns.ts';
import { isCounted, sourcesIn } from './register-conditions.ts';
import { settledTimes } from './register-settle.ts';
import type { Schema } from './schema.ts';

/** What a text field holds in a scope. */
export interface FieldWords {
  words: Vocabulary;
  /** The form in which each of them is compared. */
  keys: ReadonlyMap<string, string>;
  /** Rows in all, with those that have none. */
  total: number;
}

/** The words of fields, read once for as long as the rows of a scope stay the same. */
export interface RegisterWords {
  read(
    kysely: Kysely<Schema>,
    register: RegisterName,
    field: FieldName,
    scope: RegisterScope,
  ): Promise<FieldWords>;
}

/** Scopes that are remembered: those of both audiences today, and of a few other days. */
const REMEMBERED = 8;

export function openRegisterWords(): RegisterWords {
  const remembered = new Map<string, Map<string, FieldWords>>();

  /** What is known of rows that are these; of those longest unasked nothing. */
  function knownOf(rows: string): Map<string, FieldWords> {
    const known = remembered.get(rows) ?? new Map<string, FieldWords>();
    remembered.delete(rows);
    remembered.set(rows, known);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
    return known;
  }

  return {
    async read(kysely, register, field, scope) {
      const known = knownOf(await identityOf(kysely, scope));
      const key = `${register}.${field}`;
      const words = known.get(key) ?? (await readWords(kysely, register, field, scope));
      known.set(key, words);
      return words;
    },
  };
}

/** What says which rows a scope has: its sources, which are never changed, and how they were settled. */
async function identityOf(kysely: Kysely<Schema>, scope: RegisterScope): Promise<string> {
  const sources = await sql<{ id: number }>`${sourcesIn(scope)} ORDER BY s.id`.execute(kysely);
  return `${await settledTimes(kysely)}: ${sources.rows.map(({ id }) => id).join(' ')}`;
}

async function readWords(
  kysely: Kysely<Schema>,
  register: RegisterName,
  field: FieldName,
  scope: RegisterScope,
): Promise<FieldWords> {
  const { rows } = await sql<{ written: string | null; rows: number }>`
    SELECT w.written AS written, SUM(g."rows") AS "rows" FROM (
      SELECT r.${sql.ref(columnOf(field))} AS word, COUNT(*) AS "rows"
      FROM ${sql.table(`register_${register}`)} AS r
      WHERE r.source IN (${sourcesIn(scope)}) AND ${isCounted(register, scope)} GROUP BY 1) AS g
    LEFT JOIN register_words AS w ON w.id = g.word
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(kysely);
  const words = new Map<string, number>();
  for (const { written, rows: count } of rows) if (written !== null) words.set(written, count);
  return {
    words,
    keys: new Map([...words.keys()].map((written) => [written, wordKey(written)])),
    total: rows.reduce((sum, { rows: count }) => sum + count, 0),
  };
}
