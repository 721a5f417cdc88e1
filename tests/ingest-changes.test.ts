import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPack } from '../src/documents/pack.ts';
import type { ReadingTask } from '../src/ingest/reading-pool.ts';
import { withdraw } from '../src/ingest/withdraw.ts';
import { addFiles, testFolder } from './support/command-line.ts';
import { find, type Knowledge, openKnowledge, take } from './support/knowledge.ts';
import { openReadingHere } from './support/reading.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const POWER = '# 电价\n\n工业用电电价为每千瓦时0.65元。\n';
const POLICY = '# 招商引资若干政策\n\n租用标准厂房的企业给予租金补贴。\n';

/** Ingests a pack and tells which documents were read from their files, and which only prepared anew. */
async function watched(pack: string, knowledge: Knowledge, dryRun = false) {
  const read: string[] = [];
  const prepared: string[] = [];
  const openReading = () => {
    const pool = openReadingHere();
    const prepare = (task: ReadingTask) => {
      (task.clean ? prepared : read).push(task.id);
      return pool.prepare(task);
    };
    return { ...pool, prepare };
  };
  const report = await take(pack, knowledge, { openReading, dryRun });
  return { report, read, prepared };
}

async function expectNoOrphans({ store, index }: Knowledge): Promise<void> {
  const documents = await store.documents();
  expect(await index.count()).toBe(documents.reduce((sum, { passages }) => sum + passages, 0));
  expect(await store.abandoned()).toEqual([]);
}

