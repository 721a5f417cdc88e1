import { type Kysely, sql } from 'kysely';
import type { FieldName, RegisterName, RegisterScope, Vocabulary } from '../register-types.ts';
import { wordKey } from './register-columns.ts';
import { sourcesIn } from './register-conditions.ts';
import { settledState } from './register-settle.ts';
import { type Unit, unitsQuery, wordsQuery } from './register-sql.ts';
import type { Schema } from './schema.ts';

/** What a text field holds in a scope. */
export interface FieldWords {
  words: Vocabulary;
  /** Each of them with the form in which it is compared. */
  keys: ReadonlyMap<string, string>;
  /** Rows in all, with those that have none. */
  total: number;
}

/** A field of a register in a scope, and where it is read. */
export interface FieldIn {
  kysely: Kysely<Schema>;
  register: RegisterName;
  field: FieldName;
  scope: RegisterScope;
}

/**
 * What fields hold, read once for as long as the rows of a scope stay the same: a question asks for the words of several
 * fields, and to look through a hundred thousand rows for each would take longer than to answer it.
 */
export interface RegisterWords {
  words(field: FieldIn): Promise<FieldWords>;
  /** The units of a money field. */
  units(field: FieldIn): Promise<readonly Unit[]>;
}

/** Scopes that are remembered: those of both audiences today, and of a few other days. */
const REMEMBERED = 8;

export function openRegisterWords(): RegisterWords {
  const words = remembering<FieldWords>(readWords);
  const units = remembering<readonly Unit[]>(async ({ kysely, register, field, scope }) => {
    const { rows } = await unitsQuery(register, field, scope).execute(kysely);
    // Here, since databases differ in where nothing stands among texts.
    return rows.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  });
  return { words, units };
}

function nameOf({ currency, per }: Unit): string {
  return `${currency} ${per ?? ''}`;
}

function remembering<Value>(read: (field: FieldIn) => Promise<Value>): (field: FieldIn) => Promise<Value> {
  const remembered = new Map<string, Map<string, Value>>();
  return async (field) => {
    const rows = await identityOf(field);
    const known = remembered.get(rows) ?? new Map<string, Value>();
    // Of those longest unasked nothing is known any more.
    remembered.delete(rows);
    remembered.set(rows, known);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
    const name = `${field.register}.${field.field}`;
    const value = known.get(name) ?? (await read(field));
    known.set(name, value);
    return value;
  };
}

/** What says which rows a scope has: its sources, which are never changed, and how they were settled. */
async function identityOf({ kysely, scope }: FieldIn): Promise<string> {
  const sources = await sql<{ id: number }>`${sourcesIn(scope)} ORDER BY s.id`.execute(kysely);
  return `${await settledState(kysely)}: ${sources.rows.map(({ id }) => id).join(' ')}`;
}

async function readWords({ kysely, register, field, scope }: FieldIn): Promise<FieldWords> {
  const { rows } = await wordsQuery(register, field, scope).execute(kysely);
  const words = new Map<string, number>();
  for (const { written, rows: count } of rows) if (written !== null) words.set(written, count);
  return {
    words,
    keys: new Map([...words.keys()].map((written) => [written, wordKey(written)])),
    total: rows.reduce((sum, { rows: count }) => sum + count, 0),
  };
}
