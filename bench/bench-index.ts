import { type Config, loadConfig } from '../src/config.ts';
import { AppError } from '../src/errors.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import type { Database } from '../src/store/database.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';

export const INDEXES = ['embedded', 'qdrant'] as const;
export type IndexChoice = (typeof INDEXES)[number];

/** Where a Qdrant is. */
type Connection = NonNullable<Config['qdrant']>;

/** An index that is there for one measurement. */
export interface BenchIndex {
  open(database: Database): Promise<PassageIndex>;
  /** Leaves nothing on a server. */
  remove(): Promise<void>;
}

/**
 * The index that was chosen; Qdrant is the one that is configured, in a collection of its own.
 * @throws AppError `misconfigured` where no Qdrant is named, and those of the model that says its dimension.
 */
export async function openBenchIndex(
  choice: IndexChoice,
  model: EmbeddingModel | undefined,
): Promise<BenchIndex> {
  if (choice === 'embedded') return { open: openEmbeddedIndex, remove: async () => {} };
  const { qdrant } = loadConfig();
  if (!qdrant) throw new AppError('misconfigured', 'No Qdrant is configured.', { next: 'Set QDRANT_URL.' });
  const { openQdrantIndex } = await import('../src/vectors/qdrant.ts');
  const collection = `luodi_bench_${process.pid}_${Date.now()}`;
  const dimension = (await model?.embed(['1'], 'passage'))?.[0]?.length;
  return {
    open: () => openQdrantIndex({ ...qdrant, collection, dimension }),
    remove: () => removeCollections(qdrant, collection),
  };
}

/** Removes every collection whose name begins so: the driver adds to the name it is given. */
async function removeCollections({ url, apiKey }: Connection, prefix: string): Promise<void> {
  const call = async (method: string, path: string): Promise<unknown> => {
    const address = `${url.replace(/\/+$/, '')}/${path}`;
    const response = await fetch(address, { method, headers: apiKey ? { 'api-key': apiKey } : {} });
    if (response.ok) return response.json();
    throw new AppError('unreachable', `Qdrant did not remove ${prefix} (HTTP ${response.status}).`);
  };
  const { result } = (await call('GET', 'collections')) as { result: { collections: { name: string }[] } };
  const own = result.collections.filter(({ name }) => name.startsWith(prefix));
  for (const { name } of own) await call('DELETE', `collections/${name}`);
}
