import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeDesk, type FakeDesk } from './support/fake-desk.ts';
import { LEDGER, POLICY, serveDocuments, type TestDocument } from './support/web-document.ts';
import { webRoutes } from './support/web-routes.ts';

let pageDirectory: string;
let documents: Awaited<ReturnType<typeof serveDocuments>>;
let desk: FakeDesk;

const ARTICLE = '第5条 支持主导产业项目落户';
const STAFF: TestDocument = {
  source: { audience: 'staff' },
  blocks: [{ kind: 'paragraph', text: '谈判底线为每亩18万元。' }],
};

beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'luodi-source-'));
  await copyFile(join(import.meta.dirname, '..', 'web', 'source.html'), join(pageDirectory, 'source.html'));
  documents = await serveDocuments({ 'policy.docx': POLICY, 'ledger.xlsx': LEDGER, 'limits.docx': STAFF });
  desk = { ...createFakeDesk({}), source: documents.source };
});
afterAll(async () => {
  await documents.close();
  await rm(pageDirectory, { recursive: true });
});

const get = (path: string, today = '2026-03-01') =>
  webRoutes(desk, { pageDirectory, today: () => today }).routes.request(path);

async function pageOf(path: string, today?: string) {
  const response = await get(path, today);
  const text = await response.text();
  return { response, text, document: parseHTML(text).document };
}

const addressOf = (id: string, words: string) => `/source/${documents.passageOf(id, words).id}`;
const textsOf = (elements: Iterable<{ textContent: string | null }>) =>
  Array.from(elements, ({ textContent }) => textContent!.trim());

/** Serves another version of a document whose first words are these. */
async function serveAgain(id: string, words: string, more: Partial<TestDocument>, version = words) {
  await documents.serve(id, { blocks: [{ kind: 'paragraph', text: words }], version, ...more });
  return addressOf(id, words);
}

