import type { Schemas } from '@qdrant/js-client-rest';
import type { IndexFilter } from './passage-index.ts';

/** How a collection is kept; the server's own defaults where absent. A collection keeps those it was made with. */
export interface CollectionSettings {
  shards?: number;
  /** Nodes of the cluster that hold each shard. */
  replicas?: number;
  /** What is kept in memory of dense vectors: all of it, a byte a number, or a bit. */
  quantization?: 'none' | 'scalar' | 'binary';
  /** Whether vectors, terms, payload and graph stay on disk and are read from there. */
  onDisk?: boolean;
}

/** The part of a request to create a collection that settings decide. */
export type CollectionShape = Pick<
  Schemas['CreateCollection'],
  | 'shard_number'
  | 'replication_factor'
  | 'write_consistency_factor'
  | 'on_disk_payload'
  | 'hnsw_config'
  | 'quantization_config'
>;

/** Share of the numbers of a vector between the two ends of the scale of a byte: what few outliers hold is cut off. */
const QUANTILE = 0.99;

const QUANTIZATIONS: Record<'scalar' | 'binary', Schemas['QuantizationConfig']> = {
  scalar: { scalar: { type: 'int8', quantile: QUANTILE, always_ram: true } },
  binary: { binary: { always_ram: true } },
};

/** @param hasVectors Whether entries have dense vectors: without, there is nothing to quantise. */
export function collectionShape(settings: CollectionSettings, hasVectors: boolean): CollectionShape {
  const { shards, replicas, quantization = 'none', onDisk = false } = settings;
  const isQuantized = hasVectors && quantization !== 'none';
  return {
    ...(shards && { shard_number: shards }),
    // A write counts when most replicas have it, so that no single node that fails takes it along.
    ...(replicas && {
      replication_factor: replicas,
      write_consistency_factor: Math.floor(replicas / 2) + 1,
    }),
    on_disk_payload: onDisk,
    // Vectors that are compared exactly need no graph, and building one is most of the work of an upsert.
    hnsw_config: isQuantized ? { on_disk: onDisk } : { m: 0 },
    ...(isQuantized && { quantization_config: QUANTIZATIONS[quantization] }),
  };
}

/** Entries that the graph visits; the server's default is 100 (`ef_construct`). Measured: `bench/agreement.ts`. */
const VISITED = 256;
/** How many times as many candidates as are asked for are compared again by their full vectors. */
const OVERSAMPLING = { scalar: 3, binary: 10 };

/**
 * How dense vectors are searched. Without quantisation every vector that passes the filter is compared; so are
 * those of named documents, which are few. With it the candidates come from the graph and the small vectors,
 * and their scores and order from the full ones.
 */
export function denseSearch(
  { quantization = 'none' }: CollectionSettings,
  { documents }: IndexFilter,
): Schemas['SearchParams'] {
  if (quantization === 'none' || documents) return { exact: true };
  return {
    hnsw_ef: VISITED,
    quantization: { rescore: true, oversampling: OVERSAMPLING[quantization] },
  };
}

/**
 * What differs between a collection and the settings, a sentence each.
 *
 * @param config As the server describes the collection.
 */
export function settingsDrift(
  config: Schemas['CollectionConfig'],
  settings: CollectionSettings,
  hasVectors: boolean,
): string[] {
  const { params, quantization_config: quantized } = config;
  const isThere = { scalar: 'scalar' in (quantized ?? {}), binary: 'binary' in (quantized ?? {}) };
  const found = {
    QDRANT_SHARDS: params.shard_number ?? 1,
    QDRANT_REPLICAS: params.replication_factor ?? 1,
    QDRANT_QUANTIZATION: isThere.scalar ? 'scalar' : isThere.binary ? 'binary' : 'none',
    QDRANT_ON_DISK: params.on_disk_payload ?? true,
  };
  const wanted: Partial<Record<keyof typeof found, unknown>> = {
    QDRANT_SHARDS: settings.shards,
    QDRANT_REPLICAS: settings.replicas,
    QDRANT_QUANTIZATION: hasVectors ? (settings.quantization ?? 'none') : undefined,
    QDRANT_ON_DISK: settings.onDisk ?? false,
  };
  return (Object.keys(found) as (keyof typeof found)[])
    .filter((name) => wanted[name] !== undefined && wanted[name] !== found[name])
    .map((name) => `The collection was made with ${name}=${found[name]}; ${wanted[name]} is set.`);
}
