import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HAS_CHROMIUM } from './support/chromium.ts';
import {
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  POLICY_SOURCE,
  stream,
} from './support/fake-desk.ts';
import {
  ANSWER,
  browserSuite,
  LAPTOP,
  PHONE,
  QUESTION,
  SOURCES,
  send,
  tabTo,
  useVisitors,
  ZH,
} from './support/visitor.ts';

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the visitor page'), () => {
  const { visit, place } = useVisitors();

  it('weighs less than 60 KB of compressed script and style', async () => {
    const files = await readdir(join(place.directory, 'assets'));
    const sizes = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(join(place.directory, 'assets', file))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(60 * 1024);
  });

  it('answers a suggested question and shows the sources beneath', async () => {
    const { page, desk } = await visit({ [QUESTION]: stream(ANSWER) });
    await page.getByRole('button', { name: QUESTION }).click();
    await page.getByText(ZH.copy).waitFor();
    expect(await page.locator('.answer-text').textContent()).toContain('1638.77亿元');
    expect(await page.locator('.source-title').allInnerTexts()).toEqual([
      OUTPUT_CITATION.title,
      POLICY_CITATION.title,
    ]);
    expect(await page.locator('.source mark').first().textContent()).toBe(
      '全区规模以上工业总产值达到1638.77亿元',
    );
    expect(desk.asked[0]).toMatchObject({ text: QUESTION, audience: 'public', history: [] });
  });

  it('shows what is going on while the answer is on its way', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { page } = await visit({
      [QUESTION]: async function* () {
        yield { type: 'status', step: 'searching' };
        await gates[0]?.promise;
        yield { type: 'status', step: 'composing' };
        yield { type: 'text', delta: '产值为1638.77亿元[1' };
        await gates[1]?.promise;
        yield { type: 'answer', answer: { ...ANSWER, text: '产值为1638.77亿元[1]。' } };
      },
    });
    await send(page, QUESTION);
    await page.getByRole('status').getByText(ZH.searching).waitFor({ state: 'attached' });
    gates[0]?.resolve();
    await page.getByRole('status').getByText(ZH.composing).waitFor({ state: 'attached' });
    await page.getByText('产值为1638.77亿元', { exact: true }).waitFor();
    expect(await page.locator('[aria-busy=true]').count()).toBe(1);
    gates[1]?.resolve();
    await page.getByRole('status').getByText(ZH.answered).waitFor({ state: 'attached' });
    expect(await page.locator('[aria-busy=true]').count()).toBe(0);
  });

  it.each([
    ['a laptop', LAPTOP],
    ['a phone', PHONE],
  ])('opens a source in its context on %s, and gives the focus back', async (_name, device) => {
    const { page, desk } = await visit({ [QUESTION]: stream(ANSWER) }, { device });
    await send(page, QUESTION);
    const mark = page.getByRole('button', { name: '查看来源 2' });
    await mark.click();
    const panel = page.getByRole('dialog', { name: POLICY_SOURCE.title });
    await panel.getByText(POLICY_SOURCE.before).waitFor();
    expect(await panel.textContent()).toMatch(/现行有效 至 2028年12月31日[\s\S]*江经开〔2026〕3号/);
    expect(await panel.locator('mark').textContent()).toBe('按实际投资额的5%给予奖励，最高不超过2000万元');
    expect(await panel.getByText(POLICY_SOURCE.after).isVisible()).toBe(true);
    expect(desk.sourcesAsked).toEqual([{ passage: 'passage-policy', audience: 'public' }]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await page.locator('.mark button:focus', { hasText: '2' }).waitFor();
  });

  it('links out to web addresses only, naming the whole host', async () => {
    const sources = { ...SOURCES, 'passage-policy': { ...POLICY_SOURCE, sourceUrl: 'javascript:alert(1)' } };
    const { page } = await visit({ [QUESTION]: stream(ANSWER) }, { sources });
    await send(page, QUESTION);
    await page.locator('.source').first().click();
    const link = page.getByRole('dialog').locator('.original a');
    await link.waitFor();
    expect(await link.textContent()).toContain('www.jiangchuan.example');
    expect(await link.getAttribute('rel')).toContain('noopener');
    await page.getByRole('button', { name: ZH.close }).click();
    await page.locator('.source').last().click();
    await page.getByText(POLICY_SOURCE.after).waitFor();
    expect(await page.getByRole('dialog').locator('.original').count()).toBe(0);
    for (const link of await page.getByRole('dialog').getByRole('link').all())
      expect(await link.getAttribute('href')).toBe('/source/passage-policy#cited');
  });

  it('says in the panel when a passage is gone or cannot be loaded, and still shows the quote', async () => {
    const { page, desk } = await visit({ [QUESTION]: stream(ANSWER) }, { sources: {} });
    await send(page, QUESTION);
    await page.locator('.source').first().click();
    const panel = page.getByRole('dialog');
    await panel.getByText(ZH.sourceMissing).waitFor();
    expect(await panel.textContent()).toContain(OUTPUT_CITATION.quote);
    await page.keyboard.press('Escape');
    desk.source = async () => {
      throw new Error('database is locked');
    };
    await page.locator('.source').first().click();
    await panel.getByText(ZH.sourceFailed).waitFor();
    desk.source = async () => OUTPUT_SOURCE;
    await panel.getByRole('button', { name: ZH.retry }).click();
    await panel.getByText(OUTPUT_SOURCE.after).waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await visit({ [QUESTION]: stream(ANSWER), '新材料园在哪里？': stream(ANSWER) });
    await tabTo(page, 'textarea');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByText(ZH.copy).waitFor();
    await page.locator('textarea:focus').waitFor();
    await tabTo(page, '.mark button');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByText(OUTPUT_SOURCE.before).waitFor();
    for (let count = 0; count < 5; count++) {
      await page.keyboard.press('Tab');
      expect(await page.locator('.desk :focus, .talk :focus').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await tabTo(page, '.follow-ups button');
    await page.keyboard.press('Enter');
    await page.locator('.turn').nth(1).getByText(ZH.copy).waitFor();
  });

  it('sends with Enter, breaks the line with Shift+Enter, and leaves an input method alone', async () => {
    const { page, desk } = await visit({ '第一行\n第二行': stream(ANSWER) });
    const field = page.getByRole('textbox');
    await field.pressSequentially('第一行');
    await field.press('Shift+Enter');
    await field.pressSequentially('第二行');
    for (const composing of [
      { isComposing: true, keyCode: 13 },
      { isComposing: false, keyCode: 229 },
    ]) {
      await field.dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...composing });
    }
    expect(await field.inputValue()).toBe('第一行\n第二行');
    expect(desk.asked).toEqual([]);
    await field.press('Enter');
    await page.getByText(ZH.copy).waitFor();
    expect(desk.asked.map((question) => question.text)).toEqual(['第一行\n第二行']);
  });

  it('stops an answer on request and tells the server', async () => {
    const stopped = Promise.withResolvers<void>();
    const { page, desk } = await visit({
      [QUESTION]: async function* (_question, signal) {
        signal.addEventListener('abort', () => stopped.resolve());
        yield { type: 'text', delta: '产值为1638.77亿元' };
        await stopped.promise;
      },
    });
    await send(page, QUESTION);
    await page.locator('.answer-text').getByText('1638.77').waitFor();
    await page.getByRole('button', { name: ZH.stop }).click();
    await page.locator('.notice').getByText(ZH.stopped).waitFor();
    await stopped.promise;
    expect(desk.signals[0]?.aborted).toBe(true);
    expect(await page.locator('.answer-text').textContent()).toContain('1638.77亿元');
    expect(await page.getByRole('button', { name: ZH.send }).isVisible()).toBe(true);
  });
});
