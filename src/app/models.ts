import type { Config } from '../config.ts';
import type { EmbeddingModel, Reranker } from '../models/model.ts';
import { createEmbeddingModel } from '../models/openai-compatible.ts';
import { createReranker } from '../models/reranker.ts';
import { createStaticEmbedding } from '../semantics/static-embedding.ts';

/** The models that are asked at each question, for whoever wants to see whether they answer. */
export function questionModels(config: Config): { embedding: EmbeddingModel; reranker?: Reranker } {
  const { reranker } = config;
  return { embedding: chooseEmbedding(config), reranker: reranker && createReranker(reranker) };
}

/** The embedding model that is configured, or the one that ships. */
export function chooseEmbedding({ embedding }: Pick<Config, 'embedding'>): EmbeddingModel {
  return embedding ? createEmbeddingModel(embedding) : createStaticEmbedding();
}
