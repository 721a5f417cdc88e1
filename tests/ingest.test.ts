import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { markdownReader } from '../src/documents/markdown.ts';
import { readPack } from '../src/documents/pack.ts';
import { textReader } from '../src/documents/text.ts';
import { type IngestProgress, ingest } from '../src/ingest.ts';
import { passageTerms } from '../src/language/terms.ts';
import { finalAnswer } from '../src/luodi.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import type { KnowledgeStore } from '../src/store/knowledge-store.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import type { Audience } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';
import { addFiles, folderOf, lineOf, removeFolders } from './support/command-line.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { qdrantMissing, startQdrant } from './support/qdrant.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const NEW_RENT = '# 厂房\n\n标准厂房月租金为每平方米15元。\n';
const POWER = '# 电价\n\n工业用电电价为每千瓦时0.65元。\n';

const folders: string[] = [];
const databases: Database[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
  await removeFolders(folders.splice(0));
});

async function folder(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const made = await folderOf(files);
  folders.push(made);
  return made;
}

interface Knowledge {
  file: string;
  store: KnowledgeStore;
  index: PassageIndex;
}

async function openKnowledge(file?: string): Promise<Knowledge> {
  const path = file ?? join(await folder(), 'knowledge.sqlite');
  const database = openDatabase(path);
  databases.push(database);
  return { file: path, store: openKnowledgeStore(database), index: await openEmbeddedIndex(database) };
}

async function take(
  directories: string | string[],
  { store, index }: Knowledge,
  onProgress?: (event: IngestProgress) => void,
) {
  const packs = await Promise.all([directories].flat().map((directory) => readPack(directory)));
  return ingest({ packs, readers: [markdownReader, textReader], store, index, onProgress });
}

/** Texts of the passages found for some words. */
async function find(
  words: string,
  { store, index }: Knowledge,
  audience: Audience = 'public',
): Promise<string[]> {
  const { sparse } = await index.search({
    sparse: passageTerms(words),
    filter: { audiences: [audience] },
    limit: 10,
  });
  const found = await store.passages(sparse.map((hit) => hit.id));
  return sparse.flatMap((hit) => found.get(hit.id)?.passage.text ?? []);
}

