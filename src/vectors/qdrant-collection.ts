import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import type { Audience } from '../types.ts';
import { AUDIENCES } from './audiences.ts';
import { otherDimension } from './other-dimension.ts';
import { statusOf } from './qdrant-calls.ts';
import { type CollectionSettings, collectionShape } from './qdrant-settings.ts';

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

export interface CollectionOptions extends CollectionSettings {
  /** Of the dense vectors; 0 for none. */
  dimension: number;
}

/**
 * Creates a collection where there is none, and the payload indexes that are missing, so that one left
 * half-made by a process that was stopped is completed.
 *
 * @throws AppError `conflict` where there is one of another shape; errors of the client as they are.
 */
export async function ensureCollection(
  client: QdrantClient,
  name: string,
  options: CollectionOptions,
): Promise<void> {
  try {
    await client.createCollection(name, creation(options));
  } catch (error) {
    // It was there, or another process was quicker.
    if (statusOf(error) !== 409) throw error;
  }
  await completeCollection(client, name, options);
}

function creation(options: CollectionOptions): Schemas['CreateCollection'] {
  const { dimension, onDisk = false } = options;
  const sparse = { modifier: 'idf' as const, index: { on_disk: onDisk } };
  return {
    vectors: dimension > 0 ? { [DENSE]: { size: dimension, distance: 'Cosine', on_disk: onDisk } } : {},
    sparse_vectors: Object.fromEntries(AUDIENCES.map((audience) => [termsOf(audience), sparse])),
    ...collectionShape(options, dimension > 0),
  };
}

/**
 * Checks a collection, and creates the payload indexes that are missing: one for each field that a filter names.
 *
 * @throws AppError `conflict` where it is of another shape; errors of the client as they are.
 */
export async function completeCollection(
  client: QdrantClient,
  name: string,
  { dimension }: CollectionOptions,
): Promise<void> {
  const { config, payload_schema: present } = await client.getCollection(name);
  checkShape(name, config.params, dimension);
  for (const [field, kind] of Object.entries(PAYLOAD_INDEXES)) {
    if (field in present) continue;
    await client.createPayloadIndex(name, { field_name: field, field_schema: kind, wait: true });
  }
}

function checkShape(name: string, params: Schemas['CollectionParams'], dimension: number): void {
  const isOurs = AUDIENCES.every(
    (audience) => params.sparse_vectors?.[termsOf(audience)]?.modifier === 'idf',
  );
  if (!isOurs) {
    throw new AppError('conflict', `The collection ${name} was not made by Luodi.`, {
      next: 'Choose another collection, or remove that one.',
    });
  }
  const vectors = (params.vectors ?? {}) as Record<string, { size?: number } | undefined>;
  const present = vectors[DENSE]?.size ?? 0;
  if (present !== dimension) throw otherDimension(dimension, present);
}
