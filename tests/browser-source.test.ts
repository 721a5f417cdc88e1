import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Citation } from '../src/types.ts';
import { HAS_CHROMIUM } from './support/chromium.ts';
import { answerOf, stream } from './support/fake-desk.ts';
import { browserSuite, LAPTOP, PHONE, QUESTION, send, tabTo, useVisitors, ZH } from './support/visitor.ts';
import { LEDGER, POLICY, serveDocuments } from './support/web-document.ts';

const ARTICLE = '第5条 支持主导产业项目落户';
const SUCCESSOR = { document: 'policy.docx', title: '若干政策（2026版）', audience: 'public' as const };

let documents: Awaited<ReturnType<typeof serveDocuments>>;
beforeAll(async () => {
  const days = { from: '2023-01-01', to: '2025-12-31', fromText: false, replacedBy: SUCCESSOR };
  documents = await serveDocuments({
    'policy.docx': POLICY,
    'ledger.xlsx': LEDGER,
    'old.docx': { ...POLICY, validity: days },
  });
});
afterAll(() => documents.close());

const addressOf = (id: string, words: string) => `/source/${documents.passageOf(id, words).id}`;
const DEVICES = [
  ['a laptop', LAPTOP],
  ['a phone', PHONE],
] as const;

/** Whether an element stands wholly in the window, and nothing covers it. */
async function isInView(page: Page, element: Locator): Promise<boolean> {
  await element.waitFor();
  const box = (await element.boundingBox())!;
  const { height } = page.viewportSize()!;
  return box.y >= 0 && box.y + box.height <= height;
}

