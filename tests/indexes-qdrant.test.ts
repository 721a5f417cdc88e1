import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describeError } from '../src/errors.ts';
import { openDatabase } from '../src/store/database.ts';
import type { Audience } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { Hit, IndexQuery } from '../src/vectors/passage-index.ts';
import { openQdrantIndex } from '../src/vectors/qdrant.ts';
import { describePassageIndex, type PassageIndexDriver } from './contracts/passage-index.ts';
import { describeIndexFilters } from './contracts/passage-index-filters.ts';
import {
  makeEntry,
  randomEntries,
  randomSparse,
  randomUnit,
  seededRandom,
  sparse,
} from './support/entries.ts';
import { askQdrant, collectionsOf, dropIndex, qdrantMissing, startQdrant } from './support/qdrant.ts';
import { SuiteQdrant, suffix } from './support/qdrant-suite.ts';

const qdrant = new SuiteQdrant();

const driver: PassageIndexDriver = {
  name: 'Qdrant',
  skipped: qdrantMissing,
  open: async (dimension) => {
    const options = qdrant.ownIndex({ dimension });
    return {
      index: await openQdrantIndex(options),
      reopen: () => openQdrantIndex(options),
      // The suite drops it.
      dispose: async () => {},
    };
  },
};
describePassageIndex(driver);
describeIndexFilters(driver);

describe.skipIf(qdrantMissing)(`both indexes${suffix}`, () => {
  it('find the same entries in the same order with the same scores', async () => {
    const random = seededRandom(21);
    const dimension = 48;
    const entries = [...randomEntries({ random, count: 500, terms: 80, vocabulary: 4000, dimension })];
    for (const [n, entry] of entries.entries()) {
      if (n % 3 === 0) entry.effectiveTo = n % 2 === 0 ? '2025-12-31' : '2026-12-31';
    }
    const database = openDatabase(':memory:');
    const server = await openQdrantIndex(qdrant.ownIndex({ dimension }));
    const embedded = await openEmbeddedIndex(database);
    await Promise.all([server.put(entries), embedded.put(entries)]);
    const asked: Audience[][] = [['public'], ['staff'], ['public', 'staff']];
    for (let n = 0; n < 60; n += 1) {
      const query = {
        sparse: randomSparse(random, 12, 4000),
        dense: randomUnit(random, dimension),
        filter: { audiences: asked[n % asked.length]!, ...(n % 2 === 0 && { asOf: '2026-12-08' }) },
        limit: 20,
      };
      const [theirs, ours] = await Promise.all([server.search(query), embedded.search(query)]);
      expectAlike(theirs.sparse, ours.sparse);
      expectAlike(theirs.dense, ours.dense);
      const terms = [...query.sparse.terms, 4_000_000_001];
      const frequencies = await server.inverseFrequencies(terms, query.filter.audiences);
      for (const [term, frequency] of await embedded.inverseFrequencies(terms, query.filter.audiences)) {
        expect(frequencies.get(term)).toBeCloseTo(frequency, 3);
      }
    }
    await database.close();
  });
});

function expectAlike(theirs: readonly Hit[], ours: readonly Hit[]): void {
  expect(ours).toHaveLength(20);
  expect(theirs.map(({ id }) => id)).toEqual(ours.map(({ id }) => id));
  for (const [place, { score }] of ours.entries()) {
    expect(Math.abs(theirs[place]!.score - score)).toBeLessThan(1e-3);
  }
}