describe('an ingest that follows another', () => {
  it('reads only the file that changed', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    expect((await watched(pack, knowledge)).read).toEqual(['power.md', 'rent.md']);
    await addFiles(pack, { 'rent.md': RENT.replace('12元', '15元') });
    const { report, read, prepared } = await watched(pack, knowledge);
    expect([read, prepared]).toEqual([['rent.md'], []]);
    expect(report.files.map(({ status }) => status)).toEqual(['unchanged', 'read']);
    expect(await find('月租金', knowledge)).toEqual(['标准厂房月租金为每平方米15元。']);
    await expectNoOrphans(knowledge);
  });

  it('opens no place to read in where nothing changed', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    const openReading = () => {
      throw new Error('Nothing is to be read.');
    };
    expect((await take(pack, knowledge, { openReading })).files[0]!.status).toBe('unchanged');
  });

  it('takes a renamed file over without reading it again', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rename(join(pack, 'rent.md'), join(pack, 'factory-rent.md'));
    const { report, read, prepared } = await watched(pack, knowledge);
    expect([read, prepared]).toEqual([[], ['factory-rent.md']]);
    expect(report.files[0]).toMatchObject({ path: 'factory-rent.md', status: 'renamed', from: 'rent.md' });
    expect(report.removed).toEqual([]);
    expect(await find('月租金', knowledge)).toEqual(['标准厂房月租金为每平方米12元。']);
    expect((await knowledge.store.documents()).map(({ id }) => id)).toEqual(['factory-rent.md', 'power.md']);
    await expectNoOrphans(knowledge);
  });

  it('keeps apart two files that trade their names', async () => {
    const pack = await testFolder({ 'a.md': RENT, 'b.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'a.md': POWER, 'b.md': RENT });
    await take(pack, knowledge);
    expect((await knowledge.store.document('a.md'))!.clean.text).toContain('电价');
    expect((await knowledge.store.document('b.md'))!.clean.text).toContain('月租金');
    await expectNoOrphans(knowledge);
  });

  it('reads a file of the old name and the old content, put back after a renaming, as a document of its own', async () => {
    const pack = await testFolder({ 'a.md': RENT });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rename(join(pack, 'a.md'), join(pack, 'b.md'));
    await take(pack, knowledge);
    await addFiles(pack, { 'a.md': RENT });
    await take(pack, knowledge);
    expect((await knowledge.store.documents()).map(({ id }) => id)).toEqual(['a.md', 'b.md']);
    expect(await find('月租金', knowledge)).toHaveLength(2);
    await expectNoOrphans(knowledge);
  });

  it('describes anew what only the pack says something else of', async () => {
    const pack = await testFolder({ 'policy.md': POLICY, 'pack.yaml': describing('audience: public') });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'pack.yaml': describing('zone: 新材料园') });
    const { report, read, prepared } = await watched(pack, knowledge);
    expect([read, prepared]).toEqual([[], ['policy.md']]);
    expect(report.files[0]!.status).toBe('described');
    expect(await find('新材料园', knowledge)).toHaveLength(1);
    await expectNoOrphans(knowledge);
  });

  it('keeps from the public what the pack now keeps for staff', async () => {
    const pack = await testFolder({ 'policy.md': POLICY, 'pack.yaml': describing('audience: public') });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'pack.yaml': describing('audience: staff') });
    await take(pack, knowledge);
    expect(await find('租金补贴', knowledge)).toEqual([]);
    expect(await find('租金补贴', knowledge, 'staff')).toHaveLength(1);
    await expectNoOrphans(knowledge);
  });

  it('takes from the public before anything is read what is gone or for staff now', async () => {
    const pack = await testFolder({ 'policy.md': POLICY, 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rm(join(pack, 'rent.md'));
    const yaml = 'name: 江川\ndocuments:\n  - { path: policy.md, audience: staff }\n  - path: power.md\n';
    await addFiles(pack, { 'pack.yaml': yaml });
    await withdraw({ packs: [await readPack(pack)], ...knowledge });
    expect((await knowledge.store.documents()).map(({ id }) => id)).toEqual(['power.md']);
    await expectNoOrphans(knowledge);
  });

  it('does not let an earlier version answer the public that the pack now keeps for staff', async () => {
    const pack = await testFolder({ 'policy.md': POLICY, 'pack.yaml': describing('audience: public') });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, {
      'policy.md': new Uint8Array([0, 1, 2]),
      'pack.yaml': describing('audience: staff'),
    });
    const { report } = await watched(pack, knowledge);
    expect(report.files[0]!.status).toBe('failed');
    expect(await find('租金补贴', knowledge)).toEqual([]);
    await expectNoOrphans(knowledge);
  });

  it('does not try again what it could not read, until it changes', async () => {
    const pack = await testFolder({ 'policy.md': new Uint8Array([0, 1, 2]) });
    const knowledge = await openKnowledge();
    const first = (await watched(pack, knowledge)).report.files[0]!;
    const again = await watched(pack, knowledge);
    expect(again.read).toEqual([]);
    expect(again.report.files[0]).toMatchObject({ status: 'failed', reason: first.reason });
    await addFiles(pack, { 'policy.md': POLICY });
    expect((await watched(pack, knowledge)).report.files[0]!.status).toBe('read');
  });

  it('takes out what is gone', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rm(join(pack, 'rent.md'));
    const { report } = await watched(pack, knowledge);
    expect(report.removed).toEqual(['rent.md']);
    expect(await find('月租金', knowledge)).toEqual([]);
    await expectNoOrphans(knowledge);
  });
});

describe('a document that pack.yaml named', () => {
  const named = (...paths: string[]) =>
    `name: 江川\ndocuments:\n${paths.map((path) => `  - { path: ${path} }\n`).join('')}`;

  it.each(['ingest', 'withdraw'])('and names no more stops answering: %s', async (by) => {
    const pack = await testFolder({
      'rent.md': RENT,
      'power.md': POWER,
      'pack.yaml': named('rent.md', 'power.md'),
    });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'pack.yaml': named('power.md') });
    if (by === 'ingest') await take(pack, knowledge);
    else await withdraw({ packs: [await readPack(pack)], ...knowledge });
    expect(await find('月租金', knowledge)).toEqual([]);
    expect(await find('电价', knowledge)).toHaveLength(1);
    await expectNoOrphans(knowledge);
  });

  it('and still names stops answering when its file is gone', async () => {
    const pack = await testFolder({
      'rent.md': RENT,
      'power.md': POWER,
      'pack.yaml': named('rent.md', 'power.md'),
    });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await rm(join(pack, 'rent.md'));
    expect((await take(pack, knowledge)).removed).toEqual(['rent.md']);
    expect(await find('月租金', knowledge)).toEqual([]);
  });
});

