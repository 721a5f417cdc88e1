import { copyFile, readFile, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { KnowledgeSnapshot } from '../src/ingest/snapshot.ts';
import { openQdrantIndex, type QdrantOptions } from '../src/vectors/qdrant.ts';
import { aliasOf } from '../src/vectors/qdrant-generations.ts';
import { addFiles, luodi, testFolder } from './support/command-line.ts';
import { makeEntry, randomEntries, randomUnit, seededRandom, sparse } from './support/entries.ts';
import { askQdrant, collectionsOf, dropIndex, qdrantMissing } from './support/qdrant.ts';
import { SuiteQdrant, suffix } from './support/qdrant-suite.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const server = new SuiteQdrant();

interface Described {
  config: {
    params: {
      vectors: Record<string, object>;
      sparse_vectors: Record<string, object>;
      shard_number: number;
      replication_factor: number;
      write_consistency_factor: number;
      on_disk_payload: boolean;
    };
    hnsw_config: { m: number; on_disk?: boolean };
    quantization_config: object | null;
  };
  payload_schema: Record<string, { data_type: string }>;
}

const describeIndex = ({ collection }: QdrantOptions) =>
  askQdrant<Described>(server, 'GET', `/collections/${aliasOf(collection)}`);

describe.skipIf(qdrantMissing)(`a collection${suffix}`, () => {
  it('has an index for every field that a filter names, and no graph where all is compared', async () => {
    const options = server.ownIndex({ dimension: 4 });
    await openQdrantIndex(options);
    const { config, payload_schema: fields } = await describeIndex(options);
    const kinds = Object.fromEntries(
      Object.entries(fields).map(([name, { data_type }]) => [name, data_type]),
    );
    expect(kinds).toEqual({
      document: 'keyword',
      version: 'keyword',
      audience: 'keyword',
      from: 'integer',
      to: 'integer',
    });
    expect(config.params.sparse_vectors).toEqual({
      'public-terms': { modifier: 'idf', index: { on_disk: false } },
      'staff-terms': { modifier: 'idf', index: { on_disk: false } },
    });
    expect(config.params.vectors).toEqual({ dense: { size: 4, distance: 'Cosine', on_disk: false } });
    expect(config.hnsw_config.m).toBe(0);
    expect(config.quantization_config).toBeNull();
  });

  it.each([
    ['scalar', { scalar: { type: 'int8', quantile: 0.99, always_ram: true } }],
    ['binary', { binary: { always_ram: true } }],
  ] as const)('is made as it is set, with %s quantisation', async (quantization, expected) => {
    const options = server.ownIndex({ dimension: 4, quantization, onDisk: true, shards: 2, replicas: 3 });
    await openQdrantIndex(options);
    const { params, hnsw_config, quantization_config } = (await describeIndex(options)).config;
    expect(quantization_config).toEqual(expected);
    expect(params).toMatchObject({ shard_number: 2, replication_factor: 3, write_consistency_factor: 2 });
    expect(params.vectors).toMatchObject({ dense: { on_disk: true } });
    expect(params.on_disk_payload).toBe(true);
    expect(hnsw_config).toMatchObject({ on_disk: true, m: expect.any(Number) });
    expect(hnsw_config.m).toBeGreaterThan(0);
  });

  it('that was made otherwise is told apart from the settings, and a rebuild makes it so', async () => {
    const options = server.ownIndex({ dimension: 4 });
    await openQdrantIndex(options);
    const changed = { ...options, shards: 2, quantization: 'scalar' as const, onDisk: true };
    const index = await openQdrantIndex(changed);
    const found = async () => (await index.upkeep!.condition()).remarks.map((remark) => remark.found);
    expect(await found()).toEqual([
      'The collection was made with QDRANT_SHARDS=1; 2 is set.',
      'The collection was made with QDRANT_QUANTIZATION=none; scalar is set.',
      'The collection was made with QDRANT_ON_DISK=false; true is set.',
    ]);
    await (await index.upkeep!.rebuild()).complete();
    expect(await found()).toEqual([]);
  });

  it.each(['scalar', 'binary'] as const)(
    'with %s quantisation gives the scores of the full vectors',
    async (quantization) => {
      const random = seededRandom(7);
      const dimension = 64;
      const entries = [...randomEntries({ random, count: 1500, terms: 5, vocabulary: 500, dimension })];
      const exact = await openQdrantIndex(server.ownIndex({ dimension }));
      const quantized = await openQdrantIndex(server.ownIndex({ dimension, quantization, shards: 2 }));
      await Promise.all([exact.put(entries), quantized.put(entries)]);
      let shared = 0;
      for (let n = 0; n < 20; n += 1) {
        const query = { sparse: sparse({}), dense: randomUnit(random, dimension), limit: 10 };
        const filter = { audiences: ['public' as const, 'staff' as const] };
        const right = (await exact.search({ ...query, filter })).dense;
        const near = (await quantized.search({ ...query, filter })).dense;
        const scores = new Map(
          (await exact.search({ ...query, filter, limit: 1500 })).dense.map((hit) => [hit.id, hit.score]),
        );
        for (const { id, score } of near) expect(score).toBeCloseTo(scores.get(id)!, 5);
        shared += near.filter(({ id }) => right.some((hit) => hit.id === id)).length;
        // Named documents are compared in full.
        const named = { ...query, filter: { ...filter, documents: ['d3.md', 'd4.md'] } };
        const ids = async (index: typeof exact) => (await index.search(named)).dense.map(({ id }) => id);
        expect(await ids(quantized)).toEqual(await ids(exact));
      }
      // Vectors without any likeness among them are the hardest there are.
      expect(shared / 200).toBeGreaterThan(quantization === 'scalar' ? 0.95 : 0.5);
    },
  );

  it('that lost its alias gets it back, the oldest first', async () => {
    const options = server.ownIndex();
    const index = await openQdrantIndex(options);
    await index.put([makeEntry(1, { sparse: sparse({ 7: 1 }) })]);
    const halfMade = await index.upkeep!.rebuild();
    const alias_name = aliasOf(options.collection);
    await askQdrant(server, 'POST', '/collections/aliases', { actions: [{ delete_alias: { alias_name } }] });
    await expect(index.count()).rejects.toMatchObject({ code: 'conflict' });
    expect(await (await openQdrantIndex(options)).count()).toBe(1);
    await halfMade.abandon();
    expect(await collectionsOf(server, options.collection)).toEqual([`${alias_name}_1`]);
  });
});

describe.skipIf(qdrantMissing)(`the commands with Qdrant${suffix}`, () => {
  /** Runs a command over a pack of its own until it ends well, and gives back what it printed. */
  async function desk(files: Record<string, string>) {
    const [pack, data] = [await testFolder(files), await testFolder()];
    const env = { QDRANT_URL: server.url, ...(server.apiKey && { QDRANT_API_KEY: server.apiKey }) };
    const { packKey } = loadConfig({ packs: [pack], data }, env);
    onTestFinished(() => dropIndex(server, `luodi_${packKey}`));
    const run = async (command: string, more: Record<string, string> = {}) => {
      const args = [...command.split(' '), '--pack', pack, '--data', data, '--json'];
      return luodi(args, { env: { ...env, LUODI_PORT: '0', ...more } });
    };
    const findings = async (more?: Record<string, string>) =>
      (JSON.parse((await run('doctor', more)).stdout).findings as Record<string, string>[]).filter(
        ({ what }) => ['store and index', 'Qdrant snapshot', 'Qdrant collection'].includes(what!),
      );
    /** The one alias there is once something was taken in. */
    const alias = async () => {
      const { aliases } = await askQdrant<{ aliases: { alias_name: string }[] }>(server, 'GET', '/aliases');
      return aliases.find(({ alias_name }) => alias_name.startsWith(`luodi_${packKey}_`))!.alias_name;
    };
    return { pack, alias, run, findings };
  }

  it('say what differs, and a rebuild mends it', async () => {
    const { alias, run, findings } = await desk({ 'rent.md': RENT });
    await run('ingest');
    const [agreed, noSnapshot] = await findings();
    expect(agreed).toMatchObject({ state: 'ok', found: 'agree: 1 documents, 1 passages' });
    expect(noSnapshot).toMatchObject({ state: 'off', next: expect.stringContaining('snapshot') });
    await askQdrant(server, 'POST', `/collections/${await alias()}/points/delete?wait=true`, {
      filter: { must: [{ key: 'document', match: { value: 'rent.md' } }] },
    });
    expect(await findings({ QDRANT_SHARDS: '2' })).toMatchObject([
      {
        state: 'broken',
        found: expect.stringContaining('rent.md'),
        next: expect.stringContaining('--rebuild'),
      },
      { found: expect.stringContaining('QDRANT_SHARDS=1'), next: expect.stringContaining('--rebuild') },
      { state: 'off' },
    ]);
    const away = { state: 'broken', found: expect.stringContaining('cannot be reached') };
    expect(await findings({ QDRANT_URL: 'http://127.0.0.1:1' })).toMatchObject([away]);
    const rebuilt = await run('ingest --rebuild', { QDRANT_SHARDS: '2' });
    expect(rebuilt.code).toBe(0);
    expect(await findings({ QDRANT_SHARDS: '2' })).toMatchObject([{ state: 'ok' }, { state: 'off' }]);
  });

  it.skipIf(process.env.QDRANT_URL)(
    'make a snapshot of store and index that can be gone back to',
    async () => {
      const { pack, run, findings, alias } = await desk({ 'rent.md': RENT });
      await run('ingest');
      const alias_name = await alias();
      const made = await run('snapshot');
      expect(made.stderr).toBe('');
      const snapshot: KnowledgeSnapshot = JSON.parse(made.stdout);
      expect(snapshot).toMatchObject({ documents: 1, passages: 1, index: { collection: `${alias_name}_1` } });
      const folder = dirname(snapshot.store);
      expect(JSON.parse(await readFile(`${folder}/snapshot.json`, 'utf8'))).toEqual(snapshot);
      expect((await findings())[1]).toMatchObject({
        state: 'ok',
        found: expect.stringContaining(snapshot.index!.name),
      });

      await addFiles(pack, { 'rent.md': RENT.replace('12', '15') });
      await run('ingest --rebuild');
      expect(await collectionsOf(server, alias_name)).toEqual([`${alias_name}_2`]);

      // As docs/qdrant.md says.
      const { collection, name } = snapshot.index!;
      const location = `file://${server.snapshots}/${collection}/${name}`;
      await askQdrant(server, 'PUT', `/collections/${collection}/snapshots/recover`, { location });
      await askQdrant(server, 'POST', '/collections/aliases', {
        actions: [
          { delete_alias: { alias_name } },
          { create_alias: { alias_name, collection_name: collection } },
        ],
      });
      const store = `${dirname(dirname(folder))}/${basename(snapshot.store)}`;
      await Promise.all(['-wal', '-shm'].map((ending) => rm(store + ending, { force: true })));
      await copyFile(snapshot.store, store);
      expect((await findings())[0]).toMatchObject({ state: 'ok', found: 'agree: 1 documents, 1 passages' });
      const answer = async () => (await run('ask 标准厂房月租金是多少？')).stdout;
      await addFiles(pack, { 'rent.md': RENT });
      expect(await answer()).toContain('12元');
    },
  );

  it('copy the store alone where the index is embedded', async () => {
    const [pack, data] = [await testFolder({ 'rent.md': RENT }), await testFolder()];
    await luodi(['ingest', '--pack', pack, '--data', data]);
    const { code, stdout } = await luodi(['snapshot', '--pack', pack, '--data', data, '--json']);
    expect(code).toBe(0);
    const snapshot: KnowledgeSnapshot = JSON.parse(stdout);
    expect(snapshot.index).toBeUndefined();
    expect((await readFile(snapshot.store)).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});
