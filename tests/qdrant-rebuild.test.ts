import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectIndex } from '../src/ingest/inspect.ts';
import { aliasOf } from '../src/vectors/qdrant-generations.ts';
import { addFiles, lineOf, testFolder } from './support/command-line.ts';
import { makeEntry, sparse } from './support/entries.ts';
import { type FaultyProxy, type Passing, startFaultyProxy } from './support/faulty-proxy.ts';
import { find, type Knowledge, openKnowledge, take } from './support/knowledge.ts';
import { collectionsOf, qdrantMissing } from './support/qdrant.ts';
import { openQdrantKnowledge } from './support/qdrant-knowledge.ts';
import { SuiteQdrant, suffix } from './support/qdrant-suite.ts';

const FILES = {
  'floors.md': '# 厂房\n\n标准厂房月租金为每平方米12元。\n',
  'water.md': '# 供水\n\n工业用水价格为每立方米3.2元。\n',
  'power.md': '# 供电\n\n大工业用电价格为每千瓦时0.62元。\n',
};
const QUESTIONS = ['月租金', '工业用水价格', '大工业用电价格'];

describe.skipIf(qdrantMissing)(`a rebuild on Qdrant${suffix}`, () => {
  const server = new SuiteQdrant();
  let proxy: FaultyProxy;
  beforeAll(async () => {
    proxy = await startFaultyProxy(server.url);
  });
  afterAll(() => proxy?.stop());

  interface Ingested {
    pack: string;
    file: string;
    collection: string;
    knowledge: Knowledge;
    open(): Promise<Knowledge>;
    /** The collections there are, and the numbers of those that answer. */
    collections(): Promise<string[]>;
  }

  /** A pack that was taken in, in an index of its own behind the proxy. */
  async function ingested(): Promise<Ingested> {
    proxy.onRequest(() => undefined);
    const options = server.ownIndex({ url: proxy.url });
    const { collection } = options;
    const [pack, folder] = [await testFolder(FILES), await testFolder()];
    const file = join(folder, 'knowledge.sqlite');
    const open = () => openQdrantKnowledge(file, options);
    const knowledge = await open();
    await take(pack, knowledge);
    const collections = async () =>
      (await collectionsOf(server, collection)).map((name) => name.slice(aliasOf(collection).length)).sort();
    return { pack, file, collection, knowledge, open, collections };
  }

  const answersOf = async (knowledge: Knowledge) =>
    (await Promise.all(QUESTIONS.map((words) => find(words, knowledge)))).map((texts) => texts[0]);
  const OLD = [
    '标准厂房月租金为每平方米12元。',
    '工业用水价格为每立方米3.2元。',
    '大工业用电价格为每千瓦时0.62元。',
  ];

  it('fills a collection beside the one that answers, switches, and drops that one', async () => {
    const { pack, knowledge, open, collections } = await ingested();
    expect(await collections()).toEqual(['_1']);
    // Another process that has the index open.
    const visitor = await open();
    const found: (string | undefined)[][] = [];
    let asking: Promise<unknown> = Promise.resolve();
    const report = await take(pack, knowledge, {
      rebuild: true,
      onProgress: (event) => {
        if (event.type === 'reading') asking = asking.then(async () => found.push(await answersOf(visitor)));
      },
    });
    await asking;
    expect(report.files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(report.notices).toEqual(['The index was filled anew and answers now: 3 passages.']);
    expect(await collections()).toEqual(['_2']);
    expect(found.length).toBeGreaterThan(3);
    for (const answers of found) expect(answers).toEqual(OLD);
    expect(await answersOf(visitor)).toEqual(OLD);
    expect((await take(pack, knowledge)).notices).toEqual([]);
  });

  it('takes in what changed, too', async () => {
    const { pack, knowledge, collections } = await ingested();
    await addFiles(pack, { 'floors.md': '# 厂房\n\n标准厂房月租金为每平方米15元。\n' });
    await rm(join(pack, 'water.md'));
    const report = await take(pack, knowledge, { rebuild: true });
    expect(report.removed).toEqual(['water.md']);
    expect(await answersOf(knowledge)).toEqual(['标准厂房月租金为每平方米15元。', OLD[2], OLD[2]]);
    expect(await knowledge.index.count()).toBe(2);
    expect(await collections()).toEqual(['_2']);
  });

  it('mends what store and index differ in', async () => {
    const { pack, knowledge } = await ingested();
    const { index } = knowledge;
    const drift = async () => (await inspectIndex(knowledge)).drift;
    expect(await drift()).toEqual([]);
    await index.retire('water.md');
    await index.put([
      makeEntry(1, { document: 'stranger.md', sparse: sparse({ 7: 1 }) }),
      makeEntry(2, { document: 'power.md', version: 'older', sparse: sparse({ 7: 1 }) }),
    ]);
    expect(await drift()).toEqual([
      '1 document is not in the index: water.md.',
      '1 document is in the index with passages of an earlier version as well: power.md.',
      '1 document is in the index and not in the store: stranger.md.',
    ]);
    await take(pack, knowledge, { rebuild: true });
    expect(await drift()).toEqual([]);
    expect(await answersOf(knowledge)).toEqual(OLD);
  });

  it.each(['put', 'complete'])(
    'killed before %s leaves the old one answering; the next completes',
    async (point) => {
      const { pack, file, collection, knowledge, collections } = await ingested();
      await kill(point, [pack, file, server.url, collection]);
      expect(await collections()).toEqual(['_1', '_2']);
      expect(await answersOf(knowledge)).toEqual(OLD);
      expect((await inspectIndex(knowledge)).drift).toEqual([]);
      const { remarks } = await knowledge.index.upkeep!.condition();
      expect(remarks).toEqual([
        { found: expect.stringContaining('left from a rebuild'), next: expect.stringContaining('--rebuild') },
      ]);
      await take(pack, knowledge, { rebuild: true });
      expect(await collections()).toEqual(['_3']);
      expect(await answersOf(knowledge)).toEqual(OLD);
    },
  );

  async function kill(point: string, args: string[]): Promise<void> {
    const script = join(import.meta.dirname, 'support', 'stopped-rebuild.ts');
    const child = spawn(process.execPath, [script, ...args, point], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    expect(await lineOf(child.stdout, /./)).toBe(point);
    child.kill('SIGKILL');
    await closed;
  }

  const ofNew = (name: string) => (passing: Passing) => passing.path.startsWith(`/collections/${name}`);

  it('that fails halfway leaves nothing behind, and the old one answering', async () => {
    const { pack, collection, knowledge, collections } = await ingested();
    const isNew = ofNew(`${aliasOf(collection)}_2/points?`);
    let writes = 0;
    proxy.onRequest((passing) => (isNew(passing) && ++writes > 1 ? { status: 503 } : undefined));
    await expect(take(pack, knowledge, { rebuild: true })).rejects.toMatchObject({ code: 'unreachable' });
    proxy.onRequest(() => undefined);
    expect(await collections()).toEqual(['_1']);
    expect(await answersOf(knowledge)).toEqual(OLD);
  });

  it('goes on where the answer to the switch is lost, and where the old one is not dropped', async () => {
    const { pack, knowledge, collections } = await ingested();
    let cuts = 0;
    proxy.onRequest(({ method, path }) => {
      if (method === 'POST' && path.startsWith('/collections/aliases')) return { cutAfter: cuts++ === 0 };
      return method === 'DELETE' ? { status: 500 } : undefined;
    });
    await expect(take(pack, knowledge, { rebuild: true })).rejects.toMatchObject({ code: 'unreachable' });
    proxy.onRequest(() => undefined);
    expect(await collections()).toEqual(['_1', '_2']);
    expect(await answersOf(knowledge)).toEqual(OLD);
    await take(pack, knowledge, { rebuild: true });
    expect(await collections()).toEqual(['_3']);
  });

  it('takes over what another process takes in while it fills, and up to the switch', async () => {
    const { pack, knowledge, open } = await ingested();
    const { upkeep } = knowledge.index;
    const { rebuild } = upkeep!;
    const other = await open();
    upkeep!.rebuild = async () => {
      const making = await rebuild();
      await addFiles(pack, { 'floors.md': '# 厂房\n\n标准厂房月租金为每平方米15元。\n' });
      await take(pack, other);
      const complete = async () => {
        await addFiles(pack, { 'power.md': '# 供电\n\n大工业用电价格为每千瓦时0.65元。\n' });
        await rm(join(pack, 'water.md'));
        await take(pack, other);
        await making.complete();
      };
      return { ...making, complete };
    };
    await take(pack, knowledge, { rebuild: true });
    const [rent, , power] = await answersOf(knowledge);
    expect([rent, power]).toEqual(['标准厂房月租金为每平方米15元。', '大工业用电价格为每千瓦时0.65元。']);
    expect((await inspectIndex(knowledge)).drift).toEqual([]);
  });

  it('refuses to take the place of a rebuild that began later', async () => {
    const { knowledge, open, collections } = await ingested();
    const first = await knowledge.index.upkeep!.rebuild();
    const second = await (await open()).index.upkeep!.rebuild();
    await expect(first.complete()).rejects.toMatchObject({ code: 'conflict' });
    await second.abandon();
    expect(await collections()).toEqual(['_1']);
    expect(await answersOf(knowledge)).toEqual(OLD);
  });
});

describe('a rebuild on the embedded index', () => {
  it('puts every document again in its place, and takes out what is strange there', async () => {
    const pack = await testFolder(FILES);
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await knowledge.index.retire('water.md');
    await knowledge.index.put([makeEntry(1, { document: 'stranger.md', sparse: sparse({ 7: 1 }) })]);
    const report = await take(pack, knowledge, { rebuild: true });
    expect(report.files.map(({ status }) => status)).toEqual(['described', 'described', 'described']);
    expect((await inspectIndex(knowledge)).drift).toEqual([]);
    expect(await find('工业用水价格', knowledge)).toContain('工业用水价格为每立方米3.2元。');
  });

  it('changes nothing when it is only rehearsed', async () => {
    const pack = await testFolder(FILES);
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await knowledge.index.retire('water.md');
    await take(pack, knowledge, { rebuild: true, dryRun: true });
    expect((await inspectIndex(knowledge)).drift).toEqual(['1 document is not in the index: water.md.']);
  });
});