describe('an ingest that only reports', () => {
  it('reads what changed and changes nothing', async () => {
    const pack = await testFolder({ 'rent.md': RENT, 'power.md': POWER });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    await addFiles(pack, { 'rent.md': RENT.replace('12元', '15元'), 'policy.md': POLICY });
    await rm(join(pack, 'power.md'));
    const { report, read } = await watched(pack, knowledge, true);
    expect(read).toEqual(['policy.md', 'rent.md']);
    expect(report).toMatchObject({ dryRun: true, removed: ['power.md'], passages: 2 });
    expect(await find('月租金', knowledge)).toEqual(['标准厂房月租金为每平方米12元。']);
    expect(await find('电价', knowledge)).toHaveLength(1);
    expect((await knowledge.store.documents()).map(({ id }) => id)).toEqual(['power.md', 'rent.md']);
  });
});

describe('a document that another replaces', () => {
  const OLD = `${POLICY}\n本政策自2023年1月1日起施行。\n`;
  const NEW = '# 招商引资新政\n\n本政策自2026年1月1日起施行，有效期三年。《招商引资若干政策》同时废止。\n';

  it('is the rule until the day before, as the text of the new one says', async () => {
    const pack = await testFolder({ 'old.md': OLD });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    const before = await knowledge.store.document('old.md');
    expect(before!.validity).toEqual({ from: '2023-01-01', fromText: true });
    await addFiles(pack, { 'new.md': NEW });
    const { report, read } = await watched(pack, knowledge);
    expect(read).toEqual(['new.md']);
    expect(report.files.map(({ path, validity }) => [path, validity?.from, validity?.to])).toEqual([
      ['new.md', '2026-01-01', '2028-12-31'],
      ['old.md', '2023-01-01', '2025-12-31'],
    ]);
    const replacedBy = { document: 'new.md', title: '招商引资新政', audience: 'public' };
    expect(report.files[1]!.validity).toMatchObject({ fromText: true, replacedBy });
  });

  it('is the rule again when the new one is taken away', async () => {
    const pack = await testFolder({ 'old.md': OLD, 'new.md': NEW });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    expect((await knowledge.store.document('old.md'))!.validity.to).toBe('2025-12-31');
    await rm(join(pack, 'new.md'));
    await take(pack, knowledge);
    expect((await knowledge.store.document('old.md'))!.validity.to).toBeUndefined();
  });

  it('stays the rule for the public where only the text of a staff document says otherwise', async () => {
    const yaml = 'name: 江川\ndocuments:\n  - path: old.md\n  - { path: new.md, audience: staff }\n';
    const pack = await testFolder({ 'old.md': OLD, 'new.md': NEW, 'pack.yaml': yaml });
    const knowledge = await openKnowledge();
    await take(pack, knowledge);
    expect((await knowledge.store.document('old.md'))!.validity).toEqual({
      from: '2023-01-01',
      fromText: true,
    });
  });

  it('is said to be the rule on no day where the new one, which the pack names, has no first day', async () => {
    const yaml = 'name: 江川\ndocuments:\n  - path: old.md\n  - { path: new.md, supersedes: old.md }\n';
    const pack = await testFolder({
      'old.md': OLD,
      'new.md': '# 新政\n\n租金补贴提高。\n',
      'pack.yaml': yaml,
    });
    const report = await take(pack, await openKnowledge());
    expect(report.notices.join()).toContain('Write effective_from');
  });

  it('that is not in the pack is named', async () => {
    const yaml = 'name: 江川\ndocuments:\n  - { path: new.md, supersedes: 江经开〔2020〕1号 }\n';
    const pack = await testFolder({ 'new.md': NEW, 'pack.yaml': yaml });
    const report = await take(pack, await openKnowledge());
    expect(report.notices).toEqual(['new.md supersedes 江经开〔2020〕1号, which no document here is.']);
  });
});

function describing(line: string): string {
  return `name: 江川\ndocuments:\n  - path: policy.md\n    ${line}\n`;
}