describe.skipIf(qdrantMissing)(`Qdrant index${suffix}`, () => {
  it('refuses a collection of another dimension, and makes it anew when told to', async () => {
    const options = qdrant.ownIndex();
    const index = await openQdrantIndex({ ...options, dimension: 3 });
    await index.put([makeEntry(1, { dense: Float32Array.from([1, 0, 0]) })]);
    const conflict = { code: 'conflict', next: expect.stringContaining('--rebuild') };
    await expect(openQdrantIndex({ ...options, dimension: 4 })).rejects.toMatchObject(conflict);
    await expect(openQdrantIndex(options)).rejects.toMatchObject(conflict);
    expect(await index.count()).toBe(1);
    const anew = await openQdrantIndex({ ...options, dimension: 4, recreate: true });
    expect(await anew.count()).toBe(0);
  });

  it('keeps a collection of the same shape when told to make it anew if needed', async () => {
    const options = qdrant.ownIndex();
    await (await openQdrantIndex(options)).put([makeEntry(1, { sparse: sparse({ 7: 1 }) })]);
    expect(await (await openQdrantIndex({ ...options, recreate: true })).count()).toBe(1);
  });

  it('creates one collection when several processes open it at the same time', async () => {
    const options = qdrant.ownIndex();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openQdrantIndex(options)));
    await opened[0]!.put([makeEntry(1, { sparse: sparse({ 7: 1 }) })]);
    expect(await opened[3]!.count()).toBe(1);
  });

  it('says so when the collection is gone, instead of finding nothing', async () => {
    const options = qdrant.ownIndex();
    const index = await openQdrantIndex(options);
    await dropIndex(qdrant, options.collection);
    const query = { sparse: sparse({ 7: 1 }), filter: { audiences: ['public' as const] }, limit: 3 };
    await expect(index.search(query)).rejects.toMatchObject({ code: 'conflict' });
    await expect(index.count()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('answers nothing, with an error, when the server ignores the filter', async () => {
    const server = (await startQdrant(['--ignore-filters']))!;
    const { url } = server;
    const index = await openQdrantIndex({ url, collection: 'x', dimension: 2 });
    const [near, far] = [Float32Array.from([1, 0]), Float32Array.from([0, 1])];
    await index.put([
      makeEntry(1, { sparse: sparse({ 7: 1 }), dense: far }),
      makeEntry(2, { sparse: sparse({ 7: 9 }), dense: near, audience: 'staff', document: 'floor-rents.md' }),
    ]);
    const ask = (query: Partial<IndexQuery>) =>
      index.search({ sparse: sparse({ 7: 1 }), filter: { audiences: ['public'] }, limit: 5, ...query });
    const broken = { code: 'conflict', message: expect.stringContaining('filter forbids') };
    await expect(ask({ dense: near })).rejects.toMatchObject(broken);
    const elsewhere = { audiences: ['public' as const], documents: ['b.md'] };
    await expect(ask({ filter: elsewhere })).rejects.toMatchObject(broken);
    // The terms of staff entries are not where a public question looks, filter or not.
    expect((await ask({})).sparse.map(({ document }) => document)).toEqual(['a.md']);
    expect((await ask({ filter: { audiences: ['public', 'staff'] } })).sparse).toHaveLength(2);
    await server.stop();
  });

  it('leaves a collection of an older shape alone, and names it', async () => {
    const options = qdrant.ownIndex();
    const old = `${options.collection}_2`;
    const shape = { vectors: {}, sparse_vectors: { terms: { modifier: 'idf' } } };
    await askQdrant(options, 'PUT', `/collections/${old}`, shape);
    const index = await openQdrantIndex(options);
    expect(await index.count()).toBe(0);
    expect(await collectionsOf(options, options.collection)).toContain(old);
    const { remarks } = await index.upkeep!.condition();
    expect(remarks.map(({ found }) => found)).toEqual([
      `The collection ${old} belongs to an earlier version of Luodi.`,
    ]);
  });

  it('tells a wrong key from a server that is away, without showing the key', async () => {
    const server = (await startQdrant(['--api-key', 'right']))!;
    const options = { url: server.url, collection: 'x', apiKey: 'wrong-secret', wait: async () => {} };
    const refusal = await openQdrantIndex(options).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'refused', next: expect.stringContaining('QDRANT_API_KEY') });
    const index = await openQdrantIndex({ ...options, apiKey: 'right' });
    await server.stop();
    const absence = await index.count().catch((error: unknown) => error);
    expect(absence).toMatchObject({ code: 'unreachable', next: expect.stringContaining('unset QDRANT_URL') });
    expect(describeError(absence)).toContain(new URL(server.url).host);
    expect(describeError(refusal) + describeError(absence)).not.toContain('secret');
  });
});

describe('Qdrant index without a server', () => {
  const open = (url: string, timeoutMs = 5000) =>
    openQdrantIndex({ url, collection: 'x', timeoutMs, wait: async () => {} });

  it('says where nothing answers, without the credentials in the URL', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await open(`http://user:secret@127.0.0.1:${port}`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
    expect(describeError(error)).not.toContain('secret');
  });

  it('does not wait for ever for a server that never answers', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(open(`http://127.0.0.1:${port}`, 50)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('too long'),
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(['not a url', 'ftp://host', ''])('does not take %j for a URL', async (url) => {
    await expect(open(url)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});
