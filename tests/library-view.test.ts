import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDesk, type StaffDesk } from './support/staff-desk.ts';

const PACK = `name: 江川经济技术开发区
documents:
  - path: zones.md
    type: zone
    zone: 新材料园
    location: { latitude: 26.9, longitude: 112.6, address: 江川市滨江大道18号 }
  - path: policy-2026.md
    type: policy
    document_number: 江经开〔2026〕3号
    effective_from: "2026-01-01"
  - path: policy-2023.md
    type: policy
    effective_to: "2025-12-31"
  - path: limits.md
    type: policy
    audience: staff
`;
const FILES = {
  'pack.yaml': PACK,
  'zones.md': '# 新材料园\n\n新材料园规划面积12平方公里。\n',
  'policy-2026.md': '# 招商引资若干政策\n\n设备投资达到2000万元的项目，补助8%。\n',
  'policy-2023.md': '# 招商引资暂行办法\n\n设备投资达到3000万元的项目，补助5%。\n',
  'limits.md': '# 谈判底线\n\n设备补助最高可谈到12%。\n',
};

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk(FILES);
});
afterAll(() => desk.close());

describe('the list of documents', () => {
  it('names what the public may see and what is the rule today, in the order of pack.yaml', async () => {
    const cards = await desk.luodi.documents('public');
    expect(cards.map(({ document }) => document)).toEqual(['zones.md', 'policy-2026.md']);
    expect(cards[0]).toMatchObject({
      type: 'zone',
      zone: '新材料园',
      location: { latitude: 26.9, longitude: 112.6, address: '江川市滨江大道18号' },
    });
    expect(cards[1]).toMatchObject({ documentNumber: '江经开〔2026〕3号', validity: { from: '2026-01-01' } });
  });

  it('opens each at a passage that its reader may see', async () => {
    for (const { passage } of await desk.luodi.documents('public'))
      expect(await desk.luodi.source(passage!, 'public')).toBeDefined();
  });

  it('names to staff what is for staff as well', async () => {
    const documents = (await desk.luodi.documents('staff')).map(({ document }) => document);
    expect(documents).toEqual(['zones.md', 'policy-2026.md', 'limits.md']);
  });
});

describe('the file of a document', () => {
  it('is given as it was read', async () => {
    const file = await desk.luodi.file('policy-2026.md', 'public');
    expect(file?.name).toBe('policy-2026.md');
    expect(Buffer.from(file!.bytes).toString()).toBe(FILES['policy-2026.md']);
  });

  it.each(['limits.md', '../pack.yaml', 'pack.yaml', ''])(
    'is not given to the public for "%s"',
    async (name) => {
      expect(await desk.luodi.file(name, 'public')).toBeUndefined();
    },
  );

  it('is not given once it was changed, until it has been read again', async () => {
    const file = join(desk.pack, 'zones.md');
    const before = await readFile(file);
    await writeFile(file, '# 新材料园\n\n内部资料。\n');
    expect(await desk.luodi.file('zones.md', 'public')).toBeUndefined();
    await writeFile(file, before);
    expect(await desk.luodi.file('zones.md', 'public')).toBeDefined();
  });
});

describe('the passages for a question', () => {
  it('are found without an answer being made, and never of what the asker may not see', async () => {
    const question = { text: '设备补助', history: [], audience: 'public' as const, asOf: '2026-06-01' };
    const found = await desk.luodi.search(question, 3);
    expect(found[0]).toMatchObject({ document: 'policy-2026.md', text: expect.stringContaining('8%') });
    expect(found.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(found)).not.toContain('12%');
    const forStaff = await desk.luodi.search({ ...question, audience: 'staff' }, 5);
    expect(JSON.stringify(forStaff)).toContain('12%');
  });
});
