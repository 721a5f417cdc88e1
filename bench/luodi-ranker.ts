import type { EmbeddingModel } from '../src/models/model.ts';
import { search } from '../src/retrieval/candidates/search.ts';
import { createRandom, shuffle } from './fill.ts';
import { asQuestion, type LibraryOptions, makeLibrary, type TimedLibrary } from './library.ts';

/** Ranks paragraphs through the product's own retrieval. */
export interface LuodiRanker extends Omit<TimedLibrary, 'library'> {
  /**
   * Numbers of the paragraphs found, best first, each by its best passage. `embeddingMs` is the part of it that
   * the question's own vector took.
   * @throws what the embedding model or the reranker threw: the product goes on without it, a measurement must not
   */
  rank(question: string): Promise<{ ranked: number[]; embeddingMs: number }>;
  close(): Promise<void>;
}

/** Which order paragraphs are indexed in: a fixed one, so that those equal in score gain nothing by their place. */
const SEED = 1;

/** Indexes paragraphs by their number, each a document of its own. */
export async function openLuodiRanker(
  paragraphs: readonly string[],
  options: LibraryOptions = {},
): Promise<LuodiRanker> {
  const clock = { ms: 0 };
  const embedding = options.embedding && timed(options.embedding, clock);
  const order = shuffle([...paragraphs.entries()], createRandom(SEED));
  const byId = new Map(order.map(([number, text]) => [`p${number}`, text]));
  const { library, ...figures } = await makeLibrary(byId, { ...options, embedding });
  return {
    ...figures,
    async rank(question) {
      clock.ms = 0;
      const found = await search(asQuestion(question), library);
      const failure = found.embeddingFailure ?? found.rerankFailure;
      if (failure) throw failure;
      const ranked = new Set(found.ranked.map(({ document }) => Number(document.id.slice(1))));
      return { ranked: [...ranked], embeddingMs: clock.ms };
    },
    async close() {
      await library.index.close();
      await library.store.close();
    },
  };
}

/** The model, adding up on `clock` what questions take. */
function timed(model: EmbeddingModel, clock: { ms: number }): EmbeddingModel {
  return {
    ...model,
    async embed(texts, kind) {
      const startedAt = performance.now();
      const vectors = await model.embed(texts, kind);
      if (kind === 'query') clock.ms += performance.now() - startedAt;
      return vectors;
    },
  };
}
