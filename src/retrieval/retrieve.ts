import { fold } from '../language/fold.ts';
import { toSparse } from '../language/terms.ts';
import type { EmbeddingModel, Reranker } from '../models/model.ts';
import type { KnowledgeStore } from '../store/knowledge-store.ts';
import type { Audience, Evidence, Question } from '../types.ts';
import type { Hit, IndexFilter, IndexHits, PassageIndex, SparseVector } from '../vectors/passage-index.ts';
import { type WeighedUnit, weighUnits } from './coverage.ts';
import { type Candidate, fuse } from './fuse.ts';
import type { FusionWeights } from './fusion-weights.ts';
import { withLeads } from './leads.ts';
import { pastRules } from './past-rules.ts';
import type { Query, QueryUnit } from './query.ts';
import { type Rarity, readRarity } from './rarity.ts';
import { rerank } from './rerank.ts';
import { understand } from './understand.ts';
import { pinyinCandidates } from './units.ts';

/** What retrieval needs: an index to search and the store its passages come from. */
export interface Library {
  index: PassageIndex;
  store: KnowledgeStore;
  embedding?: EmbeddingModel;
  /** How much that model's vectors count, where it is known. */
  fusion?: FusionWeights;
  reranker?: Reranker;
}

/** What was found for a question. */
export interface Retrieval {
  question: Question;
  query: Query;
  /** The query's units with their weights in these documents. */
  units: WeighedUnit[];
  /** Best first. */
  evidence: Evidence[];
  /** How rare the question's terms are in the index. */
  rarity: Rarity;
  /** Set when an embedding endpoint is configured but failed: only the sparse signal was used. For the log. */
  embeddingFailure?: unknown;
}

/** Candidates taken from the index, and how many of them are looked at sentence by sentence. */
const CANDIDATES = 40;
const RERANKED = 20;
/** Candidates of rules no longer in force that are looked at where they are asked for, however they rank. */
const EARLIER_AT_LEAST = 5;

/**
 * Finds the evidence for a question: sparse and dense search, fused, then looked at sentence by sentence.
 *
 * @throws AppError when the index or the store fails; a failing embedding endpoint leaves the sparse signal
 */
export async function retrieve(question: Question, library: Library): Promise<Retrieval> {
  const { index, store } = library;
  const audiences = audiencesFor(question.audience);
  const query = await readQuestion(question, audiences, store);
  const rarity = await readRarity(index, termsOfQuery(query), audiences);
  const { dense, failure } = await embedQuery(query, library.embedding);
  const search = (filter: Omit<IndexFilter, 'audiences'>) =>
    index.search({
      sparse: sparseQuery(query.units),
      dense,
      filter: { audiences, ...filter },
      limit: CANDIDATES,
    });
  const past = await pastRules(question, query, { store, audiences });
  const current = await search({ asOf: question.asOf });
  const earlier = past.documents.length > 0 ? await search({ documents: past.documents.map(idOf) }) : NO_HITS;
  const units = weighUnits(query.units, rarity);
  const evidence = await rerank({
    query,
    units,
    candidates: chooseCandidates(current, earlier),
    store,
    audiences,
    asOf: question.asOf,
    preference: {
      documents: new Set(past.named ? past.documents.map(idOf) : []),
      years: query.years.length > 0 ? query.years : query.impliedYears,
      article: query.article,
    },
  });
  return {
    question,
    query,
    units,
    evidence: await withLeads(evidence, store),
    rarity,
    embeddingFailure: failure,
  };
}

const NO_HITS: IndexHits = { sparse: [], dense: [] };

function idOf({ id }: { id: string }): string {
  return id;
}

/** The best of what is in force and of the rules asked for that are not; of these some in any case. */
function chooseCandidates(current: IndexHits, earlier: IndexHits): Candidate[] {
  if (earlier.sparse.length + earlier.dense.length === 0) return fuse(current).slice(0, RERANKED);
  const merge = (one: readonly Hit[], other: readonly Hit[]) =>
    [...one, ...other].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const sparse = merge(current.sparse, earlier.sparse);
  const fused = fuse({ sparse, dense: merge(current.dense, earlier.dense) });
  const ofEarlier = new Set(earlier.sparse.concat(earlier.dense).map(idOf));
  const best = fused.slice(0, RERANKED);
  const more = fused.slice(RERANKED).filter(({ id }) => ofEarlier.has(id));
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
function audiencesFor(audience: Audience): readonly Audience[] {
  return audience === 'staff' ? ['public', 'staff'] : ['public'];
}

function termsOfQuery(query: Query): number[] {
  const ofUnits = query.units.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms));
  return [...ofUnits, ...query.terms.flatMap(({ wordings }) => wordings.flat())];
}

/** Every wording of every unit; a wording of several terms shares its weight among them. */
export function sparseQuery(units: readonly QueryUnit[]): SparseVector {
  const weights = new Map<number, number>();
  for (const { alternatives, emphasis } of units) {
    for (const { terms, factor } of alternatives) {
      for (const term of terms) {
        const weight = (emphasis * factor) / Math.sqrt(terms.length);
        weights.set(term, Math.max(weights.get(term) ?? 0, weight));
      }
    }
  }
  return toSparse(weights);
}

async function embedQuery(
  query: Query,
  model: EmbeddingModel | undefined,
): Promise<{ dense?: Float32Array; failure?: unknown }> {
  if (!model) return {};
  try {
    const [dense] = await model.embed([query.text], 'query');
    return { dense };
  } catch (failure) {
    return { failure };
  }
}
