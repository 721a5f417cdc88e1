import { setTimeout } from 'node:timers/promises';
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import type { Audience } from '../types.ts';
import { distinctAudiences } from './audiences.ts';
import { toStoredDays } from './days.ts';
import { otherDimension } from './other-dimension.ts';
import type {
  DaysInForce,
  Hit,
  IndexEntry,
  IndexFilter,
  IndexHits,
  IndexQuery,
  PassageIndex,
} from './passage-index.ts';
import { call } from './qdrant-calls.ts';
import { type Connection, connect } from './qdrant-client.ts';
import { collectionName, DENSE, type EntryPayload, ensureCollection, termsOf } from './qdrant-collection.ts';
import { type Counting, readInverseFrequencies, weightsByAudience } from './qdrant-frequencies.ts';
import {
  byScoreThenId,
  HIT_PAYLOAD,
  isAllowed,
  type Point,
  type Search,
  toFilter,
  toHit,
  toPoint,
  toSparse,
} from './qdrant-points.ts';

/** A point with 250 terms and 1,024 numbers is some 25 KB of JSON; servers refuse bodies above 32 MB. */
const POINTS_PER_REQUEST = 128;
const POINTS_PER_PAGE = 1000;
/** How far equal scores are followed beyond the limit to order them by id. */
const MOST_TIES = 10_000;
const WRITE_ATTEMPTS = 5;
/** A visitor is waiting. */
const READ_ATTEMPTS = 2;

export interface QdrantOptions extends Connection {
  /** Name of the collection, to which the number of its shape is added. */
  collection: string;
  /** Of the dense vectors; absent where entries have none. */
  dimension?: number;
  /** Drops a collection of another shape, with all that is in it, instead of refusing it: `--rebuild`. */
  recreate?: boolean;
  /** Waits between attempts; resolves after so many milliseconds. */
  wait?(milliseconds: number): Promise<void>;
}

/**
 * The index on a Qdrant server, created there on demand. Vectors are compared exactly, so that it ranks as
 * the embedded one does. Inverse document frequencies are the server's, who counts each shard for itself.
 *
 * @throws AppError `misconfigured` (URL), `unreachable`, `refused` (key), `conflict` (collection of
 * another shape).
 */
export async function openQdrantIndex(options: QdrantOptions): Promise<PassageIndex> {
  const index = new QdrantIndex(await connect(options), options);
  await index.prepare();
  return index;
}

class QdrantIndex implements PassageIndex {
  readonly name = 'qdrant';
  readonly #client: QdrantClient;
  readonly #collection: string;
  readonly #dimension: number;
  readonly #recreate: boolean;
  readonly #place: string;
  readonly #wait: (milliseconds: number) => Promise<void>;

  constructor(client: QdrantClient, options: QdrantOptions) {
    this.#client = client;
    this.#collection = collectionName(options.collection);
    this.#dimension = options.dimension ?? 0;
    this.#recreate = options.recreate ?? false;
    this.#place = new URL(options.url).host;
    this.#wait = options.wait ?? ((milliseconds) => setTimeout(milliseconds));
  }

  prepare(): Promise<void> {
    const options = { collection: this.#collection, dimension: this.#dimension, recreate: this.#recreate };
    return this.#call(READ_ATTEMPTS, () => ensureCollection(this.#client, options));
  }

  async put(entries: readonly IndexEntry[]): Promise<void> {
    for (const entry of entries) this.#checkDimension(entry.dense?.length ?? 0);
    const points = entries.map(toPoint);
    for (let start = 0; start < points.length; start += POINTS_PER_REQUEST) {
      const request = { wait: true, points: points.slice(start, start + POINTS_PER_REQUEST) };
      await this.#call(WRITE_ATTEMPTS, () => this.#client.upsert(this.#collection, request));
    }
  }

  async retire(document: string, keepVersion?: string): Promise<void> {
    const filter: Schemas['Filter'] = { must: [{ key: 'document', match: { value: document } }] };
    if (keepVersion !== undefined) filter.must_not = [{ key: 'version', match: { value: keepVersion } }];
    await this.#clearTerms(filter);
    await this.#call(WRITE_ATTEMPTS, () => this.#client.delete(this.#collection, { wait: true, filter }));
  }

  /**
   * The server goes on counting the terms of a deleted point until it tidies up, but not those that a
   * point has lost while it lived: emptied first, retired entries change no frequency.
   */
  async #clearTerms(filter: Schemas['Filter']): Promise<void> {
    let offset: Schemas['ExtendedPointId'] | undefined;
    do {
      const request = { filter, offset, limit: POINTS_PER_PAGE, with_payload: ['audience'] };
      const page = await this.#call(WRITE_ATTEMPTS, () => this.#client.scroll(this.#collection, request));
      const points = page.points.map(({ id, payload }) => {
        const { audience } = payload as unknown as EntryPayload;
        return { id, vector: { [termsOf(audience)]: { indices: [], values: [] } } };
      });
      if (points.length > 0) {
        const update = { wait: true, points };
        await this.#call(WRITE_ATTEMPTS, () => this.#client.updateVectors(this.#collection, update));
      }
      offset = (page.next_page_offset ?? undefined) as typeof offset;
    } while (offset !== undefined);
  }

