import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addFiles } from './support/command-line.ts';
import { ATTEMPTS } from './support/investor-questions.ts';
import { qdrantMissing } from './support/qdrant.ts';
import { askDesk, openStaffDesk, type StaffDesk, type StaffDeskOptions } from './support/staff-desk.ts';
import { CANARIES, leaksIn, packFiles } from './support/staff-pack.ts';

async function open(files: Record<string, string>, options: StaffDeskOptions = {}): Promise<StaffDesk> {
  const desk = await openStaffDesk(files, options);
  onTestFinished(() => desk.close());
  return desk;
}

/** What the public is told for all attempts, beyond what it says itself. */
async function leaksOf(desk: StaffDesk): Promise<unknown[]> {
  const leaks: unknown[] = [];
  for (const attempt of ATTEMPTS) {
    const found = leaksIn((await askDesk(desk, attempt)).shown, attempt);
    if (found.length > 0) leaks.push([attempt.by, found]);
  }
  return leaks;
}

describe('an index that is broken', () => {
  it('and files staff passages as public gives no answer rather than one from them', async () => {
    const desk = await open(packFiles({ withStaff: true }));
    const database = new DatabaseSync(desk.database);
    database.exec(`UPDATE index_state SET value = value + 1 WHERE name = 'revision';
      UPDATE index_entries SET audience = 'public', revision = (SELECT value FROM index_state WHERE name = 'revision')`);
    database.close();
    expect(await leaksOf(desk)).toEqual([]);
    const { answer } = await askDesk(desk, { text: '标准厂房的谈判底价是多少？' });
    expect(answer.outcome).toBe('failed');
    expect(desk.failures.length).toBeGreaterThan(0);
    // The log may name a file, and says nothing of what is in it.
    const log = desk.failures.map((failure) => String(failure)).join();
    expect(CANARIES.filter((canary) => log.includes(canary))).toEqual([]);
  });

  it.skipIf(qdrantMissing)(
    `and ignores filters tells the public nothing of staff documents${qdrantMissing ? ` (skipped: ${qdrantMissing})` : ''}`,
    async () => {
      const desk = await open(packFiles({ withStaff: true }), {
        index: 'Qdrant',
        server: ['--ignore-filters'],
      });
      expect(await leaksOf(desk)).toEqual([]);
    },
  );
});

const OPEN = { text: '仓储用房的月租金是多少？', canary: '19.4元' };
const ROOMS = { 'rooms.md': `# 仓储用房\n\n仓储用房的月租金为每平方米${OPEN.canary}。\n` };
const yamlOf = (audience: string) =>
  `name: 江川\ndocuments:\n  - { path: rooms.md, audience: ${audience} }\n  - path: other.md\n`;
const OTHER = { 'other.md': '# 地址\n\n管委会在滨江大道18号。\n' };

describe('a document that becomes one for staff', () => {
  const becomes = async (files: Record<string, string | Uint8Array>) => {
    const desk = await open({ 'pack.yaml': yamlOf('public'), ...ROOMS, ...OTHER });
    const { answer } = await askDesk(desk, OPEN);
    expect(answer.text).toContain(OPEN.canary);
    const { passage } = answer.citations[0]!;
    expect(await desk.luodi.source(passage, 'public')).toBeDefined();
    await addFiles(desk.pack, files);
    await desk.luodi.ingest();
    expect(await desk.luodi.source(passage, 'public')).toBeUndefined();
    expect((await askDesk(desk, OPEN)).shown).not.toContain(OPEN.canary);
    for (const id of desk.passagesOf('staff')) expect(await desk.luodi.source(id, 'public')).toBeUndefined();
    return desk;
  };

  it('is out of reach after the next ingest, and staff go on reading it', async () => {
    const desk = await becomes({ 'pack.yaml': yamlOf('staff') });
    expect((await askDesk(desk, { ...OPEN, audience: 'staff' })).shown).toContain(OPEN.canary);
  });

  it('is out of reach even where its new version cannot be read', async () => {
    await becomes({
      'pack.yaml': yamlOf('staff'),
      'rooms.md': new Uint8Array([0, 1, 2, 3]),
    });
  });
});
