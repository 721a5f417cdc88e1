import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPack } from '../src/documents/pack.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { openDatabase } from '../src/store/database.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { openReadingHere } from './support/reading.ts';

const POLICY = `# 招商引资若干政策

## 第三条 固定资产投资奖励

固定资产投资5000万元以上的，按固定资产投资额的3%给予奖励，最高300万元。

## 第四条 经营贡献

按企业当年地方财政贡献的50%给予奖励。

## 第五条 施行

本政策自2026年1月1日起施行，有效期至2028年12月31日。
`;

let folder: string;
let database: ReturnType<typeof openDatabase>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luodi-incentives-'));
  database = openDatabase(':memory:');
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function take(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const incentives = openIncentiveStore(database);
  const ports = {
    store: openKnowledgeStore(database),
    registers: openRegisterStore(database),
    index: await openEmbeddedIndex(database),
    incentives,
  };
  const report = await ingest({
    packs: [await readPack(folder)],
    openReading: () => openReadingHere(),
    ...ports,
  });
  return { report, ...(await incentives.incentives(['public'])) };
}

describe('what a policy grants', () => {
  it('is read when it is taken in, with its days, and what is tied to tax is told', async () => {
    const { report, rules } = await take({ 'policy.md': POLICY });
    expect(rules).toMatchObject([
      {
        name: '固定资产投资奖励',
        document: 'policy.md',
        article: '第三条',
        from: '2026-01-01',
        to: '2028-12-31',
      },
    ]);
    expect(report.files[0]!.warnings).toEqual([expect.stringContaining('公平竞争审查条例')]);
  });

  it('goes when it goes, and is for those who may see it', async () => {
    await take({ 'policy.md': POLICY });
    const staff = 'documents: [{ path: policy.md, audience: staff }]';
    expect((await take({ 'pack.yaml': staff })).rules).toEqual([]);
    expect((await take({ 'pack.yaml': 'documents: []' })).rules).toEqual([]);
  });

  it('is what incentives.yaml says of an article, from the next time on', async () => {
    await take({ 'policy.md': POLICY });
    const rules = `rules:
  - id: own
    document: policy.md
    quote: 按固定资产投资额的3%给予奖励
    name: 固投奖励
    steps: [{ share: 3%, of: fixed_investment, most: 300万元 }]
    conditions: { least: { fixed_investment: 5000万元 } }
`;
    expect((await take({ 'incentives.yaml': rules })).rules).toMatchObject([
      { id: 'own', article: '第三条' },
    ]);
    await expect(take({ 'incentives.yaml': `${rules}    cap: 3` })).rejects.toThrow('incentives.yaml line 8');
  });
});
