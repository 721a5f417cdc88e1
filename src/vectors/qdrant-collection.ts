import type { QdrantClient } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import type { Audience } from '../types.ts';
import { AUDIENCES } from './audiences.ts';
import { otherDimension } from './other-dimension.ts';
import { statusOf } from './qdrant-calls.ts';

/**
 * Name of the vector that holds the terms of an entry of that audience. Each has its own, because the server
 * takes document frequencies from all points that have a vector of the name, whatever the filter: what
 * staff documents say cannot change what the public finds.
 */
export function termsOf(audience: Audience): string {
  return `${audience}-terms`;
}

/** Name of the dense vector. Shared: distances depend on no other entry, and a second would double the memory. */
export const DENSE = 'dense';

/**
 * The shape of a collection, which stands in its name: one of an older shape is left alone, and the next
 * ingest fills the new one. Counted up whenever vectors or payload change.
 */
const SHAPE = 2;

/** The name on the server. */
export function collectionName(collection: string): string {
  return `${collection}_${SHAPE}`;
}

/** What a point carries beside its vectors; days as `yyyymmdd`, open ends as 0 and 99991231. */
export interface EntryPayload {
  document: string;
  version: string;
  audience: Audience;
  from: number;
  to: number;
}

const PAYLOAD_INDEXES: Record<keyof EntryPayload, 'keyword' | 'integer'> = {
  document: 'keyword',
  version: 'keyword',
  audience: 'keyword',
  from: 'integer',
  to: 'integer',
};

export interface CollectionOptions {
  /** Its name on the server. */
  collection: string;
  /** Of the dense vectors; 0 for none. */
  dimension: number;
  /** Drops a collection of another shape, with all that is in it, instead of refusing it. */
  recreate: boolean;
}

/**
 * Creates the collection where there is none, and the payload indexes that are missing, so that one left
 * half-made by a process that was stopped is completed.
 *
 * @throws AppError `conflict` where there is one of another shape; errors of the client as they are.
 */
export async function ensureCollection(client: QdrantClient, options: CollectionOptions): Promise<void> {
  const { collection, recreate } = options;
  let { exists } = await client.collectionExists(collection);
  if (exists) {
    try {
      await checkShape(client, options);
    } catch (error) {
      if (!recreate || !(error instanceof AppError)) throw error;
      await client.deleteCollection(collection);
      exists = false;
    }
  }
  if (!exists) await createCollection(client, options);
  await createPayloadIndexes(client, collection);
}

async function checkShape(client: QdrantClient, options: CollectionOptions): Promise<void> {
  const { params } = (await client.getCollection(options.collection)).config;
  const isOurs = AUDIENCES.every(
    (audience) => params.sparse_vectors?.[termsOf(audience)]?.modifier === 'idf',
  );
  if (!isOurs) {
    throw new AppError('conflict', `The collection ${options.collection} was not made by Luodi.`, {
      next: 'Choose another collection, or remove that one.',
    });
  }
  const vectors = (params.vectors ?? {}) as Record<string, { size?: number } | undefined>;
  const present = vectors[DENSE]?.size ?? 0;
  if (present !== options.dimension) throw otherDimension(options.dimension, present);
}

async function createCollection(client: QdrantClient, options: CollectionOptions): Promise<void> {
  const { collection, dimension } = options;
  try {
    await client.createCollection(collection, {
      vectors: dimension > 0 ? { [DENSE]: { size: dimension, distance: 'Cosine' } } : {},
      sparse_vectors: Object.fromEntries(
        AUDIENCES.map((audience) => [termsOf(audience), { modifier: 'idf' as const }]),
      ),
    });
  } catch (error) {
    // Another process was quicker.
    if (statusOf(error) !== 409) throw error;
    await checkShape(client, options);
  }
}

async function createPayloadIndexes(client: QdrantClient, collection: string): Promise<void> {
  const present = (await client.getCollection(collection)).payload_schema;
  for (const [field, kind] of Object.entries(PAYLOAD_INDEXES)) {
    if (field in present) continue;
    await client.createPayloadIndex(collection, { field_name: field, field_schema: kind, wait: true });
  }
}