const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the page of a source'), () => {
  const { visit } = useVisitors();
  const open = (path: string, device = LAPTOP) => visit({}, { source: documents.source, path, device });

  it.each(DEVICES)('opens from an answer with the cited words in view on %s', async (_name, device) => {
    const citation = documents.cite('policy.docx', ARTICLE);
    const answer = answerOf({ text: '项目应符合产业方向[1]。', citations: [citation] });
    const { page } = await visit({ [QUESTION]: stream(answer) }, { source: documents.source, device });
    await send(page, QUESTION);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '在文件中查看来源 1' }).click();
    const source = await opened;
    const cited = source.locator('#cited');
    expect(await cited.textContent()).toBe(citation.quote);
    expect(await isInView(source, cited)).toBe(true);
    expect(await sideways(source)).toBe(false);
    expect(await source.title()).toContain(POLICY.title);
    await source.getByRole('link', { name: '返回问答台' }).click();
    // The conversation is there as it was left.
    await source.locator('.question', { hasText: QUESTION }).waitFor();
    await source.getByText(ZH.copy).waitFor();
  });

  it.each(DEVICES)('opens at the passage without script and without a place on %s', async (_name, device) => {
    const path = addressOf('policy.docx', ARTICLE);
    for (const place of ['', '#cited']) {
      const { page } = await open(`${path}${place}`, { ...device, javaScriptEnabled: false });
      expect(await isInView(page, page.locator('#cited'))).toBe(true);
    }
  });

  it.each(DEVICES)(
    'shows a table as a table, and only that scrolls sideways, on %s',
    async (_name, device) => {
      const { page, surprises, foreign } = await open(addressOf('policy.docx', '第9类产业；'), device);
      const table = page.getByRole('table', { name: '表1 固定资产投资奖励标准' });
      for (const name of ['产业类别', '固定资产投资', '奖励比例', '备注'])
        expect(await table.getByRole('columnheader', { name, exact: true }).count()).toBe(1);
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '9' }) });
      expect(await row.getByRole('cell').allInnerTexts()).toEqual([
        '第9类产业',
        '9000万元',
        '9%',
        '900万元',
        '第9类须经专题会议审定；分三年兑现',
        '招商服务中心',
      ]);
      expect(await isInView(page, page.locator('#cited'))).toBe(true);
      expect(await sideways(page)).toBe(false);
      expect([...surprises, ...foreign]).toEqual([]);
    },
  );

  it('keeps the names of the columns in sight in a long table', async () => {
    const { page } = await open(addressOf('ledger.xlsx', '：200号项目'), PHONE);
    expect(await isInView(page, page.locator('#cited'))).toBe(true);
    expect(await isInView(page, page.getByRole('columnheader', { name: '项目名称' }))).toBe(true);
    expect(await sideways(page)).toBe(false);
  });

  it('is read with the keyboard: from the passage to the text that follows and back', async () => {
    const { page } = await open(addressOf('ledger.xlsx', '：200号项目'));
    expect(await page.evaluate('document.activeElement.id')).toBe('cited');
    await tabTo(page, 'nav a');
    await page.keyboard.press('Enter');
    await page.getByText('261号项目').waitFor();
    expect(await isInView(page, page.getByText('261号项目'))).toBe(true);
    await page.goBack();
    await page.getByRole('link', { name: '上文' }).press('Enter');
    await page.getByText('139号项目').waitFor();
    expect(await isInView(page, page.getByText('139号项目'))).toBe(true);
    await page.getByRole('link', { name: '回到引用的段落' }).first().press('Enter');
    await page.locator('#cited').waitFor();
    expect(await isInView(page, page.locator('#cited'))).toBe(true);
    await page.getByRole('region', { name: '表格' }).focus();
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });

  it('says above a text that it is no more the rule, and what is', async () => {
    const { page } = await open(`${addressOf('old.docx', ARTICLE)}#validity`, PHONE);
    const state = page.getByText('已失效（适用至2025年12月31日，现行规定为《若干政策（2026版）》）');
    expect(await isInView(page, state)).toBe(true);
    expect(await isInView(page, page.getByRole('heading', { level: 1 }))).toBe(true);
  });

  it.each(DEVICES)('keeps the warning in sight where the passage is read on %s', async (_name, device) => {
    const { page } = await open(addressOf('old.docx', '第7条'), device);
    expect(await isInView(page, page.locator('#cited'))).toBe(true);
    const caution = page.getByRole('link', { name: '已失效 No longer in force' });
    expect(await isInView(page, caution)).toBe(true);
    await caution.click();
    expect(await isInView(page, page.getByText('已失效（适用至2025年12月31日'))).toBe(true);
    const inForce = await open(addressOf('policy.docx', '第7条'), device);
    expect(await inForce.page.locator('.caution').count()).toBe(0);
  });

  it('is printed without what is only for a screen, and with every row', async () => {
    const { page } = await open(addressOf('ledger.xlsx', '：200号项目'));
    await page.emulateMedia({ media: 'print' });
    for (const only of ['.top', 'nav', '.ask']) {
      for (const element of await page.locator(only).all()) expect(await element.isVisible()).toBe(false);
    }
    const cut =
      'document.querySelector(".table").scrollHeight > document.querySelector(".table").clientHeight';
    expect(await page.evaluate(cut)).toBe(false);
  });

  it('offers to ask again where the passage is no more', async () => {
    const { page } = await open('/source/6c1f5d0e-0000-8000-8000-000000000000', PHONE);
    await page.getByRole('heading', { name: '没有找到这段原文' }).waitFor();
    await page.getByRole('link', { name: '重新提问' }).click();
    await page.getByText(ZH.greeting).waitFor();
  });
});

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the panel of a source'), () => {
  const { visit } = useVisitors();

  async function ask(citations: Citation[]) {
    const answer = answerOf({ text: '按5%奖励[1]。该政策已不再适用[2]。', citations });
    const visited = await visit({ [QUESTION]: stream(answer) }, { source: documents.source });
    await send(visited.page, QUESTION);
    await visited.page.getByText(ZH.copy).waitFor();
    return visited.page;
  }

  it('shows for a citation of the days what it quotes, and for one of the passage the passage', async () => {
    const cited = documents.cite('old.docx', ARTICLE);
    const quote = '《若干政策（2023版）》自2023年1月1日起施行，有效期至2025年12月31日';
    const page = await ask([cited, { ...cited, n: 2, locator: '有效期', quote, highlights: [] }]);
    const panel = page.getByRole('dialog');
    const address = addressOf('old.docx', ARTICLE);
    for (const [n, words, place] of [
      [1, cited.quote, 'cited'],
      [2, quote, 'validity'],
      [1, cited.quote, 'cited'],
    ] as const) {
      await page.getByRole('button', { name: `查看来源 ${n}` }).click();
      await panel.locator('.passage').waitFor();
      expect(await panel.locator('.passage').textContent()).toBe(words);
      expect(await panel.locator('mark').count()).toBe(n === 1 ? 1 : 0);
      expect(await panel.locator('.state').textContent()).toBe('已失效');
      expect(await panel.textContent()).toContain('至 2025年12月31日 · 现行规定为《若干政策（2026版）》');
      const links = await panel.getByRole('link').all();
      for (const link of links.slice(0, 2))
        expect(await link.getAttribute('href')).toBe(`${address}#${place}`);
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
    }
    const inList = await page
      .locator('.source-open')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(inList).toEqual([`${address}#cited`, `${address}#validity`]);
  });

  it('names page, table and row of what is cited', async () => {
    const page = await ask([documents.cite('policy.docx', '第9类产业；')]);
    await page.locator('.source').click();
    const panel = page.getByRole('dialog');
    await panel.locator('dd').getByText('第4页 · 表1 固定资产投资奖励标准 · 第9行').waitFor();
    expect(await isInView(page, panel.getByRole('button', { name: ZH.close }))).toBe(true);
    expect(await isInView(page, panel.locator('.passage'))).toBe(true);
    expect(await panel.locator('.state').textContent()).toBe('现行有效');
  });
});
