import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { AppError } from '../src/errors.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import { createEmbeddingModel } from '../src/models/openai-compatible.ts';
import { openDatabase } from '../src/store/database.ts';
import type { EmbeddingCache } from '../src/store/embedding-cache.ts';
import { openEmbeddingCache } from '../src/store/sqlite-embeddings.ts';

export const EMBEDDINGS = ['none', 'static', 'endpoint'] as const;
export type EmbeddingChoice = (typeof EMBEDDINGS)[number];

/** What passages and questions are embedded with in a measurement. */
export interface BenchEmbedding {
  model?: EmbeddingModel;
  cache?: EmbeddingCache;
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
export async function openEmbedding(choice: EmbeddingChoice): Promise<BenchEmbedding> {
  if (choice === 'none') return { freshQuestions: 0, close: async () => {} };
  if (choice === 'static') {
    throw new AppError('misconfigured', 'There is no static embedding yet.', {
      next: 'Use none or endpoint.',
    });
  }
  const { embedding } = loadConfig();
  if (!embedding) {
    throw new AppError('misconfigured', 'No embedding endpoint is configured.', {
      next: 'Set EMBEDDING_MODEL and EMBEDDING_BASE_URL.',
    });
  }
  const database = openDatabase(join(tmpdir(), 'luodi-bench-vectors.sqlite'));
  const cache = openEmbeddingCache(database);
  const model = rememberQuestions(createEmbeddingModel(embedding), cache);
  return { model, cache, freshQuestions: FRESH_QUESTIONS, close: () => database.close() };
}

/** The model, which embeds each question beyond the first `FRESH_QUESTIONS` once in all runs. */
function rememberQuestions(model: EmbeddingModel, cache: EmbeddingCache): EmbeddingModel {
  const key = `${model.identity} for questions`;
  let asked = 0;
  return {
    ...model,
    async embed(texts, kind) {
      if (kind === 'passage' || texts.length !== 1) return model.embed(texts, kind);
      const hash = createHash('sha256').update(texts[0]!).digest('hex');
      asked += 1;
      const known = asked > FRESH_QUESTIONS ? (await cache.read(key, [hash])).get(hash) : undefined;
      const vector = known ?? (await model.embed(texts, kind))[0]!;
      if (!known) await cache.write(key, new Map([[hash, vector]]));
      return [vector];
    },
  };
}
