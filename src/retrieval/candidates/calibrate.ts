import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectLanguage } from '../../language/detect.ts';
import { passageTerms } from '../../language/terms.ts';
import type { EmbeddingModel } from '../../models/model.ts';
import type { Hit, IndexHits, PassageIndex } from '../../vectors/passage-index.ts';
import { understand } from '../question/understand.ts';
import type { FusionWeights } from './fusion-weights.ts';
import { readRarity } from './rarity.ts';
import { sparseQuery, termsOfQuery } from './sparse-query.ts';

/** A passage of the set that weights are fitted on, with the questions that it alone answers. */
interface Calibrated {
  text: string;
  questions: string[];
}

/** Steps of the grid. */
const SAME = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const CROSS = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.25, 1.5];
/** Mean reciprocal rank that a smaller weight may lose: what so small a set cannot tell from chance. */
const MARGIN = 0.02;
/** What a weight across languages must gain to be any. */
const CROSS_GAIN = 0.1;

/**
 * Finds how much the vectors of a model may count beside words, on a small set that ships: 80 passages of
 * an invented park and of business prose in Chinese and English, near misses among them, and 160 questions,
 * a third worded as the passage is, a third otherwise, a third in the other language.
 *
 * @param openIndex opens an empty index, which is closed again
 * @throws AppError of the model
 */
export async function calibrate(
  model: EmbeddingModel,
  openIndex: () => Promise<PassageIndex>,
): Promise<FusionWeights> {
  const set = await readSet();
  const index = await openIndex();
  try {
    const searches = await searchAll(set, model, index);
    return {
      same: weightBesideWords(searches.filter(({ isCross }) => !isCross)),
      cross: weightAcrossLanguages(searches.filter(({ isCross }) => isCross)),
    };
  } finally {
    await index.close();
  }
}

/**
 * Of the weights that do about as well the smallest, and less of it the worse vectors alone do on what words
 * do not settle: among 80 passages few are alike, so that poor vectors look better here than in a corpus.
 */
function weightBesideWords(searches: readonly Search[]): number {
  const ranks = SAME.map((weight) => meanReciprocalRank(searches, fusedWith(weight)));
  const enough = Math.max(...ranks) - MARGIN;
  const weight = SAME[ranks.findIndex((rank) => rank >= enough)]!;
  const unsettled = searches.filter((search) => rankOf(search, fusedWith(0)) > 1);
  const alone = meanReciprocalRank(unsettled, ({ dense }) => dense);
  return round(weight * Math.max(0, 2 * alone - 1));
}

/** The best weight: words order little there that could be lost. Figures in common gain less than CROSS_GAIN. */
function weightAcrossLanguages(searches: readonly Search[]): number {
  const ranks = CROSS.map((weight) => meanReciprocalRank(searches, fusedWith(weight)));
  const best = Math.max(...ranks);
  return best - ranks[0]! < CROSS_GAIN ? 0 : CROSS[ranks.indexOf(best)]!;
}

async function readSet(): Promise<Calibrated[]> {
  const text = await readFile(join(import.meta.dirname, 'calibration.json'), 'utf8');
  return JSON.parse(text) as Calibrated[];
}

/** What one question finds among the passages of its answer's language, as most packs are of one. */
interface Search {
  answer: Found;
  others: Found[];
  /** Whether the question is of the other language. */
  isCross: boolean;
}

/** A passage by its scores, each from 0 to 1. */
interface Found {
  sparse: number;
  dense: number;
}

async function searchAll(
  set: readonly Calibrated[],
  model: EmbeddingModel,
  index: PassageIndex,
): Promise<Search[]> {
  const documents = set.map(({ text }) => (isEnglish(text) ? 'en' : 'zh'));
  const dense = await model.embed(
    set.map(({ text }) => text),
    'passage',
  );
  await index.put(
    set.map(({ text }, at) => ({
      id: String(at),
      document: documents[at]!,
      version: '',
      audience: 'public',
      sparse: passageTerms(text, ''),
      dense: dense[at]!,
    })),
  );
  const questions = set.flatMap((passage, answer) => passage.questions.map((text) => ({ text, answer })));
  const asked = await model.embed(
    questions.map(({ text }) => text),
    'query',
  );
  const searches: Search[] = [];
  for (const [at, { text, answer }] of questions.entries()) {
    const query = understand({ text, history: [], audience: 'public', asOf: '2025-01-01' });
    const rarity = await readRarity(index, termsOfQuery(query), ['public']);
    const hits = await index.search({
      sparse: sparseQuery(query.units, rarity),
      dense: asked[at]!,
      filter: { audiences: ['public'], documents: [documents[answer]!] },
      limit: set.length,
    });
    const isCross = isEnglish(text) !== (documents[answer] === 'en');
    searches.push({ ...separate(hits, String(answer)), isCross });
  }
  return searches;
}

function isEnglish(text: string): boolean {
  return detectLanguage(text) === 'en';
}

/** The scores of the passage that answers and of the others, scaled as they are when they are fused. */
function separate({ sparse, dense }: IndexHits, answer: string): Pick<Search, 'answer' | 'others'> {
  const words = new Map(sparse.map(({ id, score }) => [id, score / sparse[0]!.score]));
  const least = dense.at(-1)!.score;
  const range = dense[0]!.score - least || 1;
  const found = (hit: Hit): Found => ({ sparse: words.get(hit.id) ?? 0, dense: (hit.score - least) / range });
  return {
    answer: found(dense.find(({ id }) => id === answer)!),
    others: dense.filter(({ id }) => id !== answer).map(found),
  };
}

/** How a passage is scored. */
type Scoring = (found: Found) => number;

function fusedWith(weight: number): Scoring {
  return ({ sparse, dense }) => sparse + weight * dense;
}

function meanReciprocalRank(searches: readonly Search[], scoring: Scoring): number {
  if (searches.length === 0) return 0;
  return searches.reduce((sum, search) => sum + 1 / rankOf(search, scoring), 0) / searches.length;
}

/** Rank of the passage that answers, from 1. What cannot be told apart is not found: an equal score counts as better. */
function rankOf({ answer, others }: Search, scoring: Scoring): number {
  const own = scoring(answer);
  return 1 + others.filter((other) => scoring(other) >= own).length;
}

function round(weight: number): number {
  return Math.round(100 * weight) / 100;
}
