import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { RegisterRow, StoredRow } from '../register-types.ts';
import type { Place } from './register-sql.ts';
import type { Schema } from './schema.ts';

/**
 * The rows at places, in their order.
 * @throws AppError `conflict` where one is gone: what was counted would not be what is shown
 */
export async function readRows(kysely: Kysely<Schema>, places: readonly Place[]): Promise<StoredRow[]> {
  if (places.length === 0) return [];
  const stored = await kysely
    .selectFrom('register_values as v')
    .innerJoin('register_sources as s', 's.id', 'v.source')
    .select(['v.source', 'v.place', 'v.passage', 'v.written', 's.document', 's.version'])
    .where(
      sql<boolean>`(v.source, v.place) IN (VALUES ${sql.join(places.map(({ source, place }) => sql`(${source}, ${place})`))})`,
    )
    .execute();
  const byPlace = new Map(stored.map((row) => [keyOf(row), row]));
  return places.map((place) => {
    const row = byPlace.get(keyOf(place));
    if (!row) throw replaced();
    const { passage, document, version, written } = row;
    const { register, values } = JSON.parse(written) as Pick<RegisterRow, 'register' | 'values'>;
    return { register, passage, values, document, version, ordinal: place.ordinal };
  });
}

function keyOf({ source, place }: { source: number; place: number }): string {
  return `${source} ${place}`;
}

function replaced(): AppError {
  return new AppError('conflict', 'The documents were replaced while their rows were read.', {
    next: 'Try again.',
    retryable: true,
  });
}
