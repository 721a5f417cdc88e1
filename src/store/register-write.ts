import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { FieldName, RegisterName, RegisterRow } from '../register-types.ts';
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
  const written = placed.map((one) => ({ ...one, source, repeats: repeated.has(one.row) ? 1 : 0 }));
  for (const [register, own] of Map.groupBy(written, ({ row }) => row.register)) {
    for (const slice of slices(own)) await writeCells(transaction, register, slice, words);
  }
  for (const slice of slices(written)) await writeValues(transaction, slice);
}

/** A row with where it is kept. */
interface PlacedRow {
  row: RegisterRow;
  source: number;
  place: number;
  ordinal: number;
  repeats: number;
}

/** Writes rows of one register into its table. */
async function writeCells(
  transaction: Kysely<Schema>,
  register: RegisterName,
  rows: readonly PlacedRow[],
  words: ReadonlyMap<string, number>,
): Promise<void> {
  const fields = [...fieldsOf(register)];
  const columns = fields.flatMap(([field, type]) => columnsOf(field, type));
  const numberOf = (field: FieldName, written: string) => words.get(wordId(register, field, written))!;
  const cells = rows.map(({ row, source, place, ordinal, repeats }) => [
    ...[source, place, ordinal, repeats, 0],
    ...fields.flatMap(([field, type]) => {
      const value = row.values[field];
      return value ? cellsOf(field, value, numberOf) : columnsOf(field, type).map(() => null);
    }),
  ]);
  await sql`
    INSERT INTO ${sql.table(`register_${register}`)}
    (source, place, ordinal, repeats, preference, ${sql.join(columns.map((column) => sql.ref(column)))})
    VALUES ${sql.join(cells.map((own) => sql`(${sql.join(own)})`))}`.execute(transaction);
  await nextTurn();
}

/** Writes what is shown of rows. */
async function writeValues(transaction: Kysely<Schema>, rows: readonly PlacedRow[]): Promise<void> {
  const values = rows.map(({ row: { register, passage, values }, source, place }) => ({
    ...{ source, place, passage },
    written: JSON.stringify({ register, values }),
  }));
  await transaction.insertInto('register_values').values(values).execute();
  await nextTurn();
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
