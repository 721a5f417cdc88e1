import { AppError } from '../src/errors.ts';
import { simplify, traditionalize } from '../src/language/fold.ts';
import { INDEXES, type IndexChoice } from './bench-index.ts';
import { EMBEDDINGS, type EmbeddingChoice } from './embedding.ts';
import { oneOf, parseOptions, wholeNumber } from './options.ts';

const SCRIPTS = ['hans', 'hant'] as const;
type Script = (typeof SCRIPTS)[number];

/** How `retrieval.ts` was called. */
export interface RetrievalOptions {
  corpus: string[];
  questions: string[];
  noise: string[];
  ranks?: string;
  embedding: EmbeddingChoice;
  index: IndexChoice;
  rerank: boolean;
  /** What questions are converted to before they are asked. */
  script?: Script;
  every: number;
  json: boolean;
}

/** @throws AppError `bad-input` saying what is wrong with the call. */
export function readRetrievalOptions(): RetrievalOptions {
  const { corpus, script, every, embedding, index, ...rest } = parseOptions({
    corpus: { type: 'string', multiple: true, default: [] },
    questions: { type: 'string', multiple: true, default: [] },
    noise: { type: 'string', multiple: true, default: [] },
    ranks: { type: 'string' },
    embedding: { type: 'string', default: 'static' },
    index: { type: 'string', default: 'embedded' },
    rerank: { type: 'boolean', default: false },
    script: { type: 'string' },
    every: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  if (corpus.length === 0) {
    throw new AppError('bad-input', 'There is nothing to search.', {
      next: 'Give --corpus FILE, in the form of SQuAD, or of RGB where it ends in .jsonl.',
    });
  }
  return {
    ...rest,
    corpus,
    embedding: oneOf('--embedding', embedding, EMBEDDINGS),
    index: oneOf('--index', index, INDEXES),
    script: script === undefined ? undefined : oneOf('--script', script, SCRIPTS),
    every: wholeNumber('--every', every),
  };
}

/** A question in Simplified or Traditional Chinese, whichever it was written in. */
export function inScript(text: string, script: Script | undefined): string {
  if (script === undefined) return text;
  return script === 'hans' ? simplify(text) : traditionalize(text);
}
