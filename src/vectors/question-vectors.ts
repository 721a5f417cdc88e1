import { AppError } from '../errors.ts';
import type { EmbeddingModel } from '../models/model.ts';
import type { EmbeddingStates } from '../store/embedding-state.ts';

/**
 * The model as questions use it: its vectors are given only where they can be compared with those of the
 * documents. What is known of those is read at each question, because another process may embed them anew.
 *
 * @returns a model that also throws AppError `conflict` where the documents have vectors of another kind
 */
export function forQuestions(model: EmbeddingModel, states: EmbeddingStates): EmbeddingModel {
  return {
    ...model,
    async embed(texts, kind) {
      const state = await states.read(model.identity);
      if (!state?.isIndexed) throw notYet(model.name);
      const vectors = await model.embed(texts, kind);
      const odd = vectors.find(({ length }) => length !== state.dimension);
      if (odd) throw otherModel(model.name, odd.length, state.dimension);
      return vectors;
    },
  };
}

function notYet(model: string): AppError {
  return new AppError(
    'conflict',
    `The documents have no vectors of ${model} yet and are searched by their words only.`,
    {
      next: 'Run: npm run -s luodi -- ingest',
    },
  );
}

function otherModel(model: string, given: number, present: number): AppError {
  return new AppError(
    'conflict',
    `${model} now gives vectors of ${given} numbers, and the documents have those of ${present}: they are searched by their words only.`,
    { next: 'To embed them anew, run: npm run -s luodi -- ingest' },
  );
}
