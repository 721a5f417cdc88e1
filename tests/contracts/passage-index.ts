import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hit, IndexQuery, PassageIndex } from '../../src/vectors/passage-index.ts';
import { entryId, makeEntry, randomEntries, randomSparse, seededRandom, sparse } from '../support/entries.ts';

export interface OpenedIndex {
  index: PassageIndex;
  /** Opens the same entries again, as a new process would. */
  reopen(): Promise<PassageIndex>;
  dispose(): Promise<void>;
}

export interface PassageIndexDriver {
  name: string;
  /** Why the driver cannot run here, for the title of what is skipped; `undefined` where it can. */
  skipped?: string;
  /** An empty index for entries with dense vectors of `dimension`, or without any. */
  open(dimension?: number): Promise<OpenedIndex>;
}

export const everyone: IndexQuery['filter'] = { audiences: ['public', 'staff'] };
export const visitor: IndexQuery['filter'] = { audiences: ['public'] };

/** The title of a suite, with the reason where it is skipped. */
export function titleOf(suite: string, { name, skipped }: PassageIndexDriver): string {
  return `${suite}: ${name}${skipped ? ` (skipped: ${skipped})` : ''}`;
}

/** What every index does. */
export function describePassageIndex(driver: PassageIndexDriver): void {
  describe.skipIf(driver.skipped !== undefined)(titleOf('passage index', driver), () => {
    let opened: OpenedIndex;
    let index: PassageIndex;

    const open = async (dimension?: number) => {
      opened = await driver.open(dimension);
      index = opened.index;
    };
    const search = async (weights: Record<number, number>, query: Partial<IndexQuery> = {}) =>
      (await index.search({ sparse: sparse(weights), filter: everyone, limit: 10, ...query })).sparse;
    const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);
    afterEach(() => opened.dispose());

    describe('by terms', () => {
      beforeEach(() => open());

      it('is empty to begin with', async () => {
        expect(await index.count()).toBe(0);
        expect(await index.search({ sparse: sparse({ 1: 1 }), filter: everyone, limit: 5 })).toEqual({
          sparse: [],
          dense: [],
        });
        await index.retire('never-there.md');
        await index.put([]);
        expect(await index.count()).toBe(0);
      });

      it('scores by inverse frequency, weight in the question and weight in the entry', async () => {
        await index.put([
          makeEntry(1, { sparse: sparse({ 7: 2, 9: 1 }) }),
          makeEntry(2, { sparse: sparse({ 9: 1.5 }), document: 'b.md', version: 'v4' }),
          makeEntry(3, { sparse: sparse({ 4294967295: 1 }) }),
        ]);
        const rare = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
        const common = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
        const hits = await search({ 7: 0.5, 9: 3 });
        expect(hits).toEqual([
          {
            id: entryId(1),
            document: 'a.md',
            version: 'v1',
            score: expect.closeTo(0.5 * 2 * rare + 3 * common, 4),
          },
          { id: entryId(2), document: 'b.md', version: 'v4', score: expect.closeTo(3 * 1.5 * common, 4) },
        ]);
        expect(await search({ 4294967295: 2 })).toMatchObject([
          { id: entryId(3), score: expect.closeTo(2 * rare, 4) },
        ]);
      });

      it('tells how rare terms are, known or not', async () => {
        await index.put([
          makeEntry(1, { sparse: sparse({ 7: 2, 9: 1 }) }),
          makeEntry(2, { sparse: sparse({ 9: 1.5 }) }),
          makeEntry(3, { sparse: sparse({ 9: 0.1 }), audience: 'staff', effectiveTo: '2020-01-01' }),
        ]);
        const frequencies = await index.inverseFrequencies([7, 9, 8], everyone.audiences);
        expect([...frequencies.keys()].sort()).toEqual([7, 8, 9]);
        expect(frequencies.get(7)).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 4);
        expect(frequencies.get(9)).toBeCloseTo(Math.log(1 + 0.5 / 3.5), 4);
        expect(frequencies.get(8)).toBeCloseTo(Math.log(1 + 3.5 / 0.5), 4);
        expect(await index.inverseFrequencies([], ['public'])).toEqual(new Map());
      });

      it('finds nothing for an empty question and for terms nobody has', async () => {
        await index.put([makeEntry(1, { sparse: sparse({ 7: 1 }) }), makeEntry(2)]);
        expect(await search({})).toEqual([]);
        expect(await search({ 8: 1 })).toEqual([]);
        expect(await search({ 7: 1 }, { limit: 0 })).toEqual([]);
        expect(await search({ 7: 1, 8: 1 })).toHaveLength(1);
      });

      it('replaces an entry of the same id', async () => {
        await index.put([
          makeEntry(1, { sparse: sparse({ 7: 1 }) }),
          makeEntry(2, { sparse: sparse({ 7: 1 }) }),
        ]);
        await index.put([makeEntry(1, { sparse: sparse({ 8: 1 }), audience: 'staff', version: 'v2' })]);
        expect(await index.count()).toBe(2);
        expect(ids(await search({ 7: 1 }))).toEqual([entryId(2)]);
        expect(await search({ 8: 1 })).toMatchObject([{ id: entryId(1), version: 'v2' }]);
        expect(await search({ 8: 1 }, { filter: visitor })).toEqual([]);
        const frequencies = await index.inverseFrequencies([7, 8], everyone.audiences);
        expect(frequencies.get(7)).toBeCloseTo(Math.log(1 + 1.5 / 1.5), 4);
        expect(frequencies.get(8)).toBeCloseTo(Math.log(1 + 1.5 / 1.5), 4);
      });

      it('retires a document, or all of its versions but one', async () => {
        const term = sparse({ 7: 1 });
        await index.put([
          makeEntry(1, { sparse: term, version: 'v1' }),
          makeEntry(2, { sparse: term, version: 'v2' }),
          makeEntry(3, { sparse: term, version: 'v3' }),
          makeEntry(4, { sparse: term, document: 'b.md' }),
        ]);
        await index.retire('a.md', 'v2');
        expect(ids(await search({ 7: 1 }))).toEqual([entryId(2), entryId(4)]);
        await index.retire('a.md', 'v2');
        expect(await index.count()).toBe(2);
        await index.retire('a.md');
        expect(ids(await search({ 7: 1 }))).toEqual([entryId(4)]);
        expect((await index.inverseFrequencies([7], ['public'])).get(7)).toBeCloseTo(
          Math.log(1 + 0.5 / 1.5),
          4,
        );
        await index.put([makeEntry(1, { sparse: term })]);
        expect(ids(await search({ 7: 1 }))).toEqual([entryId(1), entryId(4)]);
      });

      it('orders equal scores by id, at the limit too', async () => {
        const numbers = [5, 3, 9, 1, 7, 2, 8, 4, 6, 10, 12, 11];
        await index.put(numbers.map((n) => makeEntry(n, { sparse: sparse({ 7: n === 9 ? 2 : 1 }) })));
        expect(ids(await search({ 7: 1 }, { limit: 4 }))).toEqual([9, 1, 2, 3].map(entryId));
        expect(ids(await search({ 7: 1 }, { limit: 20 }))).toEqual(
          [9, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12].map(entryId),
        );
      });

      it('holds a thousand entries and drops most of them again', async () => {
        const random = seededRandom(3);
        const entries = [...randomEntries({ random, count: 1000, terms: 60, vocabulary: 2000 })];
        await index.put(entries);
        expect(await index.count()).toBe(1000);
        const query = randomSparse(random, 10, 2000);
        const { sparse: before } = await index.search({ sparse: query, filter: everyone, limit: 1000 });
        for (let n = 0; n < 9; n += 1) await index.retire(`d${n}.md`);
        expect(await index.count()).toBe(100);
        const { sparse: after } = await index.search({ sparse: query, filter: everyone, limit: 1000 });
        expect(ids(after).sort()).toEqual(ids(before.filter(({ document }) => document === 'd9.md')).sort());
      });

      it('counts entries by document and by version', async () => {
        expect(await index.census()).toEqual({ documents: new Map(), versions: new Map() });
        await index.put([
          ...[1, 2, 3].map((n) => makeEntry(n, { document: '政策 “a”.md', version: 'v1' })),
          makeEntry(4, { document: '政策 “a”.md', version: 'v2', audience: 'staff' }),
          makeEntry(5, { document: 'b.md', version: 'w1', effectiveTo: '2020-01-01' }),
          makeEntry(6, { document: 'gone.md', version: 'x1' }),
        ]);
        await index.retire('gone.md');
        expect(await index.census()).toEqual({
          documents: new Map([
            ['政策 “a”.md', 4],
            ['b.md', 1],
          ]),
          versions: new Map([
            ['v1', 3],
            ['v2', 1],
            ['w1', 1],
          ]),
        });
      });

      it('keeps its entries when it is opened again', async () => {
        await index.put([
          makeEntry(1, { sparse: sparse({ 7: 1 }) }),
          makeEntry(2, { sparse: sparse({ 7: 2 }), audience: 'staff', effectiveTo: '2026-12-31' }),
          makeEntry(3, { sparse: sparse({ 7: 3 }), document: 'b.md' }),
        ]);
        await index.retire('b.md');
        const again = await opened.reopen();
        expect(await again.count()).toBe(2);
        const query = { sparse: sparse({ 7: 1 }), limit: 5 };
        expect(ids((await again.search({ ...query, filter: everyone })).sparse)).toEqual([2, 1].map(entryId));
        expect(ids((await again.search({ ...query, filter: visitor })).sparse)).toEqual([entryId(1)]);
        const later = { ...everyone, asOf: '2027-01-01' };
        expect(ids((await again.search({ ...query, filter: later })).sparse)).toEqual([entryId(1)]);
      });

      it('answers searches while entries are put', async () => {
        await index.put([makeEntry(0, { sparse: sparse({ 7: 5 }), document: 'b.md' })]);
        const entries = Array.from({ length: 600 }, (_, n) => makeEntry(n + 1, { sparse: sparse({ 7: 1 }) }));
        const putting = index.put(entries);
        const found = await Promise.all(Array.from({ length: 20 }, () => search({ 7: 1 }, { limit: 1 })));
        await putting;
        expect(found.map((hits) => ids(hits))).toEqual(Array.from({ length: 20 }, () => [entryId(0)]));
        expect(await index.count()).toBe(601);
      });

      it('does not take dense vectors among entries without, nor questions with them', async () => {
        await index.put([makeEntry(1, { sparse: sparse({ 7: 1 }) })]);
        const dense = Float32Array.from([1, 0]);
        const conflict = { code: 'conflict', next: expect.stringContaining('--rebuild') };
        await expect(index.put([makeEntry(2, { dense })])).rejects.toMatchObject(conflict);
        await expect(search({ 7: 1 }, { dense })).rejects.toMatchObject(conflict);
        expect(await index.count()).toBe(1);
      });
    });

    describe('by vectors', () => {
      beforeEach(() => open(3));
      const unit = (...values: number[]) =>
        Float32Array.from(values, (value) => value / Math.hypot(...values));
      const nearest = async (dense: Float32Array, query: Partial<IndexQuery> = {}) =>
        (await index.search({ sparse: sparse({}), dense, filter: everyone, limit: 10, ...query })).dense;

      it('ranks by cosine, however far, beside the ranking by terms', async () => {
        await index.put([
          makeEntry(1, { dense: unit(1, 0, 0), sparse: sparse({ 7: 1 }) }),
          makeEntry(2, { dense: unit(1, 1, 0) }),
          makeEntry(3, { dense: unit(-1, 0, 0) }),
        ]);
        const hits = await index.search({
          sparse: sparse({ 7: 1 }),
          dense: unit(0, 1, 0),
          filter: everyone,
          limit: 3,
        });
        expect(ids(hits.sparse)).toEqual([entryId(1)]);
        expect(ids(hits.dense)).toEqual([2, 1, 3].map(entryId));
        expect(hits.dense.map(({ score }) => score)).toEqual([
          expect.closeTo(Math.SQRT1_2, 5),
          expect.closeTo(0, 5),
          expect.closeTo(0, 5),
        ]);
        expect((await nearest(unit(1, 0, 0))).at(-1)).toMatchObject({ score: expect.closeTo(-1, 5) });
        expect(await search({ 7: 1 })).toHaveLength(1);
      });

      it('replaces and retires vectors with their entries', async () => {
        await index.put([1, 2, 3].map((n) => makeEntry(n, { dense: unit(1, n, 0), document: `${n}.md` })));
        await index.put([makeEntry(1, { dense: unit(0, 0, 1), document: '1.md' })]);
        await index.retire('2.md');
        expect(ids(await nearest(unit(0, 0, 1)))).toEqual([1, 3].map(entryId));
        const again = await opened.reopen();
        const query = { sparse: sparse({}), dense: unit(0, 0, 1), filter: everyone, limit: 5 };
        expect(ids((await again.search(query)).dense)).toEqual([1, 3].map(entryId));
      });

      it('does not take vectors of another dimension, nor entries without', async () => {
        await index.put([makeEntry(1, { dense: unit(1, 0, 0) })]);
        const conflict = { code: 'conflict', next: expect.stringContaining('--rebuild') };
        await expect(index.put([makeEntry(2, { dense: unit(1, 0) })])).rejects.toMatchObject(conflict);
        await expect(index.put([makeEntry(2)])).rejects.toMatchObject(conflict);
        await expect(nearest(unit(1, 0))).rejects.toMatchObject(conflict);
        expect(await index.count()).toBe(1);
      });
    });
  });
}