describe('the page of a source', () => {
  it('shows the document with its description and marks the cited passage', async () => {
    const { response, document } = await pageOf(addressOf('policy.docx', ARTICLE));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/i);
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(document.querySelector('h1')!.textContent).toBe(POLICY.title);
    expect(document.querySelector('title')!.textContent).toContain(POLICY.title);
    expect(textsOf(document.querySelectorAll('dd'))).toEqual([
      '江经开〔2026〕3号',
      '政策 Policy',
      '新材料园',
      expect.stringMatching(/第五章.*第2页/),
    ]);
    expect(document.querySelector('#cited')!.textContent).toBe(
      '第5条 支持主导产业项目落户，项目应符合第5类产业方向，并在本区依法登记、独立核算。',
    );
    expect(document.querySelectorAll('mark')).toHaveLength(1);
  });

  it('keeps headings, lists and pages, and does not say the title twice', async () => {
    const { document } = await pageOf(addressOf('policy.docx', ARTICLE));
    expect(textsOf(document.querySelectorAll('h3'))[0]).toBe('第一章 支持事项1');
    expect(textsOf(document.querySelectorAll('.text ul')[0]!.querySelectorAll('li'))).toEqual([
      '（一）固定资产投资1000万元以上的，按实际投资额的1%给予奖励；',
      '（二）三年内年纳税达到100万元的，再给予10万元奖励。',
    ]);
    expect(textsOf(document.querySelectorAll('.place'))).toEqual(
      [1, 2, 3, 4, 5].map((page) => `第${page}页 p. ${page}`),
    );
    expect(document.querySelector('.text')!.textContent).not.toContain(POLICY.title);
  });

  it('marks every part of a passage that several list items make', async () => {
    const { document } = await pageOf(addressOf('policy.docx', '投资3000万元'));
    expect(textsOf(document.querySelectorAll('mark'))).toEqual([
      '（一）固定资产投资3000万元以上的，按实际投资额的3%给予奖励；',
      '（二）三年内年纳税达到300万元的，再给予30万元奖励。',
    ]);
    expect(document.querySelectorAll('#cited')).toHaveLength(1);
  });

  it('lays rows out as a table and keeps the number of each', async () => {
    const { document } = await pageOf(addressOf('policy.docx', '第9类产业；'));
    expect(document.querySelector('caption')!.textContent).toBe('表1 固定资产投资奖励标准');
    expect(textsOf(document.querySelectorAll('thead th'))).toEqual([
      '行 Row',
      '产业类别',
      '固定资产投资',
      '奖励比例',
      '最高奖励',
      '备注',
      '主管部门',
    ]);
    const cited = document.querySelector('tr.cited')!;
    expect(textsOf(cited.children)).toEqual([
      '9',
      '第9类产业',
      '9000万元',
      '9%',
      '900万元',
      '第9类须经专题会议审定；分三年兑现',
      '招商服务中心',
    ]);
    expect(cited.querySelector('th')!.id).toBe('cited');
  });

  it('shows a long document in stretches that lead to each other and back', async () => {
    const address = addressOf('ledger.xlsx', '：200号项目');
    const numbersOf = ({ document }: Awaited<ReturnType<typeof pageOf>>) =>
      textsOf(document.querySelectorAll('tbody th')).map(Number);
    const around = await pageOf(address);
    const { text } = around;
    expect(numbersOf(around)).toEqual(Array.from({ length: 121 }, (_, at) => 140 + at));
    const [earlier, later] = textsOf(around.document.querySelectorAll('nav a'));
    expect([earlier, later]).toEqual(['上文 Earlier', '下文 Later']);
    const [before, after] = Array.from(text.matchAll(/<a href="([^"]+\?from=[^"]+)"/g), (match) => match[1]);
    const next = await pageOf(after!);
    expect(numbersOf(next)[0]).toBe(261);
    expect(next.document.getElementById(after!.split('#')[1]!)!.textContent).toContain('261号项目');
    expect(next.document.querySelector(`nav a[href="${address}#cited"]`)).not.toBeNull();
    const previous = await pageOf(before!);
    expect(previous.document.getElementById(before!.split('#')[1]!)!.textContent).toContain('139号项目');
    const last = await pageOf(`${address}?from=999999`);
    expect(textsOf(last.document.querySelectorAll('.text li'))).toEqual([
      expect.stringMatching(/^第400行 .*400号项目/),
    ]);
    for (const odd of ['-1', '1.5', 'NaN', '1e3', '%00', '99999999999'])
      expect(numbersOf(await pageOf(`${address}?from=${odd}`))[0]).toBe(140);
  });

  it('shows a paragraph of a whole book in parts', async () => {
    const book = `${'开发区以新材料为主导产业。'.repeat(20_000)}终点。`;
    await documents.serve('book.txt', { blocks: [{ kind: 'paragraph', text: book }] });
    const { text, document } = await pageOf(addressOf('book.txt', '终点。'));
    expect(document.querySelector('#cited')!.textContent).toMatch(/终点。$/);
    const parts = textsOf(document.querySelectorAll('.text > p'));
    expect(parts.length).toBeGreaterThan(60);
    expect(parts.filter((part) => !part.endsWith('。'))).toEqual([]);
    expect(text.length).toBeLessThan(300_000);
  });
});

