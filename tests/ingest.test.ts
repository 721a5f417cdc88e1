import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFiles, testFolder } from './support/command-line.ts';
import { find, openKnowledge, take } from './support/knowledge.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const NEW_RENT = '# 厂房\n\n标准厂房月租金为每平方米15元。\n';
const POWER = '# 电价\n\n工业用电电价为每千瓦时0.65元。\n';

describe('ingest', () => {
  it('takes in what is new, and nothing twice', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'sub/power.md': POWER });
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
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'rent.md': NEW_RENT });
    const report = await take(pack, knowledge);
    expect(report.files.map(({ status }) => status).sort()).toEqual(['read', 'unchanged']);
    expect(await find('月租金', knowledge)).toEqual(['标准厂房月租金为每平方米15元。']);
    expect(await knowledge.index.count()).toBe(2);
  });

  it('takes out a document that is gone', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
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
    const pack = await testFolder({ 'rent.md': RENT, 'pack.yaml': yaml('public') });
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
    await take(await testFolder({ 'a.md': '# 蒸汽\n\n每吨220元，全年供应。\n' }), knowledge);
    expect(await find('蒸汽', knowledge)).toEqual(['每吨220元，全年供应。']);
  });

  it('names a file that fails, goes on with the others, and lets the earlier version answer', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
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
      await testFolder({ 'a.md': RENT, 'pack.yaml': yaml }),
      await testFolder({ 'a.md': POWER, 'pack.yaml': yaml }),
    ];
    const knowledge = await openKnowledge();
    const report = await take(packs, knowledge);
    expect(report.files.map(({ path }) => path)).toEqual(['江川/a.md', '江川 (2)/a.md']);
    expect(await find('月租金', knowledge)).toHaveLength(1);
    expect(await find('电价', knowledge)).toHaveLength(1);
  });

  it('fills an index that lost its entries, though no document changed', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
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
    const running = take(await testFolder(files), knowledge, {
      onProgress: (event) => {
        if (event.type !== 'finished') return;
        order.push(`file ${event.position}`);
        setImmediate(() => order.push(`turn ${event.position}`));
      },
    });
    await running;
    expect(order.slice(0, 4)).toEqual(['file 1', 'turn 1', 'file 2', 'turn 2']);
  });

  it('says that a file holds no text to answer from', async () => {
    const report = await take(await testFolder({ 'a.md': '# 只有标题\n' }), await openKnowledge());
    expect(report.files[0]).toMatchObject({ status: 'read', passages: 0 });
    expect(report.files[0]?.warnings).toContain('It holds no text to answer from.');
  });
});
