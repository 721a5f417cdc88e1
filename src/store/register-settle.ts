import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Audience } from '../types.ts';
import { columnsOf, fieldsOf } from './register-columns.ts';
import { comparePreference, compareStanding, type NamingDocument, nameKey } from './register-duplicates.ts';
import type { Schema } from './schema.ts';

/** A row of a project, with the name that it has in common with others, if any. */
interface ProjectRow {
  source: number;
  place: number;
  twin: string | null;
  preference: number;
  name: string;
  /** Fields that the row has a value for. */
  filled: number;
}

/**
 * Marks the projects that several served documents have, and says which of these documents counts before which.
 * Which one does count hangs on who asks and for which day, and is found when it is asked. Within a transaction.
 */
export async function settleTwins(transaction: Kysely<Schema>): Promise<void> {
  const documents = await servedDocuments(transaction);
  const state = fingerprintOf(documents);
  // Rows of a source never change: of the same documents the same twins come.
  if (state === (await settledState(transaction))) return;
  await markTwins(transaction, documents);
  await transaction
    .insertInto('register_state')
    .values({ name: SETTLED, value: state })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: state }))
    .execute();
}

const SETTLED = 'settled';

/** What says for which documents rows were last settled; 0 before the first time. */
export async function settledState(kysely: Kysely<Schema>): Promise<number> {
  const state = await kysely
    .selectFrom('register_state')
    .select('value')
    .where('name', '=', SETTLED)
    .executeTakeFirst();
  return state?.value ?? 0;
}

type ServedSource = NamingDocument & { source: number };

/** Served documents that have rows, that which is to be counted first first. */
async function servedDocuments(transaction: Kysely<Schema>): Promise<ServedSource[]> {
  const documents = await transaction
    .selectFrom('register_sources')
    .innerJoin('documents', (join) =>
      join
        .onRef('documents.id', '=', 'register_sources.document')
        .onRef('documents.version', '=', 'register_sources.version'),
    )
    .select([
      'register_sources.id as source',
      'documents.id',
      'documents.audience',
      'documents.effective_from as from',
    ])
    .where('documents.served', '=', 1)
    .execute();
  return documents
    .map((document) => ({ ...document, audience: document.audience as Audience }))
    .sort(comparePreference);
}

/** A number of 48 bits that is another where the documents, or what their order hangs on, are others. */
function fingerprintOf(documents: readonly ServedSource[]): number {
  const text = JSON.stringify(documents.map(({ source, audience, from }) => [source, audience, from]));
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}

/** From one day to the same of the next year, as days are kept: `yyyymmdd`. */
const A_YEAR = 10_000;

/** For each field of a project 1 where a row has a value; a period of more than a year tells nothing of when. */
const FILLED = [...fieldsOf('projects')].map(([field, type]) => {
  const [first, second] = columnsOf(field, type).map((column) => sql.ref(`r.${column}`));
  return type === 'period'
    ? sql`(${first} IS NOT NULL AND ${second} - ${first} < ${A_YEAR})`
    : sql`(${first} IS NOT NULL)`;
});

/** Of documents that stand alike, that counts first whose row says most: a list of an event names no start of works. */
async function markTwins(transaction: Kysely<Schema>, documents: readonly ServedSource[]): Promise<void> {
  const places = new Map(documents.map((document, at) => [document.source, { at, document }]));
  const filled = sql.join(FILLED, sql` + `);
  const { rows } = await sql<ProjectRow>`
    SELECT r.source AS source, r.place AS place, r.twin AS twin, r.preference AS preference, w.written AS name,
      ${filled} AS filled
    FROM register_projects AS r JOIN register_words AS w ON w.id = r.name`.execute(transaction);
  const served = rows.filter(({ source }) => places.has(source));
  for (const [key, named] of Map.groupBy(served, ({ name }) => nameKey(name))) {
    const says = new Map(named.map(({ source, filled: fields }) => [source, fields]));
    for (const { source, filled: fields } of named) says.set(source, Math.max(fields, says.get(source)!));
    const sources = [...says.keys()].sort((a, b) => {
      const [one, other] = [places.get(a)!, places.get(b)!];
      return (
        compareStanding(one.document, other.document) || says.get(b)! - says.get(a)! || one.at - other.at
      );
    });
    const isShared = sources.length > 1 && key !== '';
    for (const row of named) {
      const twin = isShared ? key : null;
      const preference = isShared ? sources.indexOf(row.source) : 0;
      if (twin === row.twin && preference === row.preference) continue;
      await transaction
        .updateTable('register_projects')
        .set({ twin, preference })
        .where('source', '=', row.source)
        .where('place', '=', row.place)
        .execute();
    }
  }
}