  async setDays(document: string, days: DaysInForce): Promise<void> {
    const filter = { must: [{ key: 'document', match: { value: document } }] };
    const request = { wait: true, filter, payload: { ...toStoredDays(days) } };
    await this.#call(WRITE_ATTEMPTS, () => this.#client.setPayload(this.#collection, request));
  }

  async search(query: IndexQuery): Promise<IndexHits> {
    const { sparse, dense, limit } = query;
    if (dense) this.#checkDimension(dense.length);
    const filter = { ...query.filter, audiences: distinctAudiences(query.filter.audiences) };
    // One more than asked for tells whether the last place is shared by equals.
    const common = { filter: toFilter(filter), limit: limit + 1, with_payload: [...HIT_PAYLOAD] };
    if (limit < 1 || filter.documents?.length === 0) return { sparse: [], dense: [] };
    const searches: Search[] = [];
    for (const [audience, weights] of await weightsByAudience(sparse, filter.audiences, this.#counting)) {
      if (weights.terms.length === 0) continue;
      searches.push({ ...common, using: termsOf(audience), query: toSparse(weights) });
    }
    // Exact, as the embedded index is: an approximate graph loses entries under a narrow filter.
    const exact = { params: { exact: true } };
    if (dense) searches.push({ ...common, ...exact, using: DENSE, query: Array.from(dense) });
    const found = await this.#query(searches);
    const lists = await Promise.all(
      found.map((points, at) => this.#best(searches[at]!, points, { filter, limit })),
    );
    const denseHits = dense ? lists.pop()! : [];
    return { sparse: lists.flat().sort(byScoreThenId).slice(0, limit), dense: denseHits };
  }

  /** The best `limit` hits in the contract's order, with all equals of the last fetched to choose by id. */
  async #best(
    search: Search,
    points: Point[],
    { filter, limit }: { filter: IndexFilter; limit: number },
  ): Promise<Hit[]> {
    let fetched = points;
    let asked = search.limit;
    while (
      fetched.length === asked &&
      asked < MOST_TIES &&
      fetched[limit - 1]!.score === fetched.at(-1)!.score
    ) {
      asked = Math.min(asked * 4, MOST_TIES);
      fetched = (await this.#query([{ ...search, limit: asked }]))[0]!;
    }
    if (!fetched.every((point) => isAllowed(point, filter))) throw this.#ignoredFilter();
    return fetched.map(toHit).sort(byScoreThenId).slice(0, limit);
  }

  /** To leave such points out would hide that there may be others where nobody looks. */
  #ignoredFilter(): AppError {
    return new AppError('conflict', `Qdrant at ${this.#place} gave passages that its filter forbids.`, {
      next: `Check that QDRANT_URL is a Qdrant; if it is, remove its collection ${this.#collection} and ingest again.`,
    });
  }

  async inverseFrequencies(
    terms: readonly number[],
    audiences: readonly Audience[],
  ): Promise<Map<number, number>> {
    return readInverseFrequencies(terms, distinctAudiences(audiences), this.#counting);
  }

  get #counting(): Counting {
    return {
      query: (searches) => this.#query(searches),
      count: (audience) => this.#count(toFilter({ audiences: [audience] })),
    };
  }

  count(): Promise<number> {
    return this.#count();
  }

  async #count(filter?: Schemas['Filter']): Promise<number> {
    const request = { exact: true, filter };
    const { count } = await this.#call(READ_ATTEMPTS, () => this.#client.count(this.#collection, request));
    return count;
  }

  async close(): Promise<void> {}

  async #query(searches: Search[]): Promise<Point[][]> {
    if (searches.length === 0) return [];
    const found = await this.#call(READ_ATTEMPTS, () =>
      this.#client.queryBatch(this.#collection, { searches }),
    );
    return found.map(({ points }) => points);
  }

  #call<Result>(attempts: number, work: () => Promise<Result>): Promise<Result> {
    return call(work, { attempts, wait: this.#wait, place: this.#place });
  }

  #checkDimension(given: number): void {
    if (given !== this.#dimension) throw otherDimension(given, this.#dimension);
  }
}
