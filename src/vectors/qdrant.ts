import { setTimeout } from 'node:timers/promises';
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import { otherDimension } from './other-dimension.ts';
import type { Hit, IndexEntry, IndexHits, IndexQuery, PassageIndex } from './passage-index.ts';
import { call } from './qdrant-calls.ts';
import { DENSE, ensureCollection, TERMS } from './qdrant-collection.ts';
import {
  byScoreThenId,
  type Point,
  type Search,
  toFilter,
  toHit,
  toPoint,
  toSparse,
  weightOf,
} from './qdrant-points.ts';

/** A point with 250 terms and 1,024 numbers is some 25 KB of JSON; servers refuse bodies above 32 MB. */
const POINTS_PER_REQUEST = 128;
const TERMS_PER_REQUEST = 100;
const POINTS_PER_PAGE = 1000;
/** How far equal scores are followed beyond the limit to order them by id. */
const MOST_TIES = 10_000;
const WRITE_ATTEMPTS = 5;
/** A visitor is waiting. */
const READ_ATTEMPTS = 2;
const TIMEOUT_MS = 20_000;

export interface QdrantOptions {
  url: string;
  apiKey?: string;
  collection: string;
  /** Of the dense vectors; absent where entries have none. */
  dimension?: number;
  /** Drops a collection of another shape, with all that is in it, instead of refusing it: `--rebuild`. */
  recreate?: boolean;
  /** Limit of one call, in milliseconds. */
  timeoutMs?: number;
  /** Waits between attempts; resolves after so many milliseconds. */
  wait?(milliseconds: number): Promise<void>;
}

/**
 * The index on a Qdrant server, created there on demand. Vectors are compared exactly, so that it ranks as
 * the embedded one does; inverse document frequencies are the server's.
 *
 * @throws AppError `misconfigured` (URL), `unreachable`, `refused` (key), `conflict` (collection of
 * another shape).
 */
export async function openQdrantIndex(options: QdrantOptions): Promise<PassageIndex> {
  const index = new QdrantIndex(await connect(options), options);
  await index.prepare();
  return index;
}

async function connect({ url, apiKey, timeoutMs }: QdrantOptions): Promise<QdrantClient> {
  // Loaded here, so that who has no Qdrant does not pay for its client.
  const { QdrantClient } = await import('@qdrant/js-client-rest');
  const { pathname } = parseUrl(url);
  // Of a URL the client leaves out the path, and takes a port that is the scheme's own for none.
  const port = /^https?:\/\/(?:[^/@]*@)?[^/:]+:(\d+)/.exec(url)?.[1];
  return new QdrantClient({
    url,
    ...(port && { port: Number(port) }),
    ...(pathname !== '/' && { url: new URL('/', url).href, prefix: pathname.replace(/\/$/, '') }),
    ...(apiKey && { headers: { 'api-key': apiKey } }),
    timeout: timeoutMs ?? TIMEOUT_MS,
    checkCompatibility: false,
  });
}

/** @throws AppError `misconfigured` where it is not an HTTP URL; its text is kept out, it may hold a key. */
function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  throw new AppError('misconfigured', 'QDRANT_URL is not a URL.', {
    next: 'Write it as http://host:6333, or unset it to use the embedded index.',
  });
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
    this.#collection = options.collection;
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
    const none = { [TERMS]: { indices: [], values: [] } };
    let offset: Schemas['ExtendedPointId'] | undefined;
    do {
      const request = { filter, offset, limit: POINTS_PER_PAGE, with_payload: false };
      const page = await this.#call(WRITE_ATTEMPTS, () => this.#client.scroll(this.#collection, request));
      const points = page.points.map(({ id }) => ({ id, vector: none }));
      if (points.length > 0) {
        const update = { wait: true, points };
        await this.#call(WRITE_ATTEMPTS, () => this.#client.updateVectors(this.#collection, update));
      }
      offset = (page.next_page_offset ?? undefined) as typeof offset;
    } while (offset !== undefined);
  }

  async search(query: IndexQuery): Promise<IndexHits> {
    if (query.dense) this.#checkDimension(query.dense.length);
    const filter = toFilter(query.filter);
    if (query.filter.audiences.length === 0 || query.limit < 1) return { sparse: [], dense: [] };
    // One more than asked for tells whether the last place is shared by equals.
    const common = { filter, limit: query.limit + 1, with_payload: ['document', 'version'] };
    const { sparse, dense } = query;
    const searches: Search[] = [];
    if (sparse.terms.length > 0) searches.push({ ...common, using: TERMS, query: toSparse(sparse) });
    // Exact, as the embedded index is: an approximate graph loses entries under a narrow filter.
    const exact = { params: { exact: true } };
    if (dense) searches.push({ ...common, ...exact, using: DENSE, query: Array.from(dense) });
    const found = await this.#query(searches);
    const lists = await Promise.all(
      found.map((points, at) => this.#best(searches[at]!, points, query.limit)),
    );
    const denseHits = dense ? lists.pop()! : [];
    return { sparse: lists[0] ?? [], dense: denseHits };
  }

  /** The best `limit` hits in the contract's order, with all equals of the last fetched to choose by id. */
  async #best(search: Search, points: Point[], limit: number): Promise<Hit[]> {
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
    return fetched.map(toHit).sort(byScoreThenId).slice(0, limit);
  }

  /**
   * Reads back the frequencies that the server applies: an entry that holds only the asked term of a
   * question scores its weight times that term's frequency.
   */
  async inverseFrequencies(terms: readonly number[]): Promise<Map<number, number>> {
    const frequencies = new Map<number, number>();
    for (let start = 0; start < terms.length; start += TERMS_PER_REQUEST) {
      const slice = terms.slice(start, start + TERMS_PER_REQUEST);
      const searches = slice.map((term): Search => {
        const query = { indices: [term], values: [1] };
        return { using: TERMS, query, limit: 1, with_vector: [TERMS] };
      });
      for (const [at, points] of (await this.#query(searches)).entries()) {
        const term = slice[at]!;
        if (points[0]) frequencies.set(term, points[0].score / weightOf(points[0], term));
      }
    }
    if (frequencies.size < terms.length) {
      // n = 0 in the contract's formula.
      const unknown = Math.log(1 + ((await this.count()) + 0.5) / 0.5);
      for (const term of terms) if (!frequencies.has(term)) frequencies.set(term, unknown);
    }
    return frequencies;
  }

  async count(): Promise<number> {
    const counted = await this.#call(READ_ATTEMPTS, () =>
      this.#client.count(this.#collection, { exact: true }),
    );
    return counted.count;
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
