import { AppError } from '../errors.ts';
import { distinctAudiences } from './audiences.ts';
import type { Hit, IndexFilter, IndexHits, IndexQuery } from './passage-index.ts';
import type { Qdrant } from './qdrant-client.ts';
import { DENSE, termsOf } from './qdrant-collection.ts';
import type { QdrantEntries } from './qdrant-entries.ts';
import { type Counting, weightsByAudience } from './qdrant-frequencies.ts';
import {
  byScoreThenId,
  HIT_PAYLOAD,
  isAllowed,
  type Point,
  type Search,
  toFilter,
  toHit,
  toSparse,
} from './qdrant-points.ts';
import { type CollectionSettings, denseSearch } from './qdrant-settings.ts';

/** How far equal scores are followed beyond the limit to order them by id. */
const MOST_TIES = 10_000;

/** A collection that is searched. */
export interface Searched {
  qdrant: Qdrant;
  entries: QdrantEntries;
  settings: CollectionSettings;
}

/** See the contract. Dense scores and their order are exact; with quantisation the candidates are not. */
export async function searchCollection(query: IndexQuery, searched: Searched): Promise<IndexHits> {
  const { sparse, dense, limit } = query;
  if (dense) searched.entries.checkDimension(dense.length);
  const filter = { ...query.filter, audiences: distinctAudiences(query.filter.audiences) };
  // One more than asked for tells whether the last place is shared by equals.
  const common = { filter: toFilter(filter), limit: limit + 1, with_payload: [...HIT_PAYLOAD] };
  if (limit < 1 || filter.documents?.length === 0) return { sparse: [], dense: [] };
  const searches: Search[] = [];
  for (const [audience, weights] of await weightsByAudience(sparse, filter.audiences, countingOf(searched))) {
    if (weights.terms.length === 0) continue;
    searches.push({ ...common, using: termsOf(audience), query: toSparse(weights) });
  }
  if (dense) {
    const params = denseSearch(searched.settings, filter);
    searches.push({ ...common, params, using: DENSE, query: Array.from(dense) });
  }
  const found = await queryPoints(searches, searched);
  const lists = await Promise.all(
    found.map((points, at) => bestHits(points, searches[at]!, { filter, limit, searched })),
  );
  const denseHits = dense ? lists.pop()! : [];
  return { sparse: lists.flat().sort(byScoreThenId).slice(0, limit), dense: denseHits };
}

/** What counting how rare terms are asks of a collection. */
export function countingOf(searched: Searched): Counting {
  return {
    query: (searches) => queryPoints(searches, searched),
    count: (audience) => searched.entries.count([audience]),
  };
}

/** The best `limit` hits in the contract's order, with all equals of the last fetched to choose by id. */
async function bestHits(
  points: Point[],
  search: Search,
  { filter, limit, searched }: { filter: IndexFilter; limit: number; searched: Searched },
): Promise<Hit[]> {
  let fetched = points;
  let asked = search.limit;
  while (
    fetched.length === asked &&
    asked < MOST_TIES &&
    fetched[limit - 1]!.score === fetched.at(-1)!.score
  ) {
    asked = Math.min(asked * 4, MOST_TIES);
    fetched = (await queryPoints([{ ...search, limit: asked }], searched))[0]!;
  }
  if (!fetched.every((point) => isAllowed(point, filter))) throw ignoredFilter(searched);
  return fetched.map(toHit).sort(byScoreThenId).slice(0, limit);
}

/** To leave such points out would hide that there may be others where nobody looks. */
function ignoredFilter({ qdrant }: Searched): AppError {
  return new AppError('conflict', `Qdrant at ${qdrant.place} gave passages that its filter forbids.`, {
    next: 'Check that QDRANT_URL is a Qdrant; if it is, run `luodi ingest --rebuild`.',
  });
}

async function queryPoints(searches: Search[], { qdrant, entries }: Searched): Promise<Point[][]> {
  if (searches.length === 0) return [];
  const found = await qdrant.read((client) => client.queryBatch(entries.collection, { searches }));
  return found.map(({ points }) => points);
}
