import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../src/errors.ts';
import { openQdrantIndex, type QdrantOptions } from '../src/vectors/qdrant.ts';
import { batchesOf, toPoint } from '../src/vectors/qdrant-points.ts';
import { makeEntry, randomSparse, seededRandom, sparse } from './support/entries.ts';
import { type FaultyProxy, type Passing, startFaultyProxy } from './support/faulty-proxy.ts';
import { qdrantMissing } from './support/qdrant.ts';
import { SuiteQdrant, suffix } from './support/qdrant-suite.ts';

const find = { sparse: sparse({ 7: 1 }), filter: { audiences: ['public' as const] }, limit: 500 };

describe.skipIf(qdrantMissing)(`a Qdrant in trouble${suffix}`, () => {
  const server = new SuiteQdrant();
  let proxy: FaultyProxy;
  let waits: number[];
  beforeAll(async () => {
    proxy = await startFaultyProxy(server.url);
  });
  afterAll(() => proxy?.stop());
  beforeEach(() => {
    waits = [];
    proxy.onRequest(() => undefined);
  });

  /** An index of its own behind the proxy, whose waits are noted and not waited for. */
  function open(options: Partial<QdrantOptions> = {}) {
    const wait = async (milliseconds: number) => {
      waits.push(milliseconds);
    };
    return openQdrantIndex(server.ownIndex({ url: proxy.url, wait, ...options }));
  }

  const entries = (count: number) =>
    Array.from({ length: count }, (_, n) => makeEntry(n, { sparse: sparse({ 7: 1 }) }));
  const isUpsert = ({ method, path }: Passing) => method === 'PUT' && /\/points\?/.test(path);
  const isSearch = ({ path }: Passing) => path.includes('/points/query');

  it.each([429, 500, 503])(
    'that answers %i in the middle of many batches has all of them in the end',
    async (status) => {
      const index = await open();
      let batches = 0;
      proxy.onRequest((passing) =>
        isUpsert(passing) && [2, 3].includes(++batches) ? { status } : undefined,
      );
      await index.put(entries(400));
      expect(await index.count()).toBe(400);
      expect(batches).toBe(6);
      expect(waits).toEqual([200, 400]);
    },
  );

  it('is asked again when it says, and not later than a visitor can wait', async () => {
    const index = await open();
    const times = ['3', '9', 'Wed, 21 Oct 2026 07:28:00 GMT'];
    proxy.onRequest((passing) => {
      const after = isUpsert(passing) ? times.shift() : undefined;
      return after === undefined ? undefined : { status: 429, headers: { 'retry-after': after } };
    });
    await index.put(entries(1));
    expect(waits).toEqual([3000, 5000, 800]);
  });

  it('that takes nothing more is given up on, what it took stays, and the rest can be put again', async () => {
    const index = await open();
    let batches = 0;
    proxy.onRequest((passing) => (isUpsert(passing) && ++batches > 1 ? { status: 503 } : undefined));
    await expect(index.put(entries(400))).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    expect(batches).toBe(6);
    expect(await index.count()).toBe(128);
    proxy.onRequest(() => undefined);
    await index.put(entries(400));
    expect(await index.count()).toBe(400);
    expect((await index.search(find)).sparse).toHaveLength(400);
  });

  it('whose answer was lost on the way has every entry once', async () => {
    const index = await open();
    let cut = 0;
    proxy.onRequest((passing) => ({ cutAfter: isUpsert(passing) && ++cut === 1 }));
    await index.put(entries(10));
    expect(cut).toBe(2);
    expect(await index.count()).toBe(10);
  });

  it('that is slow is waited for, up to a limit, and a search is tried once more', async () => {
    const index = await open({ timeoutMs: 1500 });
    await index.put(entries(3));
    proxy.onRequest((passing) => (isSearch(passing) ? { delayMs: 30 } : undefined));
    expect((await index.search(find)).sparse).toHaveLength(3);
    let searches = 0;
    proxy.onRequest((passing) => (isSearch(passing) ? { delayMs: ++searches === 1 ? 2000 : 0 } : undefined));
    expect((await index.search(find)).sparse).toHaveLength(3);
    expect(searches).toBe(2);
    proxy.onRequest((passing) => (isSearch(passing) ? { delayMs: 2000 } : undefined));
    const failure = await index.search(find).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
    expect(describeError(failure)).toContain('too long');
  });

  it('whose key is changed while Luodi runs refuses, and does not find nothing', async () => {
    const index = await open();
    await index.put(entries(3));
    proxy.onRequest(() => ({ status: 401 }));
    const refusal = { code: 'refused', next: expect.stringContaining('QDRANT_API_KEY') };
    await expect(index.search(find)).rejects.toMatchObject(refusal);
    await expect(index.put(entries(1))).rejects.toMatchObject(refusal);
    await expect(index.census()).rejects.toMatchObject(refusal);
    await expect(index.upkeep!.condition()).rejects.toMatchObject(refusal);
    expect(waits).toEqual([]);
  });

  it('is not asked twice for a snapshot', async () => {
    const index = await open();
    const isSnapshot = ({ method, path }: Passing) => method === 'POST' && path.includes('/snapshots');
    proxy.onRequest((passing) => (isSnapshot(passing) ? { status: 503 } : undefined));
    await expect(index.upkeep!.snapshot()).rejects.toMatchObject({ code: 'unreachable' });
    expect(proxy.requests.filter(isSnapshot)).toHaveLength(1);
  });
});

describe('the batches that points are sent in', () => {
  const LARGEST_REQUEST = 32 * 1024 * 1024;
  const random = seededRandom(3);
  const entryOf = (n: number, dimension: number) =>
    makeEntry(n, {
      document: '江川经济技术开发区招商引资若干政策（2026版）.docx',
      sparse: randomSparse(random, 300, 100_000),
      dense: Float32Array.from({ length: dimension }, () => (random() - 0.5) / 1e5),
    });

  it.each([384, 4096])('of vectors of %i numbers are smaller than a server takes', (dimension) => {
    const points = Array.from({ length: 200 }, (_, n) => toPoint(entryOf(n, dimension)));
    const batches = batchesOf(points);
    expect(batches.flat()).toEqual(points);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(128);
      expect(JSON.stringify({ points: batch }).length).toBeLessThan(LARGEST_REQUEST / 1.5);
    }
    expect(batches.length).toBeLessThan(3 + (200 * 30 * dimension) / (LARGEST_REQUEST / 4));
  });

  it('hold a point that is too large for any alone, and are none for none', () => {
    const points = [1, 1_000_000, 1].map((dimension, n) => toPoint(entryOf(n, dimension)));
    expect(batchesOf(points).map((batch) => batch.length)).toEqual([1, 1, 1]);
    expect(batchesOf([])).toEqual([]);
  });
});
