import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { IndexQuery } from '../src/vectors/passage-index.ts';
import { TopHits } from '../src/vectors/top-hits.ts';
import { describePassageIndex, type PassageIndexDriver } from './contracts/passage-index.ts';
import { describeIndexFilters } from './contracts/passage-index-filters.ts';
import { temporaryDatabase } from './support/database.ts';
import {
  entryId,
  makeEntry,
  randomEntries,
  randomSparse,
  randomUnit,
  seededRandom,
  sparse,
} from './support/entries.ts';

const everyone: IndexQuery['filter'] = { audiences: ['public', 'staff'] };

const embedded: PassageIndexDriver = {
  name: 'embedded',
  open: async () => {
    const database = temporaryDatabase();
    return {
      index: await openEmbeddedIndex(database.connect()),
      reopen: () => openEmbeddedIndex(database.connect()),
      dispose: database.dispose,
    };
  },
};
describePassageIndex(embedded);
describeIndexFilters(embedded);

describe('embedded index', () => {
  let database: ReturnType<typeof temporaryDatabase>;
  beforeEach(() => {
    database = temporaryDatabase();
  });
  afterEach(() => database.dispose());
  const find = { sparse: sparse({ 7: 1 }), filter: everyone, limit: 100 };

  it('shows what another connection has written, replaced and retired', async () => {
    const mine = await openEmbeddedIndex(database.connect());
    const theirs = await openEmbeddedIndex(database.connect());
    const found = async () =>
      (await mine.search(find)).sparse.map(({ id, version }) => [Number(id.at(-1)), version]);
    await theirs.put([1, 2, 3].map((n) => makeEntry(n, { sparse: find.sparse, document: `${n}.md` })));
    expect(await found()).toEqual([
      [1, 'v1'],
      [2, 'v1'],
      [3, 'v1'],
    ]);
    await theirs.put([makeEntry(2, { sparse: find.sparse, document: '2.md', version: 'v2' })]);
    await theirs.retire('1.md');
    expect(await found()).toEqual([
      [2, 'v2'],
      [3, 'v1'],
    ]);
    await theirs.setDays('3.md', { effectiveTo: '2025-12-31' });
    const filter = { ...everyone, asOf: '2026-01-01' };
    expect((await mine.search({ ...find, filter })).sparse.map(({ id }) => id)).toEqual([entryId(2)]);
    await mine.put([makeEntry(4, { sparse: find.sparse })]);
    await theirs.retire('2.md');
    await mine.retire('3.md');
    expect(await found()).toEqual([[4, 'v1']]);
    expect(await theirs.count()).toBe(1);
  });

  it('finds its way after so much was retired elsewhere that the traces are gone', async () => {
    const mine = await openEmbeddedIndex(database.connect());
    const theirs = await openEmbeddedIndex(database.connect());
    await theirs.put([makeEntry(1, { sparse: find.sparse, document: 'kept.md' })]);
    expect(await mine.count()).toBe(1);
    const many = Array.from({ length: 21_000 }, (_, n) => makeEntry(n + 2, { sparse: find.sparse }));
    await theirs.put(many);
    expect(await mine.count()).toBe(21_001);
    await theirs.retire('a.md');
    expect((await mine.search(find)).sparse.map(({ id }) => id)).toEqual([entryId(1)]);
  });

  it('writes nothing of a batch that does not fit', async () => {
    const index = await openEmbeddedIndex(database.connect());
    const dense = Float32Array.from([1, 0]);
    const batch = [makeEntry(1, { sparse: find.sparse, dense }), makeEntry(2, { sparse: find.sparse })];
    await expect(index.put(batch)).rejects.toMatchObject({ code: 'conflict' });
    expect((await index.search(find)).sparse).toEqual([]);
    expect(await (await openEmbeddedIndex(database.connect())).count()).toBe(0);
  });

  it('takes another dimension once it is empty', async () => {
    const index = await openEmbeddedIndex(database.connect());
    await index.put([makeEntry(1, { dense: Float32Array.from([1, 0]) })]);
    await index.retire('a.md');
    await index.put([makeEntry(1, { dense: Float32Array.from([1, 0, 0]) })]);
    expect(await index.count()).toBe(1);
  });

  it('leaves whole batches when it is killed in the middle of writing', async () => {
    const script = fileURLToPath(new URL('support/put-forever.ts', import.meta.url));
    const child = spawn(process.execPath, [script, database.file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    for await (const line of child.stdout) {
      acknowledged = Number(String(line).trim().split('\n').at(-1));
      if (acknowledged >= 4000) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const index = await openEmbeddedIndex(database.connect());
    const count = await index.count();
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    expect(count % 500).toBe(0);
    await index.put([makeEntry(0, { sparse: find.sparse })]);
    expect((await index.search(find)).sparse.map(({ id }) => id)).toContain(entryId(0));
  });

  it('agrees with a plain sum over all entries after any puts and retirements', async () => {
    const operation = fc.record({
      n: fc.integer({ min: 0, max: 12 }),
      document: fc.constantFrom('a.md', 'b.md', 'c.md'),
      weights: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom(0.5, 1, 2)),
      staff: fc.boolean(),
      retire: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 30 }), async (operations) => {
        const memory = openDatabase(':memory:');
        const index = await openEmbeddedIndex(memory);
        const model = new Map<string, ReturnType<typeof makeEntry>>();
        for (const { n, document, weights, staff, retire } of operations) {
          if (retire) {
            await index.retire(document);
            for (const [id, entry] of model) if (entry.document === document) model.delete(id);
          } else {
            const audience = staff ? 'staff' : 'public';
            const entry = makeEntry(n, { document, audience, sparse: sparse(weights) });
            await index.put([entry]);
            model.set(entry.id, entry);
          }
        }
        const query = sparse({ 1: 1, 2: 0.7, 3: 0.3, 9: 1 });
        const hits = await index.search({ sparse: query, filter: { audiences: ['public'] }, limit: 5 });
        expect(hits.sparse.map(({ id, score }) => [id, score.toFixed(6)])).toEqual(
          plainSearch(model, query, 5),
        );
        expect(await index.count()).toBe(model.size);
        await memory.close();
      }),
      { numRuns: 100 },
    );
  });

  it('scores the same whether entries are put together, one by one or loaded anew, one id twice included', async () => {
    const entries = [...randomEntries({ random: seededRandom(3), count: 600, terms: 20, vocabulary: 200 })];
    const all = [...entries.slice(0, 100).map((entry) => ({ ...entry, sparse: find.sparse })), ...entries];
    const together = await openEmbeddedIndex(database.connect());
    await together.put(all);
    const apart = await openEmbeddedIndex(openDatabase(':memory:'));
    for (const entry of all) await apart.put([entry]);
    const anew = await openEmbeddedIndex(database.connect());
    const query = { sparse: randomSparse(seededRandom(4), 30, 200), filter: everyone, limit: 600 };
    const expected = await apart.search(query);
    expect(expected.sparse.length).toBeGreaterThan(500);
    expect(await together.search(query)).toEqual(expected);
    expect(await anew.search(query)).toEqual(expected);
    expect((await together.search(find)).sparse).toEqual([]);
    expect(await anew.count()).toBe(600);
  });

  it('scores the same after the dead have been cleared away', async () => {
    const random = seededRandom(11);
    const index = await openEmbeddedIndex(database.connect());
    const options = { random, terms: 20, vocabulary: 300, dimension: 24 };
    await index.put([...randomEntries({ ...options, count: 3000 })]);
    // Two thirds go: more than the share at which memory is built anew.
    for (let n = 0; n < 20; n += 1) await index.retire(`d${n}.md`);
    const fresh = await openEmbeddedIndex(database.connect());
    for (let n = 0; n < 20; n += 1) {
      const query = {
        sparse: randomSparse(random, 8, 300),
        dense: randomUnit(random, 24),
        filter: everyone,
        limit: 30,
      };
      expect(await index.search(query)).toEqual(await fresh.search(query));
    }
  });
});

