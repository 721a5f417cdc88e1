import { fold } from '../../language/fold.ts';
import type { EmbeddingModel, Reranker } from '../../models/model.ts';
import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Audience, Question } from '../../types.ts';
import type { Hit, IndexFilter, IndexHits, PassageIndex } from '../../vectors/passage-index.ts';
import { type PastRules, pastRules } from '../question/past-rules.ts';
import type { Query } from '../question/query.ts';
import { understand } from '../question/understand.ts';
import { pinyinCandidates } from '../question/units.ts';
import { weighUnits } from './coverage.ts';
import { type Candidate, chooseCandidates, toCandidates } from './fuse.ts';
import type { FusionWeights } from './fusion-weights.ts';
import { type Likeness, likenessTo, rankByLikeness } from './likeness.ts';
import { type Ranked, type RankOptions, rank } from './rank.ts';
import { type Rarity, readRarity } from './rarity.ts';
import { rerank } from './rerank.ts';
import { sparseQuery, termsOfQuery } from './sparse-query.ts';

/** What retrieval needs: an index to search and the store its passages come from. */
export interface Library {
  index: PassageIndex;
  store: KnowledgeStore;
  embedding?: EmbeddingModel;
  /** How much that model's vectors count, where it is known. */
  fusion?: FusionWeights;
  reranker?: Reranker;
}

/** The passages found for a question. */
export interface Search extends RankOptions {
  question: Question;
  /** How alike passages are to it; absent where they are searched by their words only. */
  likeness?: Likeness;
  /** Best first. */
  ranked: Ranked[];
  /** How rare the question's terms are in the index. */
  rarity: Rarity;
  /** Rules no longer in force that were searched as well. */
  past: PastRules;
  /** Set when an embedding endpoint is configured but failed: only the sparse signal was used. For the log. */
  embeddingFailure?: unknown;
  /** Set when a rerank endpoint is configured but failed: the order is that of the documents' words. For the log. */
  rerankFailure?: unknown;
}

/** Candidates taken from the index by each signal. */
const CANDIDATES = 40;
/** Candidates of rules no longer in force that are read where they are asked for, however they rank. */
const EARLIER_AT_LEAST = 5;
const WORDS_ONLY: FusionWeights = { same: 0, cross: 0 };

/**
 * Finds the passages that speak of what a question asks: by words and vectors, then by what stands in their
 * sentences.
 *
 * @throws AppError when the index or the store fails; a failing embedding endpoint leaves the search by words,
 * a failing rerank endpoint the order as it was
 */
export async function search(question: Question, library: Library): Promise<Search> {
  const { index, store } = library;
  const audiences = audiencesFor(question.audience);
  const query = await readQuestion(question, audiences, store);
  const rarity = await readRarity(index, termsOfQuery(query), audiences);
  const { dense, failure } = await embedQuery(query, library.embedding);
  const sparse = sparseQuery(query.units, rarity);
  const searchIndex = (filter: Omit<IndexFilter, 'audiences'>) =>
    index.search({ sparse, dense, filter: { audiences, ...filter }, limit: CANDIDATES });
  const past = await pastRules(question, query, { store, audiences });
  const current = await searchIndex({ asOf: question.asOf });
  const earlier =
    past.documents.length > 0 ? await searchIndex({ documents: past.documents.map(idOf) }) : NO_HITS;
  const weights = (dense && library.fusion) ?? WORDS_ONLY;
  const units = weighUnits(query.units, rarity);
  const options: RankOptions = {
    query,
    units,
    audiences,
    weights,
    preference: {
      documents: new Set(past.named ? past.documents.map(idOf) : []),
      years: query.years.length > 0 ? query.years : query.impliedYears,
      article: query.article,
    },
  };
  const likeness = dense && likenessTo(query.text);
  const ranked = await rank(withEarlier(current, earlier, weights), options, store);
  const reranked = await rerank(rankByLikeness(ranked, likeness), query, library.reranker);
  return {
    ...options,
    question,
    likeness,
    rarity,
    past,
    ranked: reranked.ranked,
    embeddingFailure: failure,
    rerankFailure: reranked.failure,
  };
}

const NO_HITS: IndexHits = { sparse: [], dense: [] };

function idOf({ id }: { id: string }): string {
  return id;
}

/** The best of what is in force and of the rules asked for that are not; of these some in any case. */
function withEarlier(current: IndexHits, earlier: IndexHits, weights: FusionWeights): Candidate[] {
  if (earlier.sparse.length + earlier.dense.length === 0) {
    return chooseCandidates(toCandidates(current), weights);
  }
  const merge = (one: readonly Hit[], other: readonly Hit[]) =>
    [...one, ...other].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const all = toCandidates({
    sparse: merge(current.sparse, earlier.sparse),
    dense: merge(current.dense, earlier.dense),
  });
  const best = chooseCandidates(all, weights);
  const ofEarlier = new Set([...earlier.sparse, ...earlier.dense].map(idOf));
  const more = all.filter(({ id }) => ofEarlier.has(id) && !best.some((candidate) => candidate.id === id));
  return [...best, ...more.slice(0, EARLIER_AT_LEAST)];
}

async function readQuestion(
  question: Question,
  audiences: readonly Audience[],
  store: KnowledgeStore,
): Promise<Query> {
  const candidates = pinyinCandidates(fold([...question.history, question.text].join(' ')));
  const names = candidates.length > 0 ? await store.namesByPinyin(candidates, audiences) : undefined;
  return understand(question, names);
}

/** What an asker may see: the public sees public passages only, staff see both. */
/** Whose passages an asker may see: the public what is for the public, staff both. */
export function audiencesFor(audience: Audience): readonly Audience[] {
  return audience === 'staff' ? ['public', 'staff'] : ['public'];
}

async function embedQuery(
  query: Query,
  model: EmbeddingModel | undefined,
): Promise<{ dense?: Float32Array; failure?: unknown }> {
  // A question that names nothing is like any passage a little.
  if (!model || query.units.length === 0) return {};
  try {
    const [dense] = await model.embed([query.text], 'query');
    return { dense };
  } catch (failure) {
    return { failure };
  }
}