describe('the state of a document', () => {
  const days = (from: string | undefined, to: string | undefined) => ({ from, to, fromText: false });
  const successor = { document: 'new.docx', title: '《若干政策（2026版）》', audience: 'public' as const };

  it.each([
    [
      'in force until a day',
      days('2026-01-01', '2028-12-31'),
      '现行有效 · 有效期至2028年12月31日',
      'In force until 31 December 2028',
    ],
    [
      'in force since a day',
      days('2026-03-01', undefined),
      '现行有效 · 自2026年3月1日起施行',
      'In force since 1 March 2026',
    ],
    [
      'not yet in force',
      days('2026-03-02', undefined),
      '尚未施行 · 自2026年3月2日起施行',
      'Not in force before 2 March 2026',
    ],
    [
      'expired',
      days(undefined, '2026-02-28'),
      '已失效（适用至2026年2月28日）',
      'No longer in force, applied until 28 February 2026',
    ],
    [
      'replaced',
      { ...days('2023-01-01', '2025-12-31'), replacedBy: successor },
      '已失效（适用至2025年12月31日，现行规定为《若干政策（2026版）》）',
      'No longer in force, applied until 31 December 2025, replaced by “若干政策（2026版）”',
    ],
    [
      'replaced by a staff document',
      { ...days('2023-01-01', '2025-12-31'), replacedBy: { ...successor, audience: 'staff' as const } },
      '已失效（适用至2025年12月31日）',
      'No longer in force, applied until 31 December 2025',
    ],
    [
      'replaced from no day that is known',
      { ...days('2023-01-01', '0001-01-01'), replacedBy: successor },
      '已失效（现行规定为《若干政策（2026版）》）',
      'No longer in force, replaced by “若干政策（2026版）”',
    ],
  ])('%s is said in Chinese and English', async (name, validity, chinese, english) => {
    const address = await serveAgain('state.docx', `关于${name}的规定。`, { validity });
    const { document, text } = await pageOf(address);
    expect(textsOf(document.querySelectorAll('#validity span'))).toEqual([chinese, english]);
    expect(text).not.toContain('new.docx');
  });

  it('is not spoken of where a document has no days', async () => {
    const { document } = await pageOf(addressOf('ledger.xlsx', '：1号项目'));
    expect(document.querySelector('#validity')).toBeNull();
  });
});

describe('what the page never tells', () => {
  const missing = async (path: string) => {
    const response = await get(path);
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  };

  it('is whether there is a staff document: it is answered like what never was', async () => {
    const unknown = await missing('/source/no-such-passage');
    expect(unknown.status).toBe(404);
    expect(unknown.body).toContain('没有找到这段原文');
    expect(unknown.body).toContain('may have been replaced');
    const staff = addressOf('limits.docx', '谈判底线');
    for (const path of [
      staff,
      `${staff}?from=0`,
      `${staff}?audience=staff`,
      `${staff}/x`,
      '/source/',
      '/source',
    ])
      expect(await missing(path)).toEqual(unknown);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await webRoutes(desk, { pageDirectory }).routes.request(staff, { method });
      expect([response.status, await response.text()]).toEqual([404, unknown.body]);
    }
  });

  it('is what an earlier version said: it offers to ask again', async () => {
    const before = await serveAgain('fees.docx', '每亩20万元。', {});
    expect((await get(before)).status).toBe(200);
    await serveAgain('fees.docx', '每亩25万元。', {});
    expect(await missing(before)).toEqual(await missing('/source/no-such-passage'));
    expect((await missing(before)).body).toContain('<a href="/">重新提问');
  });

  it('is where files are, their fingerprints and versions', async () => {
    const address = await serveAgain('plain.docx', '园区概况。', {}, 'version-7f3a');
    const { text } = await pageOf(address);
    const json = await (await get(`/api${address}`)).text();
    for (const secret of ['/srv/packs', 'content-hash', 'version-7f3a']) {
      expect(text).not.toContain(secret);
      expect(json).not.toContain(secret);
    }
  });

  it('is what broke on the way', async () => {
    const broken = createFakeDesk({});
    broken.source = async () => {
      throw new Error('SQLITE_CORRUPT at /srv/luodi');
    };
    const { routes, logged } = webRoutes(broken, { pageDirectory });
    const response = await routes.request('/source/any');
    expect(response.status).toBe(500);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const text = await response.text();
    expect(text).toContain('原文暂时打不开');
    expect(text).not.toMatch(/SQLITE|Error|srv/);
    expect(logged[0]?.message).toContain('SQLITE_CORRUPT');
  });

  it('says how to build itself where it was not built', async () => {
    const response = await webRoutes(desk, { pageDirectory: join(pageDirectory, 'none') }).routes.request(
      '/source/x',
    );
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run prepare');
  });
});
