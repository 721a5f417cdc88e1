import { type Kysely, sql } from 'kysely';
import type { Audience } from '../types.ts';
import { comparePreference, nameKey } from './register-duplicates.ts';
import type { Schema } from './schema.ts';

/** A row of a project, with the name that it has in common with others, if any. */
interface ProjectRow {
  source: number;
  place: number;
  twin: string | null;
  preference: number;
  name: string;
}

/**
 * Marks the projects that several served documents have, and says which of these documents counts before which.
 * Which one does count hangs on who asks and for which day, and is found when it is asked. Within a transaction.
 */
export async function settleTwins(transaction: Kysely<Schema>): Promise<void> {
  const places = await preferences(transaction);
  const { rows } = await sql<ProjectRow>`
    SELECT r.source AS source, r.place AS place, r.twin AS twin, r.preference AS preference, w.written AS name
    FROM register_projects AS r JOIN register_words AS w ON w.id = r.name`.execute(transaction);
  const served = rows
    .filter(({ source }) => places.has(source))
    .map((row) => ({ ...row, key: nameKey(row.name) }));
  const sources = new Map<string, number[]>();
  for (const [key, named] of Map.groupBy(served, ({ key }) => key)) {
    const own = [...new Set(named.map(({ source }) => source))];
    sources.set(
      key,
      own.sort((a, b) => places.get(a)! - places.get(b)!),
    );
  }
  let isChanged = false;
  for (const row of served) {
    const own = row.key === '' ? [row.source] : sources.get(row.key)!;
    const twin = own.length > 1 ? row.key : null;
    const preference = own.indexOf(row.source);
    if (twin === row.twin && preference === row.preference) continue;
    isChanged = true;
    await transaction
      .updateTable('register_projects')
      .set({ twin, preference })
      .where('source', '=', row.source)
      .where('place', '=', row.place)
      .execute();
  }
  if (isChanged) await countSettled(transaction);
}

/** Counts on, so that whoever remembers what was counted before reads it anew. */
async function countSettled(transaction: Kysely<Schema>): Promise<void> {
  const earlier = await settledTimes(transaction);
  await transaction
    .insertInto('register_state')
    .values({ name: SETTLED, value: earlier + 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: earlier + 1 }))
    .execute();
}

const SETTLED = 'settled';

/** How often which rows are counted has changed. */
export async function settledTimes(kysely: Kysely<Schema>): Promise<number> {
  const state = await kysely
    .selectFrom('register_state')
    .select('value')
    .where('name', '=', SETTLED)
    .executeTakeFirst();
  return state?.value ?? 0;
}

/** Served sources of rows, each with its place among them by which is to be counted first. */
async function preferences(transaction: Kysely<Schema>): Promise<Map<number, number>> {
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
      'documents.effective_from',
    ])
    .where('documents.served', '=', 1)
    .execute();
  const sorted = documents
    .map(({ source, id, audience, effective_from: from }) => ({
      source,
      id,
      audience: audience as Audience,
      from,
    }))
    .sort(comparePreference);
  return new Map(sorted.map(({ source }, at) => [source, at]));
}
