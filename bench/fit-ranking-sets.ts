import { detectLanguage } from '../src/language/detect.ts';
import { HAN } from '../src/language/fold.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import type { FusionWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import type { Library } from '../src/retrieval/retrieve.ts';
import { type CorpusQuestion, readAsked } from './corpora.ts';
import { libraryOf } from './library.ts';

/** A corpus that weights are fitted on, ready to be searched. */
export interface FitSet {
  name: string;
  questions: CorpusQuestion[];
  /** Which half, 0 or 1, each question belongs to: all on one paragraph to the same. */
  halves: number[];
  /** Whether most questions are of another language than the paragraph that answers them. */
  isCross: boolean;
  /** Each paragraph a document named `p` and its number. */
  library: Library;
}

/** Every `every`th question of a corpus, or of another file on the same paragraphs. */
export async function openSet(
  corpus: string,
  options: {
    questions?: string;
    every: number;
    embedding?: EmbeddingModel;
    fusion?: FusionWeights;
  },
): Promise<FitSet> {
  const { paragraphs, questions } = readAsked({
    corpus: [corpus],
    questions: options.questions ? [options.questions] : [],
    every: options.every,
  });
  const documents = new Map(paragraphs.map((text, number) => [`p${number}`, text]));
  const { embedding, fusion } = options;
  return {
    name: options.questions ? `${options.questions} on ${corpus}` : corpus,
    questions,
    halves: halvesOf(questions),
    isCross: isCross(questions, paragraphs),
    library: await libraryOf(documents, { embedding, fusion }),
  };
}

/** Number of the paragraph that a document of such a library is. */
export function paragraphOf(document: string): number {
  return Number(document.slice(1));
}

/** A passage that was found, by the paragraph that it is of. */
export interface Scored {
  paragraph: number;
  score: number;
}

/**
 * Rank of the first paragraph that answers, each paragraph by its best passage; infinite where none was found. A
 * wrong one of equal score counts as before it.
 */
export function rankOfRight(found: readonly Scored[], relevant: ReadonlySet<number>): number {
  const right = found.filter(({ paragraph }) => relevant.has(paragraph));
  if (right.length === 0) return Number.POSITIVE_INFINITY;
  const best = Math.max(...right.map(({ score }) => score));
  const before = found.filter(({ paragraph, score }) => score >= best && !relevant.has(paragraph));
  return 1 + new Set(before.map(({ paragraph }) => paragraph)).size;
}

/** Paragraphs to the halves in turn, as they are first asked about. */
export function halvesOf(questions: readonly Pick<CorpusQuestion, 'relevant'>[]): number[] {
  const halves = new Map<number, number>();
  return questions.map(({ relevant }) => {
    const paragraph = Math.min(...relevant);
    const half = halves.get(paragraph) ?? halves.size % 2;
    halves.set(paragraph, half);
    return half;
  });
}

function isCross(questions: readonly CorpusQuestion[], paragraphs: readonly string[]): boolean {
  const across = questions.filter(({ text, relevant }) => {
    const [paragraph] = relevant;
    return (detectLanguage(text) === 'en') === HAN.test(paragraphs[paragraph!]!);
  });
  return 2 * across.length > questions.length;
}