describe('ingest', () => {
  it('takes in what is new, and nothing twice', async () => {
    const pack = await folder({ 'rent.md': RENT, 'sub/power.md': POWER });
    const knowledge = await openKnowledge();
    const first = await take(pack, knowledge);
    expect(first.files.map(({ path, status, passages }) => [path, status, passages])).toEqual([
      ['rent.md', 'read', 1],
      ['sub/power.md', 'read', 1],
    ]);
    expect(first.passages).toBe(2);
    const second = await take(pack, knowledge);
    expect(second.files.map(({ status, passages }) => [status, passages])).toEqual([
      ['unchanged', 1],
      ['unchanged', 1],
    ]);
    expect(await knowledge.index.count()).toBe(2);
  });

  it('replaces a changed document and leaves nothing of it behind', async () => {
    const pack = await folder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'rent.md': NEW_RENT });
    const report = await take(pack, knowledge);
    expect(report.files.map(({ status }) => status).sort()).toEqual(['read', 'unchanged']);
    expect(await find('月租金', knowledge)).toEqual(['标准厂房月租金为每平方米15元。']);
    expect(await knowledge.index.count()).toBe(2);
  });

  it('takes out a document that is gone', async () => {
    const pack = await folder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rm(join(pack, 'rent.md'));
    expect((await take(pack, knowledge)).removed).toEqual(['rent.md']);
    expect(await find('月租金', knowledge)).toEqual([]);
    expect(await knowledge.store.document('rent.md')).toBeUndefined();
  });

  it('follows a description that changes: what becomes staff only is no longer found by the public', async () => {
    const yaml = (audience: string) =>
      `name: 江川\ndocuments:\n  - { path: rent.md, audience: ${audience} }\n`;
    const pack = await folder({ 'rent.md': RENT, 'pack.yaml': yaml('public') });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    expect(await find('月租金', knowledge)).toHaveLength(1);
    await addFiles(pack, { 'pack.yaml': yaml('staff') });
    await take(pack, knowledge);
    expect(await find('月租金', knowledge)).toEqual([]);
    expect(await find('月租金', knowledge, 'staff')).toHaveLength(1);
  });

  it('finds a passage by its title and heading too', async () => {
    const knowledge = await openKnowledge();
    await take(await folder({ 'a.md': '# 蒸汽\n\n每吨220元，全年供应。\n' }), knowledge);
    expect(await find('蒸汽', knowledge)).toEqual(['每吨220元，全年供应。']);
  });

  it('names a file that fails, goes on with the others, and lets the earlier version answer', async () => {
    const pack = await folder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, {
      'rent.md': new Uint8Array([0, 1, 2, 3, 0, 255, 254, 0]),
      'power.md': `${POWER}\n夜间减半。\n`,
    });
    const report = await take(pack, knowledge);
    const [power, rent] = report.files.toSorted((a, b) => a.path.localeCompare(b.path));
    expect(power).toMatchObject({ path: 'power.md', status: 'read' });
    expect(rent).toMatchObject({ path: 'rent.md', status: 'failed', passages: 1 });
    expect(rent?.reason).toMatch(/rent\.md.*The earlier version goes on answering\.$/);
    expect(await find('月租金', knowledge)).toHaveLength(1);
    expect((await take(pack, knowledge)).files.find(({ path }) => path === 'rent.md')?.status).toBe('failed');
  });

  it('keeps documents of several packs apart, even of packs with one name', async () => {
    const yaml = 'name: 江川\n';
    const packs = [
      await folder({ 'a.md': RENT, 'pack.yaml': yaml }),
      await folder({ 'a.md': POWER, 'pack.yaml': yaml }),
    ];
    const knowledge = await openKnowledge();
    const report = await take(packs, knowledge);
    expect(report.files.map(({ path }) => path)).toEqual(['江川/a.md', '江川 (2)/a.md']);
    expect(await find('月租金', knowledge)).toHaveLength(1);
    expect(await find('电价', knowledge)).toHaveLength(1);
  });

  it('fills an index that lost its entries, though no document changed', async () => {
    const pack = await folder({ 'rent.md': RENT });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await knowledge.index.retire('rent.md');
    const report = await take(pack, knowledge);
    expect(report.notices).toEqual(['The index holds 0 of 1 passages; all documents are indexed again.']);
    expect(await find('月租金', knowledge)).toHaveLength(1);
    expect((await take(pack, knowledge)).notices).toEqual([]);
  });

  it('lets others run between files', async () => {
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${i}.md`, `${RENT}\n${i}\n`]));
    const knowledge = await openKnowledge();
    const order: string[] = [];
    const running = take(await folder(files), knowledge, (event) => {
      if (event.type !== 'finished') return;
      order.push(`file ${event.position}`);
      setImmediate(() => order.push(`turn ${event.position}`));
    });
    await running;
    expect(order.slice(0, 4)).toEqual(['file 1', 'turn 1', 'file 2', 'turn 2']);
  });

  it('says that a file holds no text to answer from', async () => {
    const report = await take(await folder({ 'a.md': '# 只有标题\n' }), await openKnowledge());
    expect(report.files[0]).toMatchObject({ status: 'read', passages: 0 });
    expect(report.files[0]?.warnings).toContain('It holds no text to answer from.');
  });
});

describe('an ingest that is killed', () => {
  const script = join(import.meta.dirname, 'support', 'stopped-ingest.ts');

  async function killAt(point: string, pack: string, file: string): Promise<void> {
    const child = spawn(process.execPath, [script, pack, file, point], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    expect(await lineOf(child.stdout, /./)).toBe(point);
    child.kill('SIGKILL');
    expect((await closed)[1]).toBe('SIGKILL');
  }

  it.each([
    ['stage', '12元'],
    ['put', '12元'],
    ['serve', '12元'],
    ['retire', '15元'],
  ])('before %s answers %s, and the next one completes it', async (point, answering) => {
    const pack = await folder({ 'rent.md': RENT });
    const before = await openKnowledge();
    await take(pack, before);
    await databases.pop()?.close();
    await addFiles(pack, { 'rent.md': NEW_RENT });

    await killAt(point, pack, before.file);

    const after = await openKnowledge(before.file);
    expect(await find('月租金', after)).toEqual([`标准厂房月租金为每平方米${answering}。`]);
    await take(pack, after);
    expect(await find('月租金', after)).toEqual(['标准厂房月租金为每平方米15元。']);
    expect(await after.index.count()).toBe(1);
    expect(await after.store.abandoned()).toEqual([]);
  });

  it('before a first document is served leaves nothing that answers, and nothing behind', async () => {
    const pack = await folder({ 'rent.md': RENT });
    const { file } = await openKnowledge();
    await databases.pop()?.close();
    await killAt('serve', pack, file);
    const after = await openKnowledge(file);
    expect(await find('月租金', after)).toEqual([]);
    await rename(join(pack, 'rent.md'), join(pack, 'other.md'));
    await take(pack, after);
    expect((await after.store.documents()).map(({ id }) => id)).toEqual(['other.md']);
    expect(await after.index.count()).toBe(1);
  });
});

describe('an embedding endpoint that fails', () => {
  it('is said, and documents are searched by their words until it answers again', async () => {
    const endpoint = await startOpenAiEndpoint();
    try {
      const pack = await folder({ 'rent.md': RENT });
      const data = await folder();
      const variables = { EMBEDDING_MODEL: 'embedding-test', OPENAI_BASE_URL: endpoint.baseUrl };
      const config = loadConfig({ packs: [pack], data }, variables);
      const notices: string[] = [];
      const luodi = await createLuodi(config, { notify: (line) => notices.push(line) });
      const ask = () =>
        finalAnswer(
          luodi.answer({ text: '月租金多少？', history: [], audience: 'public', asOf: '2026-01-01' }),
        );
      try {
        endpoint.fail({ kind: 'status', status: 400 });
        expect((await luodi.ingest()).files[0]).toMatchObject({ status: 'read', passages: 1 });
        expect(notices).toHaveLength(1);
        expect((await ask()).text).toContain('12元');
        expect(endpoint.requests).toHaveLength(1);
        expect((await luodi.ingest()).files[0]).toMatchObject({ status: 'read', passages: 1 });
        expect(notices).toHaveLength(1);
        expect((await ask()).text).toContain('12元');
        // The passage, and the question after the endpoint answers again.
        expect(endpoint.requests).toHaveLength(3);
      } finally {
        await luodi.close();
      }
    } finally {
      await endpoint.close();
    }
  });
});

describe.skipIf(qdrantMissing)(`with Qdrant${qdrantMissing ? ` (skipped: ${qdrantMissing})` : ''}`, () => {
  it.each([{}, { EMBEDDING_MODEL: 'embedding-test' }])(
    'answers from it with %j, and when it is gone from the embedded index',
    async (model) => {
      const [qdrant, endpoint] = await Promise.all([startQdrant(['--api-key', 'q']), startOpenAiEndpoint()]);
      const [pack, data] = [await folder({ 'rent.md': RENT }), await folder()];
      const variables = {
        QDRANT_URL: qdrant!.url,
        QDRANT_API_KEY: 'q',
        OPENAI_BASE_URL: endpoint.baseUrl,
        ...model,
      };
      const config = loadConfig({ packs: [pack], data }, variables);
      const notices: string[] = [];
      const run = async () => {
        const luodi = await createLuodi(config, { notify: (line) => notices.push(line) });
        try {
          const { files } = await luodi.ingest();
          const question = {
            text: '标准厂房月租金是多少？',
            history: [],
            audience: 'public' as const,
            asOf: '2026-01-01',
          };
          const { text } = await finalAnswer(luodi.answer(question));
          return [luodi.index, files[0]?.status, text.includes('12元')];
        } finally {
          await luodi.close();
        }
      };
      try {
        expect(await run()).toEqual(['qdrant', 'read', true]);
        expect(await run()).toEqual(['qdrant', 'unchanged', true]);
        expect(notices).toEqual([]);
        await qdrant!.stop();
        expect(await run()).toEqual(['embedded', 'read', true]);
        expect(notices).toEqual([expect.stringContaining('The embedded index is used instead.')]);
      } finally {
        await endpoint.close();
      }
    },
  );
});