/** The contract's definition, written out. */
function plainSearch(
  model: Map<string, ReturnType<typeof makeEntry>>,
  query: ReturnType<typeof sparse>,
  limit: number,
) {
  const weightOf = (entry: ReturnType<typeof makeEntry>, term: number) => {
    const place = entry.sparse.terms.indexOf(term);
    return place < 0 ? 0 : entry.sparse.weights[place]!;
  };
  const entries = [...model.values()].filter(({ audience }) => audience === 'public');
  const scored = entries.map((entry) => {
    let score = 0;
    for (const [place, term] of query.terms.entries()) {
      const holding = entries.filter((other) => other.sparse.terms.includes(term)).length;
      const rarity = Math.log(1 + (entries.length - holding + 0.5) / (holding + 0.5));
      score += rarity * query.weights[place]! * weightOf(entry, term);
    }
    return { id: entry.id, score };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
    .slice(0, limit)
    .map(({ id, score }) => [id, score.toFixed(6)]);
}

describe('top hits', () => {
  it('keeps what sorting all would put first', () => {
    const offers = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 });
    fc.assert(
      fc.property(offers, fc.integer({ min: 0, max: 20 }), (scores, limit) => {
        // Ids in another order than slots.
        const ids = scores.map((_, slot) => entryId((slot * 37) % 61));
        const top = new TopHits(limit, ids);
        for (const [slot, score] of scores.entries()) if (score >= top.floor) top.offer(slot, score);
        const sorted = scores
          .map((score, slot) => ({ slot, score }))
          .sort((left, right) => right.score - left.score || (ids[left.slot]! < ids[right.slot]! ? -1 : 1));
        expect(top.sorted()).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});
