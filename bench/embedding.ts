import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { AppError } from '../src/errors.ts';
import type { EmbeddingModel, Reranker } from '../src/models/model.ts';
import { createEmbeddingModel } from '../src/models/openai-compatible.ts';
import { createReranker } from '../src/models/reranker.ts';
import { calibrate } from '../src/retrieval/candidates/calibrate.ts';
import { type FusionWeights, fittedWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { openDatabase } from '../src/store/database.ts';
import type { EmbeddingCache } from '../src/store/embedding-cache.ts';
import { openEmbeddingCache } from '../src/store/sqlite-embeddings.ts';
import { embedPassages } from '../src/vectors/embed.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';

export const EMBEDDINGS = ['none', 'static', 'endpoint'] as const;
export type EmbeddingChoice = (typeof EMBEDDINGS)[number];

/** What passages and questions are embedded with in a measurement. */
export interface BenchEmbedding {
  model?: EmbeddingModel;
  /** How much its vectors count beside words. */
  fusion?: FusionWeights;
  /** How many questions, from the first, are asked of the model itself; for the others an earlier run's vector does. */
  freshQuestions: number;
  close(): Promise<void>;
}

/** Enough for a median and a 95th percentile, few enough for a run while something is tuned. */
const FRESH_QUESTIONS = 200;

/**
 * The embedding that was chosen. An endpoint is the one that is configured; its vectors are kept from run to run
 * in a file under the system's temporary folder.
 * @throws AppError `misconfigured` where there is none of the kind.
 */
export async function openEmbedding(
  choice: EmbeddingChoice,
  freshQuestions = FRESH_QUESTIONS,
): Promise<BenchEmbedding> {
  if (choice === 'none') return { freshQuestions: 0, close: async () => {} };
  if (choice === 'static') {
    const model = createStaticEmbedding();
    const fusion = await weightsOf(model);
    return { model, fusion, freshQuestions: Number.POSITIVE_INFINITY, close: async () => {} };
  }
  const { embedding } = loadConfig();
  if (!embedding) {
    throw new AppError('misconfigured', 'No embedding endpoint is configured.', {
      next: 'Set EMBEDDING_MODEL and EMBEDDING_BASE_URL.',
    });
  }
  const database = openDatabase(join(tmpdir(), 'luodi-bench-vectors.sqlite'));
  const model = remember(createEmbeddingModel(embedding), openEmbeddingCache(database), freshQuestions);
  return {
    model,
    fusion: await weightsOf(model),
    freshQuestions,
    close: () => database.close(),
  };
}

/** The reranker that is configured. @throws AppError `misconfigured` where there is none. */
export function openReranker(): Reranker {
  const { reranker } = loadConfig();
  if (reranker) return createReranker(reranker);
  throw new AppError('misconfigured', 'No reranker is configured.', { next: 'Set RERANK_BASE_URL.' });
}

async function weightsOf(model: EmbeddingModel): Promise<FusionWeights> {
  return fittedWeights(model.name) ?? (await calibrate(model, openEmptyIndex));
}

function openEmptyIndex(): Promise<PassageIndex> {
  return openEmbeddedIndex(openDatabase(':memory:'));
}

/**
 * The model, asked for each text once in all runs, but for the first `freshQuestions` questions that come one by
 * one, as visitors' do.
 */
function remember(model: EmbeddingModel, cache: EmbeddingCache, freshQuestions: number): EmbeddingModel {
  let asked = 0;
  return {
    ...model,
    async embed(texts, kind) {
      const isVisitor = kind === 'query' && texts.length === 1;
      if (isVisitor && asked++ < freshQuestions) return model.embed(texts, kind);
      const ofKind = {
        name: model.name,
        identity: `${model.identity}, ${kind}`,
        embed: (some: readonly string[]) => model.embed(some, kind),
      };
      return embedPassages(texts, ofKind, cache);
    },
  };
}
