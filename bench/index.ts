/**
 * How long an index takes to fill, to open and to search, with entries of about 250 terms.
 *
 *   node bench/index.ts --passages 10000 --index embedded|qdrant [--dimension 384]
 *
 * Qdrant is the one at QDRANT_URL.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';
import { openQdrantIndex } from '../src/vectors/qdrant.ts';
import { randomEntries, randomSparse, randomUnit, seededRandom } from '../tests/support/entries.ts';

const { values: options } = parseArgs({
  options: {
    passages: { type: 'string', default: '10000' },
    index: { type: 'string', default: 'embedded' },
    dimension: { type: 'string', default: '384' },
    terms: { type: 'string', default: '250' },
  },
});
const passages = Number(options.passages);
const dimension = Number(options.dimension);
const terms = Number(options.terms);
const vocabulary = 500_000;
const random = seededRandom(1);

async function measured<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

async function fill(index: PassageIndex): Promise<void> {
  let batch = [];
  for (const entry of randomEntries({ random, count: passages, terms, vocabulary, dimension })) {
    batch.push(entry);
    if (batch.length === 1000) {
      await index.put(batch);
      batch = [];
    }
  }
  await index.put(batch);
}

/** Median and 95th percentile of 200 searches, in milliseconds. */
async function searchTimes(index: PassageIndex, withDense: boolean): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let n = 0; n < 220; n += 1) {
    const query = {
      sparse: randomSparse(random, 25, vocabulary),
      filter: { audiences: ['public' as const], asOf: '2026-12-08' },
      limit: 50,
      ...(withDense && { dense: randomUnit(random, dimension) }),
    };
    times.push((await measured(() => index.search(query)))[1]);
  }
  // The first twenty warm up the compiler and the caches.
  const sorted = times.slice(20).sort((left, right) => left - right);
  return { p50: sorted[100]!, p95: sorted[190]! };
}

async function open(folder: string): Promise<{ index: PassageIndex; close(): Promise<void> }> {
  if (options.index === 'qdrant') {
    const url = process.env.QDRANT_URL;
    if (!url) throw new Error('Set QDRANT_URL.');
    const index = await openQdrantIndex({
      url,
      apiKey: process.env.QDRANT_API_KEY,
      collection: `luodi-bench-${process.pid}`,
      dimension: dimension || undefined,
    });
    return { index, close: () => index.close() };
  }
  const database = openDatabase(join(folder, 'luodi.db'));
  const index = await openEmbeddedIndex(database);
  return { index, close: () => database.close() };
}

const folder = mkdtempSync(join(tmpdir(), 'luodi-bench-'));
try {
  const first = await open(folder);
  const [, fillMs] = await measured(() => fill(first.index));
  await first.close();
  const [opened, openMs] = await measured(() => open(folder));
  const lexical = await searchTimes(opened.index, false);
  const hybrid = dimension > 0 ? await searchTimes(opened.index, true) : undefined;
  const rows = [
    ['index', options.index],
    ['passages × terms × dimension', `${passages} × ${terms} × ${dimension}`],
    ['fill, entries made included', `${(fillMs / 1000).toFixed(1)} s`],
    ['open', `${(openMs / 1000).toFixed(2)} s`],
    ['search by terms, p50 / p95', `${lexical.p50.toFixed(2)} / ${lexical.p95.toFixed(2)} ms`],
    ['and by vector, p50 / p95', hybrid ? `${hybrid.p50.toFixed(2)} / ${hybrid.p95.toFixed(2)} ms` : '–'],
    ['memory', `${Math.round(process.memoryUsage().rss / 1e6)} MB`],
  ];
  for (const [name, value] of rows) console.log(`${name!.padEnd(32)}${value}`);
  await opened.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
