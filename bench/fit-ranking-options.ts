import { AppError } from '../src/errors.ts';
import { EMBEDDINGS, type EmbeddingChoice } from './embedding.ts';
import { oneOf, parseOptions, wholeNumber } from './options.ts';

const FITS = ['terms', 'coverage', 'windows', 'likeness', 'fusion'] as const;

/** How `fit-ranking.ts` was called. */
export interface FitOptions {
  /** Each a set of its own. */
  sets: { corpus: string; questions?: string }[];
  fit: (typeof FITS)[number];
  embedding: EmbeddingChoice;
  every: number;
  json: boolean;
}

/** @throws AppError `bad-input` saying what is wrong with the call. */
export function readFitOptions(): FitOptions {
  const { corpus, questions, ...rest } = parseOptions({
    corpus: { type: 'string', multiple: true, default: [] },
    questions: { type: 'string', multiple: true, default: [] },
    fit: { type: 'string', default: 'windows' },
    embedding: { type: 'string', default: 'none' },
    every: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  if (corpus.length === 0) {
    throw new AppError('bad-input', 'There is nothing to fit on.', {
      next: 'Give --corpus FILE, in the form of SQuAD, or of RGB where it ends in .jsonl.',
    });
  }
  if (questions.length > 0 && questions.length !== corpus.length) {
    throw new AppError('bad-input', 'There must be as many --questions as --corpus, or none.');
  }
  const fit = oneOf('--fit', rest.fit, FITS);
  const embedding = oneOf('--embedding', rest.embedding, EMBEDDINGS);
  if ((fit === 'fusion' || fit === 'likeness') && embedding === 'none') {
    throw new AppError('bad-input', `--fit ${fit} needs --embedding static or endpoint.`);
  }
  return {
    sets: corpus.map((file, at) => ({ corpus: file, questions: questions[at] })),
    fit,
    embedding,
    every: wholeNumber('--every', rest.every),
    json: rest.json,
  };
}
