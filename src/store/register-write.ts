import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { RegisterName, RegisterRow } from '../register-types.ts';
import { cellsOf, columnsOf, fieldsOf, wordKey } from './register-columns.ts';
import { repeatedRows } from './register-duplicates.ts';
import type { Schema } from './schema.ts';

/** Rows a statement carries, below SQLite's 32,766 parameters at 30 a row. */
const ROWS_PER_STATEMENT = 500;

/**
 * Writes the rows of a version of a document in place of those it had, within a transaction.
 * @throws AppError `conflict` where the version or a row's passage was not staged
 */
export async function writeRows(
  transaction: Kysely<Schema>,
  document: string,
  version: string,
  rows: readonly RegisterRow[],
): Promise<void> {
  await transaction
    .deleteFrom('register_sources')
    .where('document', '=', document)
    .where('version', '=', version)
    .execute();
  if (rows.length === 0) return;
  const ordinals = await ordinalsOf(transaction, document, version);
  // Placed as their passages stand: what is kept in the order in which it is shown need not be sorted.
  const placed = rows
    .map((row) => {
      const ordinal = ordinals.get(row.passage);
      if (ordinal === undefined) throw notStaged(document, version);
      return { row, ordinal };
    })
    .sort((a, b) => a.ordinal - b.ordinal)
    .map((one, place) => ({ ...one, place }));
  const { id: source } = await transaction
    .insertInto('register_sources')
    .values({ document, version })
    .returning('id')
    .executeTakeFirstOrThrow();
  const words = await writeWords(transaction, source, rows);
  const repeated = repeatedRows(rows);
  for (const [register, some] of Map.groupBy(placed, ({ row }) => row.register)) {
    const fields = fieldsOf(register);
    const columns = [...fields].flatMap(([field, type]) => columnsOf(field, type));
    const cells = ({ row, place, ordinal }: (typeof some)[number]) => [
      ...[source, place, ordinal, repeated.has(row) ? 1 : 0, 0],
      ...[...fields].flatMap(([field, type]) => {
        const value = row.values[field];
        if (!value) return columnsOf(field, type).map(() => null);
        return cellsOf(field, value, (of, written) => words.get(wordId(register, of, written))!);
      }),
    ];
    for (const slice of slices(some)) {
      await sql`
        INSERT INTO ${sql.table(`register_${register}`)}
        (source, place, ordinal, repeats, preference, ${sql.join(columns.map((column) => sql.ref(column)))})
        VALUES ${sql.join(slice.map((one) => sql`(${sql.join(cells(one))})`))}`.execute(transaction);
      await nextTurn();
    }
  }
  for (const slice of slices(placed)) {
    const values = slice.map(({ row, place }) => ({
      source,
      place,
      passage: row.passage,
      written: JSON.stringify({ register: row.register, values: row.values }),
    }));
    await transaction.insertInto('register_values').values(values).execute();
    await nextTurn();
  }
}

async function ordinalsOf(
  transaction: Kysely<Schema>,
  document: string,
  version: string,
): Promise<Map<string, number>> {
  const passages = await transaction
    .selectFrom('passages')
    .select(['id', 'ordinal'])
    .where('document', '=', document)
    .where('version', '=', version)
    .execute();
  return new Map(passages.map(({ id, ordinal }) => [id, ordinal]));
}

/** Writes the texts of rows, each once, and gives their numbers. */
async function writeWords(
  transaction: Kysely<Schema>,
  source: number,
  rows: readonly RegisterRow[],
): Promise<Map<string, number>> {
  const words = new Map<string, { register: RegisterName; field: string; written: string }>();
  for (const { register, values } of rows) {
    for (const [field, type] of fieldsOf(register)) {
      const written = values[field]?.raw;
      if (type !== 'text' || written === undefined) continue;
      words.set(wordId(register, field, written), { register, field, written });
    }
  }
  const numbers = new Map<string, number>();
  for (const slice of slices([...words.values()])) {
    const stored = await transaction
      .insertInto('register_words')
      .values(slice.map((word) => ({ ...word, source, folded: wordKey(word.written) })))
      .returning(['id', 'register', 'field', 'written'])
      .execute();
    for (const { id, register, field, written } of stored) numbers.set(wordId(register, field, written), id);
    await nextTurn();
  }
  return numbers;
}

function wordId(register: string, field: string, written: string): string {
  return `${register}.${field} ${written}`;
}

function* slices<Item>(items: readonly Item[]): Iterable<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_PER_STATEMENT) {
    yield items.slice(start, start + ROWS_PER_STATEMENT);
  }
}

function notStaged(document: string, version: string): AppError {
  return new AppError('conflict', `A row of ${document} has no passage in version ${version}.`, {
    next: 'Run `luodi ingest` again.',
  });
}
