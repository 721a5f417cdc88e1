import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Audience } from '../../src/types.ts';
import type { Hit, IndexQuery, PassageIndex } from '../../src/vectors/passage-index.ts';
import {
  makeEntry,
  randomEntries,
  randomSparse,
  randomUnit,
  seededRandom,
  sparse,
} from '../support/entries.ts';
import { everyone, type OpenedIndex, type PassageIndexDriver, titleOf, visitor } from './passage-index.ts';

const numbers = (hits: readonly Hit[]) => hits.map(({ id }) => Number.parseInt(id.slice(-12), 16));
const term = sparse({ 7: 1 });

/** What no filter lets through, and what it keeps from being felt. */
export function describeIndexFilters(driver: PassageIndexDriver): void {
  describe.skipIf(driver.skipped !== undefined)(titleOf('filters of an index', driver), () => {
    let opened: OpenedIndex;
    let index: PassageIndex;
    const open = async (dimension?: number) => {
      opened = await driver.open(dimension);
      index = opened.index;
    };
    const search = async (weights: Record<number, number>, query: Partial<IndexQuery> = {}) =>
      numbers(
        (await index.search({ sparse: sparse(weights), filter: everyone, limit: 10, ...query })).sparse,
      );
    afterEach(() => opened.dispose());

    describe('by terms', () => {
      beforeEach(() => open());

      it('give a visitor the best public entry where a staff entry scores best', async () => {
        await index.put([
          makeEntry(1, { audience: 'staff', sparse: sparse({ 7: 9 }) }),
          makeEntry(2, { audience: 'staff', sparse: sparse({ 7: 8 }) }),
          makeEntry(3, { sparse: sparse({ 7: 2 }) }),
          makeEntry(4, { sparse: sparse({ 7: 1 }) }),
        ]);
        expect(await search({ 7: 1 }, { limit: 1, filter: visitor })).toEqual([3]);
        expect(await search({ 7: 1 }, { limit: 1 })).toEqual([1]);
        expect(await search({ 7: 1 }, { filter: { audiences: ['staff'] } })).toEqual([1, 2]);
        expect(await search({ 7: 1 }, { filter: { audiences: ['staff', 'public', 'staff'] } })).toEqual([
          1, 2, 3, 4,
        ]);
      });

      it('let nothing through, with an error, where no audience or an unknown one is named', async () => {
        await index.put([makeEntry(1, { sparse: term })]);
        const nobody = [[], undefined, ['everyone'], ['public', 'Staff']] as unknown as Audience[][];
        for (const audiences of nobody) {
          const refused = { code: 'bad-input', next: expect.stringContaining('audience') };
          await expect(search({ 7: 1 }, { filter: { audiences } })).rejects.toMatchObject(refused);
          await expect(search({}, { filter: { audiences } })).rejects.toMatchObject(refused);
          await expect(index.inverseFrequencies([7], audiences)).rejects.toMatchObject(refused);
        }
      });

      it('find only entries of the documents that are named', async () => {
        await index.put([
          makeEntry(1, { sparse: term, document: '政策/一.md' }),
          makeEntry(2, { sparse: term, document: 'b.md' }),
          makeEntry(3, { sparse: term, document: 'b.md', audience: 'staff' }),
          makeEntry(4, { sparse: term, document: 'c.md', effectiveTo: '2025-12-31' }),
        ]);
        const among = (...documents: string[]) => search({ 7: 1 }, { filter: { ...visitor, documents } });
        expect(await among('政策/一.md')).toEqual([1]);
        expect(await among('b.md')).toEqual([2]);
        expect(await among('c.md', 'b.md', 'b.md')).toEqual([2, 4]);
        expect(await among('d.md')).toEqual([]);
        expect(await among()).toEqual([]);
        const filter = { ...everyone, documents: ['b.md', 'c.md'], asOf: '2026-01-01' };
        expect(await search({ 7: 1 }, { filter })).toEqual([2, 3]);
      });

      it('find only what is in force on the day, first and last day included', async () => {
        await index.put([
          makeEntry(1, { sparse: term, effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' }),
          makeEntry(2, { sparse: term, effectiveFrom: '2027-01-01' }),
          makeEntry(3, { sparse: term, effectiveTo: '2025-12-31' }),
          makeEntry(4, { sparse: term }),
        ]);
        const on = (asOf?: string) => search({ 7: 1 }, { filter: { ...everyone, asOf } });
        expect(await on('2025-12-31')).toEqual([3, 4]);
        expect(await on('2026-01-01')).toEqual([1, 4]);
        expect(await on('2026-12-31')).toEqual([1, 4]);
        expect(await on('2027-01-01')).toEqual([2, 4]);
        expect(await on()).toEqual([1, 2, 3, 4]);
        await expect(on('8 December')).rejects.toMatchObject({ code: 'bad-input' });
      });

      it('follow the days that a document is given anew, and keep them', async () => {
        await index.put([
          makeEntry(1, { sparse: term, document: '2023.md', effectiveFrom: '2023-01-01' }),
          makeEntry(2, { sparse: term, document: '2023.md', version: 'v2', audience: 'staff' }),
          makeEntry(3, { sparse: term, document: '2026.md', effectiveFrom: '2026-01-01' }),
        ]);
        const on = (asOf: string, from = index) =>
          from
            .search({ sparse: term, filter: { ...everyone, asOf }, limit: 10 })
            .then((hits) => numbers(hits.sparse).sort());
        expect(await on('2026-06-01')).toEqual([1, 2, 3]);
        await index.setDays('2023.md', { effectiveFrom: '2023-02-01', effectiveTo: '2025-12-31' });
        expect(await on('2026-06-01')).toEqual([3]);
        expect(await on('2025-12-31')).toEqual([1, 2]);
        expect(await on('2023-01-31')).toEqual([]);
        expect(await on('2025-12-31', await opened.reopen())).toEqual([1, 2]);
        await index.setDays('2023.md', {});
        expect(await on('2020-01-01')).toEqual([1, 2]);
        expect(await on('2099-01-01')).toEqual([1, 2, 3]);
        await index.setDays('never-there.md', { effectiveTo: '2020-01-01' });
        await expect(index.setDays('2026.md', { effectiveTo: 'soon' })).rejects.toMatchObject({
          code: 'bad-input',
        });
        expect(await on('2026-06-01')).toEqual([1, 2, 3]);
      });

      it('count how rare terms are among the audiences asked for, and nobody else', async () => {
        await index.put([
          makeEntry(1, { sparse: sparse({ 7: 2, 9: 1 }) }),
          makeEntry(2, { sparse: sparse({ 9: 1.5 }) }),
          makeEntry(3, { sparse: sparse({ 9: 0.1, 5: 1 }), audience: 'staff' }),
          makeEntry(4, { sparse: sparse({ 7: 0.1 }), audience: 'staff' }),
          makeEntry(5, { sparse: sparse({ 7: 0.1 }), audience: 'staff' }),
        ]);
        const rarity = (entries: number, holding: number) =>
          expect.closeTo(Math.log(1 + (entries - holding + 0.5) / (holding + 0.5)), 4);
        const among = async (...audiences: Audience[]) => [
          ...(await index.inverseFrequencies([5, 7, 9], audiences)).values(),
        ];
        expect(await among('public')).toEqual([rarity(2, 0), rarity(2, 1), rarity(2, 2)]);
        expect(await among('staff')).toEqual([rarity(3, 1), rarity(3, 2), rarity(3, 1)]);
        expect(await among('public', 'staff')).toEqual([rarity(5, 1), rarity(5, 3), rarity(5, 3)]);
        await index.put([makeEntry(4, { sparse: sparse({ 5: 1 }) })]);
        expect(await among('public')).toEqual([rarity(3, 1), rarity(3, 1), rarity(3, 2)]);
        expect(await among('staff')).toEqual([rarity(2, 1), rarity(2, 1), rarity(2, 1)]);
      });
    });

    it('give a visitor the nearest public entry, in force, where a nearer one is not', async () => {
      await open(3);
      const unit = (...values: number[]) =>
        Float32Array.from(values, (value) => value / Math.hypot(...values));
      await index.put([
        makeEntry(1, { dense: unit(1, 0, 0), audience: 'staff' }),
        makeEntry(2, { dense: unit(1, 0.1, 0), effectiveTo: '2025-12-31' }),
        makeEntry(3, { dense: unit(1, 0.2, 0) }),
        makeEntry(4, { dense: unit(1, 0.3, 0), document: 'b.md' }),
      ]);
      const nearest = async (filter: IndexQuery['filter']) =>
        numbers((await index.search({ sparse: sparse({}), dense: unit(1, 0, 0), filter, limit: 1 })).dense);
      expect(await nearest({ ...visitor, asOf: '2026-12-08' })).toEqual([3]);
      expect(await nearest(visitor)).toEqual([2]);
      expect(await nearest(everyone)).toEqual([1]);
      expect(await nearest({ ...everyone, documents: ['b.md'] })).toEqual([4]);
    });

    it('give a visitor the same hits with the same scores whether or not there is anything for staff', async () => {
      await open(16);
      const random = seededRandom(5);
      const entries = [
        ...randomEntries({ random, count: 300, terms: 30, vocabulary: 300, dimension: 16 }),
      ].map((entry, n) => ({ ...entry, document: `${entry.audience}-${Math.floor(n / 100)}.md` }));
      const queries = Array.from({ length: 20 }, () => {
        const dense = randomUnit(random, 16);
        return { sparse: randomSparse(random, 12, 300), dense, filter: visitor, limit: 30 };
      });
      const ask = () =>
        Promise.all(
          queries.map(async (query) => [
            await index.search(query),
            await index.inverseFrequencies([...query.sparse.terms], ['public']),
          ]),
        );
      await index.put(entries.filter(({ audience }) => audience === 'public'));
      const alone = await ask();
      await index.put(entries);
      expect(await ask()).toEqual(alone);
      const staff = [...new Set(entries.map(({ document }) => document))].filter((id) =>
        id.startsWith('staff'),
      );
      for (const document of staff) await index.retire(document);
      expect(await ask()).toEqual(alone);
    });
  });
}
