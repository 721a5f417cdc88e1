import type { Schemas } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import type { Audience } from '../types.ts';
import { toStoredDays } from './days.ts';
import { otherDimension } from './other-dimension.ts';
import type { Census, DaysInForce, EntryWriter, IndexEntry } from './passage-index.ts';
import type { Qdrant } from './qdrant-client.ts';
import { type EntryPayload, termsOf } from './qdrant-collection.ts';
import { batchesOf, toFilter, toPoint } from './qdrant-points.ts';

const POINTS_PER_PAGE = 1000;
/** Most documents that are counted: the server sets aside memory for as many as it is asked for. */
const MOST_COUNTED = 1_000_000;

/** The entries of one collection, as they are written and counted. */
export class QdrantEntries implements EntryWriter {
  /** Its name on the server, or its alias. */
  readonly collection: string;
  readonly #qdrant: Qdrant;
  readonly #dimension: number;

  /** @param dimension Of the dense vectors; 0 for none. */
  constructor(qdrant: Qdrant, collection: string, dimension: number) {
    this.#qdrant = qdrant;
    this.collection = collection;
    this.#dimension = dimension;
  }

  async put(entries: readonly IndexEntry[]): Promise<void> {
    for (const entry of entries) this.checkDimension(entry.dense?.length ?? 0);
    for (const points of batchesOf(entries.map(toPoint))) {
      await this.#qdrant.write((client) => client.upsert(this.collection, { wait: true, points }));
    }
  }

  async retire(document: string, keepVersion?: string): Promise<void> {
    const filter: Schemas['Filter'] = { must: [{ key: 'document', match: { value: document } }] };
    if (keepVersion !== undefined) filter.must_not = [{ key: 'version', match: { value: keepVersion } }];
    await this.#clearTerms(filter);
    await this.#qdrant.write((client) => client.delete(this.collection, { wait: true, filter }));
  }

  /**
   * The server goes on counting the terms of a deleted point until it tidies up, but not those that a
   * point has lost while it lived: emptied first, retired entries change no frequency.
   */
  async #clearTerms(filter: Schemas['Filter']): Promise<void> {
    let offset: Schemas['ExtendedPointId'] | undefined;
    do {
      const request = { filter, offset, limit: POINTS_PER_PAGE, with_payload: ['audience'] };
      const page = await this.#qdrant.write((client) => client.scroll(this.collection, request));
      const points = page.points.map(({ id, payload }) => {
        const { audience } = payload as unknown as EntryPayload;
        return { id, vector: { [termsOf(audience)]: { indices: [], values: [] } } };
      });
      if (points.length > 0) {
        const update = { wait: true, points };
        await this.#qdrant.write((client) => client.updateVectors(this.collection, update));
      }
      offset = (page.next_page_offset ?? undefined) as typeof offset;
    } while (offset !== undefined);
  }

  async setDays(document: string, days: DaysInForce): Promise<void> {
    const filter = { must: [{ key: 'document', match: { value: document } }] };
    const request = { wait: true, filter, payload: { ...toStoredDays(days) } };
    await this.#qdrant.write((client) => client.setPayload(this.collection, request));
  }

  async count(audiences?: readonly Audience[]): Promise<number> {
    const request = { exact: true, filter: audiences && toFilter({ audiences }) };
    return (await this.#qdrant.read((client) => client.count(this.collection, request))).count;
  }

  async census(): Promise<Census> {
    const limit = Math.min((await this.count()) + 1, MOST_COUNTED);
    const [documents, versions] = await Promise.all([
      this.#countBy('document', limit),
      this.#countBy('version', limit),
    ]);
    return { documents, versions };
  }

  async #countBy(key: keyof EntryPayload, limit: number): Promise<Map<string, number>> {
    const request = { key, limit, exact: true };
    const { hits } = await this.#qdrant.read((client) => client.facet(this.collection, request));
    // Values that only deleted points had are still listed, with none.
    const present = hits.filter(({ count }) => count > 0);
    if (hits.length < MOST_COUNTED) return new Map(present.map(({ value, count }) => [String(value), count]));
    throw new AppError('conflict', `More than ${MOST_COUNTED} documents are too many to be compared.`);
  }

  /** @throws AppError `conflict` for a vector of another dimension than the collection's. */
  checkDimension(given: number): void {
    if (given !== this.#dimension) throw otherDimension(given, this.#dimension);
  }
}
