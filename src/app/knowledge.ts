import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { AppError, describeError } from '../errors.ts';
import { EmbeddingFailed } from '../ingest/document.ts';
import { type Knowledge, WITHOUT_IT } from '../knowledge.ts';
import type { EmbeddingModel } from '../models/model.ts';
import { calibrate } from '../retrieval/candidates/calibrate.ts';
import { type FusionWeights, fittedWeights } from '../retrieval/candidates/fusion-weights.ts';
import { copyDatabase } from '../store/backup.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { openEmbeddingStates } from '../store/sqlite-embedding-states.ts';
import { openEmbeddingCache } from '../store/sqlite-embeddings.ts';
import { openIncentiveStore } from '../store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../store/sqlite-knowledge.ts';
import { openRegisterStore } from '../store/sqlite-registers.ts';
import { openEmbeddedIndex } from '../vectors/embedded.ts';
import type { PassageIndex } from '../vectors/passage-index.ts';
import { openQdrantIndex } from '../vectors/qdrant.ts';
import { chooseEmbedding } from './models.ts';
import type { KnowledgeOptions } from './options.ts';

/**
 * Opens what is known, in the index that is configured. Each kind of index and each embedding model has
 * its own file, because what is served must be what the index holds, and all its vectors must be comparable.
 */
export async function openKnowledge(config: Config, options: KnowledgeOptions): Promise<Knowledge> {
  const embedding = chooseEmbedding(config);
  const suffix = shortHash(embedding.identity);
  const beside = (kind: string) => ({
    file: join(config.dataDirectory, `knowledge-${kind}${suffix}.sqlite`),
    embedding,
    keepsVectors: config.embedding !== undefined,
  });
  const openEmbedded = () => openBeside(beside(''), openEmbeddedIndex);
  if (!config.qdrant) return openEmbedded();
  const settings = { ...config.qdrant, recreate: options.recreateIndex };
  try {
    return await openBeside(beside('qdrant-'), async (database) => {
      const dimension = await dimensionOf(embedding, database);
      const collection = `luodi_${config.packKey}_${suffix}_d${dimension}`;
      return openQdrantIndex({ ...settings, collection, dimension });
    });
  } catch (error) {
    if (error instanceof EmbeddingFailed && config.embedding) {
      options.notify?.(`${describeError(error)} ${WITHOUT_IT}`);
      return openKnowledge({ ...config, embedding: undefined }, options);
    }
    const isUnreachable = error instanceof AppError && error.code === 'unreachable';
    if (!isUnreachable || options.requireIndex) throw error;
    options.notify?.(`${error.message} The embedded index is used instead.`);
    return openEmbedded();
  }
}

/**
 * Length of a model's vectors, for which a Qdrant collection is made. The model tells it; while that does not
 * answer, it is that of the vectors there are.
 * @throws EmbeddingFailed where it does not answer and there are none.
 */
async function dimensionOf(embedding: EmbeddingModel, database: Database): Promise<number> {
  try {
    const [vector] = await embedding.embed(['1'], 'query');
    return vector!.length;
  } catch (error) {
    const known = await openEmbeddingStates(database).read(embedding.identity);
    if (!known) throw new EmbeddingFailed(error);
    return known.dimension;
  }
}

/** How much a model's vectors count: what was fitted, or found out before, or else found out now. */
async function weigh(model: EmbeddingModel, known?: FusionWeights): Promise<FusionWeights> {
  const weights = fittedWeights(model.name) ?? known;
  if (weights) return weights;
  const database = openDatabase(':memory:');
  try {
    return await calibrate(model, () => openEmbeddedIndex(database));
  } finally {
    await database.close();
  }
}

/** Weights that were found out without a place to keep them, by identity. */
const weighed = new Map<string, Promise<FusionWeights>>();

/** `weigh` for texts that come with a question: once in a process, not for each question. */
export function weighOnce(model: EmbeddingModel): Promise<FusionWeights> {
  const weights = weighed.get(model.identity) ?? weigh(model);
  weighed.set(model.identity, weights);
  weights.catch(() => weighed.delete(model.identity));
  return weights;
}

/** Where documents are kept, and what embeds them. */
export interface Place {
  file: string;
  embedding: EmbeddingModel;
  /**
   * Whether vectors are kept to be used again, as those of an endpoint are. The embedding that ships makes a
   * passage's in a fraction of a millisecond, and to keep it would more than double the file.
   */
  keepsVectors?: boolean;
}

export async function openBeside(
  { file, embedding, keepsVectors }: Place,
  openIndex: (database: Database) => Promise<PassageIndex>,
): Promise<Knowledge> {
  const database = openDatabase(file);
  try {
    const index = await openIndex(database);
    const store = openKnowledgeStore(database);
    const registers = openRegisterStore(database);
    const incentives = openIncentiveStore(database);
    const embeddingStates = openEmbeddingStates(database);
    const state = await embeddingStates.read(embedding.identity);
    return {
      store,
      registers,
      incentives,
      index,
      embedding,
      embeddingCache: keepsVectors ? openEmbeddingCache(database) : undefined,
      embeddingStates,
      weigh,
      fusion: fittedWeights(embedding.name) ?? state?.weights,
      backup: (folder) => copyDatabase(database, folder),
      async close() {
        await index.close();
        await registers.close();
        await incentives.close();
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
