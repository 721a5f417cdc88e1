import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedIndex, snapshotFile } from '../src/vectors/embedded.ts';
import type { IndexHits, IndexQuery, PassageIndex } from '../src/vectors/passage-index.ts';
import { temporaryDatabase } from './support/database.ts';
import {
  entryId,
  makeEntry,
  randomEntries,
  randomSparse,
  randomUnit,
  seededRandom,
} from './support/entries.ts';

const ENTRIES = { count: 6000, terms: 6, vocabulary: 400, dimension: 20 };
const filter: IndexQuery['filter'] = { audiences: ['public', 'staff'] };

let database: ReturnType<typeof temporaryDatabase>;
let snapshot: string;
beforeEach(() => {
  database = temporaryDatabase();
  snapshot = snapshotFile(database.file);
});
afterEach(() => database.dispose());

async function fill(seed = 5): Promise<void> {
  const index = await openEmbeddedIndex(database.connect());
  await index.put([...randomEntries({ ...ENTRIES, random: seededRandom(seed) })]);
  await index.close();
}

/** What searches of all kinds find. */
async function found(index: PassageIndex): Promise<IndexHits[]> {
  const random = seededRandom(6);
  const hits: IndexHits[] = [];
  for (let n = 0; n < 5; n += 1) {
    const sparse = randomSparse(random, 8, ENTRIES.vocabulary);
    const dense = randomUnit(random, ENTRIES.dimension);
    hits.push(await index.search({ sparse, dense, filter, limit: 40 }));
  }
  return hits;
}

/** What an index finds that has never seen a snapshot. */
async function foundInRows(): Promise<IndexHits[]> {
  const copy = temporaryDatabase();
  database.connect().sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  copyFileSync(database.file, copy.file);
  const hits = await found(await openEmbeddedIndex(copy.connect()));
  await copy.dispose();
  return hits;
}

/** Spoils the rows without a new revision, so that what comes from them can be told from what does not. */
function spoilRows(): void {
  database.connect().sqlite.exec("UPDATE index_entries SET terms = x'', weights = x'', dense = NULL");
}

async function open(): Promise<PassageIndex> {
  return openEmbeddedIndex(database.connect());
}

describe('the snapshot of an embedded index', () => {
  it('is left where much was written, and read by who opens next', async () => {
    await fill();
    const expected = await foundInRows();
    spoilRows();
    expect(await found(await open())).toEqual(expected);
  });

  it('holds entries without dense vectors as well', async () => {
    const terms = randomSparse(seededRandom(7), 8, ENTRIES.vocabulary);
    const find = { sparse: terms, filter, limit: 40 };
    const filled = await open();
    await filled.put([...randomEntries({ ...ENTRIES, dimension: 0, random: seededRandom(5) })]);
    const expected = await filled.search(find);
    await filled.close();
    spoilRows();
    const index = await open();
    expect(await index.search(find)).toEqual(expected);
    await expect(index.put([makeEntry(1, { dense: unit() })])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is not left by small indexes', async () => {
    const index = await open();
    await index.put([makeEntry(1), makeEntry(2)]);
    await index.close();
    expect(existsSync(snapshot)).toBe(false);
  });

  it('is brought up to date with what was put, retired and given other days since', async () => {
    await fill();
    const index = await open();
    const terms = randomSparse(seededRandom(7), 8, ENTRIES.vocabulary);
    const dense = randomUnit(seededRandom(7), ENTRIES.dimension);
    await index.put([makeEntry(9001, { document: 'new.md', sparse: terms, dense })]);
    await index.put([makeEntry(1, { document: 'new.md', sparse: terms, dense })]);
    await index.retire('d3.md');
    await index.setDays('d5.md', { effectiveTo: '2020-01-01' });
    await index.close();
    const expected = await foundInRows();
    const anew = await open();
    expect(await found(anew)).toEqual(expected);
    const hits = await anew.search({ sparse: terms, filter: { ...filter, asOf: '2026-01-01' }, limit: 6000 });
    expect(hits.sparse.slice(0, 2).map(({ id }) => id)).toEqual([entryId(1), entryId(9001)]);
    expect(hits.sparse.filter(({ document }) => ['d3.md', 'd5.md'].includes(document))).toEqual([]);
    expect(await anew.count()).toBe(5901);
  });

  it('goes on from there: entries come, go and crowd out the dead', async () => {
    await fill();
    const index = await open();
    await found(index);
    for (let n = 0; n < 40; n += 1) await index.retire(`d${n}.md`);
    await index.put([...randomEntries({ ...ENTRIES, count: 900, random: seededRandom(9) })]);
    expect(await found(index)).toEqual(await foundInRows());
  });

  it('is not used by a database of other entries', async () => {
    await fill();
    const other = readFileSync(snapshot);
    await database.dispose();
    database = temporaryDatabase();
    snapshot = snapshotFile(database.file);
    await fill(15);
    writeFileSync(snapshot, other);
    expect(await found(await open())).toEqual(await foundInRows());
  });

  it('is not used when the traces of what was retired since are gone', async () => {
    await fill();
    const index = await open();
    const { count } = ENTRIES;
    await index.put(Array.from({ length: 16_000 }, (_, n) => makeEntry(count + n, { dense: unit() })));
    for (const document of ['a.md', ...Array.from({ length: 50 }, (_, n) => `d${n}.md`)]) {
      await index.retire(document);
    }
    expect(await index.count()).toBe(1000);
    expect(await found(await open())).toEqual(await foundInRows());
  });

  it.each([
    ['missing its end', () => truncateSync(snapshot, 100_000)],
    ['empty', () => truncateSync(snapshot, 0)],
    ['changed in one byte', () => changeByte(20_000)],
    ['changed in its last byte', () => changeByte(-1)],
  ])('is not used when it is %s', async (_, damage) => {
    await fill();
    damage();
    const expected = await foundInRows();
    const index = await open();
    expect(await found(index)).toEqual(expected);
    await index.close();
    spoilRows();
    expect(await found(await open())).toEqual(expected);
  });

  it('is whole or the earlier one when its writer is killed', async () => {
    const script = fileURLToPath(new URL('support/fill-and-close.ts', import.meta.url));
    const child = spawn(process.execPath, [script, database.file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    while (child.exitCode === null && !filesBeside().some((name) => name.endsWith('.part'))) {
      await new Promise(setImmediate);
    }
    child.kill('SIGKILL');
    await exited;
    const index = await open();
    const query = randomSparse(seededRandom(4), 8, 3000);
    const { sparse } = await index.search({ sparse: query, filter, limit: 10 });
    expect(sparse).toHaveLength(10);
    await index.put([makeEntry(1, { dense: randomUnit(seededRandom(4), 256) })]);
    await index.close();
    expect(filesBeside().filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

function unit(): Float32Array {
  return Float32Array.from({ length: ENTRIES.dimension }, (_, place) => Number(place === 0));
}

function changeByte(at: number): void {
  const bytes = readFileSync(snapshot);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = bytes[place]! ^ 1;
  writeFileSync(snapshot, bytes);
}

function filesBeside(): string[] {
  return readdirSync(dirname(database.file));
}
