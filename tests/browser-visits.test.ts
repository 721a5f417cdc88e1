import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HAS_CHROMIUM } from './support/chromium.ts';
import { answerOf, OUTPUT_CITATION, type Script, stream } from './support/fake-desk.ts';
import { until } from './support/inbound-bench.ts';
import { ANSWER, browserSuite, PHONE, QUESTION, send, useVisitors, ZH } from './support/visitor.ts';

const FOLLOW_UP = '同比增长多少？';
const GROWTH = answerOf({ text: '同比增长9.2%[1]。', citations: [OUTPUT_CITATION] });
const SCRIPTS = { [QUESTION]: stream({ ...ANSWER, suggestions: [FOLLOW_UP] }), [FOLLOW_UP]: stream(GROWTH) };

/** An answer that says its first half, and the rest when it is let. */
function halting(): { script: Script; letGo: () => void } {
  const gate = Promise.withResolvers<void>();
  return {
    letGo: () => gate.resolve(),
    async *script() {
      yield { type: 'status', step: 'composing' };
      yield { type: 'text', delta: '2025年规上工业总产值' };
      await gate.promise;
      yield { type: 'text', delta: ANSWER.text.slice('2025年规上工业总产值'.length) };
      yield { type: 'answer', answer: ANSWER };
    },
  };
}

/** Another site, with the desk's button on its page. */
async function siteWith(script: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>A park</title><h1>A park’s own site</h1>${script}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(!HAS_CHROMIUM)(browserSuite('a visit'), () => {
  const { visit, stranger } = useVisitors();

  it('goes from a question to a follow-up, a rating with its reason, a person, and is there after a reload', async () => {
    const { page, desk, server, surprises } = await visit(SCRIPTS, { device: PHONE });
    await send(page, QUESTION);
    await page.getByRole('button', { name: FOLLOW_UP }).click();
    await page.locator('.answer-text', { hasText: '同比增长9.2%' }).waitFor();
    expect(desk.asked[1]).toMatchObject({ text: FOLLOW_UP, history: [QUESTION] });

    const last = page.locator('.turn').last();
    await last.getByRole('button', { name: ZH.notHelpful }).click();
    await last.getByRole('button', { name: ZH.reasons[3]! }).click();
    await last.getByRole('button', { name: ZH.person }).click();
    await last.getByText('0734-8888666').waitFor();
    await until(async () => (await server.store.openMatters({ limit: 5 })).length === 1);

    await page.reload();
    await page.locator('.answer-text', { hasText: '同比增长9.2%' }).waitFor();
    expect(await page.locator('.question').allTextContents()).toEqual([
      `您: ${QUESTION}`,
      `您: ${FOLLOW_UP}`,
    ]);
    const thumb = page.locator('.turn').last().getByRole('button', { name: ZH.notHelpful });
    expect(await thumb.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: ZH.newConversation }).click();
    await page.getByText(ZH.greeting).waitFor();
    await page.reload();
    await page.getByText(ZH.greeting).waitFor();
    expect(surprises).toEqual([]);
  });

  it('goes on with an answer where a lost connection left off', async () => {
    const { script, letGo } = halting();
    const { page, desk } = await visit({ [QUESTION]: script });
    // As Chromium cuts what is under way when a phone loses its network.
    const session = await page.context().newCDPSession(page);
    const offline = (is: boolean) =>
      session.send('Network.emulateNetworkConditions', {
        ...{ offline: is, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
      });
    await send(page, QUESTION);
    await page.locator('.answer-text', { hasText: '2025年规上工业总产值' }).waitFor();
    await page.context().setOffline(true);
    await page.route('**/api/chat/**', (route) => route.abort('internetdisconnected'));
    await offline(true);
    letGo();
    await page.context().setOffline(false);
    await offline(false);
    await page.unroute('**/api/chat/**');
    await page.getByText(ZH.copy).waitFor();
    expect(await page.locator('.answer-text').textContent()).toContain('1638.77亿元');
    expect(desk.asked).toHaveLength(1);
  });

  it('finds the answer that was still being made when the page was left', async () => {
    const { script, letGo } = halting();
    const { page, desk } = await visit({ [QUESTION]: script });
    await send(page, QUESTION);
    await page.locator('.answer-text', { hasText: '2025年规上工业总产值' }).waitFor();
    await page.reload();
    await page.locator('.answer-text', { hasText: '2025年规上工业总产值' }).waitFor();
    letGo();
    await page.getByText(ZH.copy).waitFor();
    expect(await page.locator('.answer-text').textContent()).toContain('1638.77亿元');
    expect(desk.asked).toHaveLength(1);
  });

  it('can be passed on: a stranger reads one answer with its sources, and nothing else', async () => {
    const { page, server } = await visit(SCRIPTS);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    await send(page, QUESTION);
    await page.getByRole('button', { name: ZH.share }).click();
    await page.getByText(ZH.shared).waitFor();
    const url = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(url).toMatch(/^http:.*\/s\/[\w-]{22,}$/);
    const other = await stranger(PHONE);
    await other.goto(url);
    expect(await other.locator('main').textContent()).toContain('1638.77亿元');
    expect(await other.locator('main').textContent()).toContain('人工智能');
    await other.getByRole('link', { name: OUTPUT_CITATION.title }).click();
    await other.waitForURL(/\/source\/passage-output/);
    await other.goto(`${server.origin}/`);
    await other.getByText(ZH.greeting).waitFor();
  });

  it('waits for an answer by its link, and has it when it is there', async () => {
    const { script, letGo } = halting();
    const { page, server } = await visit(
      { [QUESTION]: script },
      { routes: { publicUrl: 'http://desk.example' } },
    );
    const asked = page.waitForResponse('**/api/chat');
    await send(page, QUESTION);
    const id = (await asked).headers()['x-luodi-message']!;
    await page.locator('.answer-text', { hasText: '2025年规上工业总产值' }).waitFor();
    const link = new URL(server.links.answer(id)!).pathname;
    const other = await stranger(PHONE);
    await other.goto(`${server.origin}${link}`);
    await other.locator('#words', { hasText: '2025年规上工业总产值' }).waitFor();
    letGo();
    await other.locator('.words', { hasText: '1638.77亿元' }).waitFor();
    await other.getByRole('link', { name: OUTPUT_CITATION.title }).waitFor();
  });

  it('stands in the page of a site that may show it, by the keyboard too, and of no other', async () => {
    const page = await stranger();
    let origin = '';
    const site = await siteWith(`<script>
      const script = document.createElement('script');
      script.src = new URLSearchParams(location.search).get('desk') + '/widget.js';
      script.dataset.language = 'zh-Hans';
      document.body.append(script);
    </script>`);
    const { server } = await visit(SCRIPTS, { routes: { widgetOrigins: [site] } });
    ({ origin } = server);
    await page.goto(`${site}/?desk=${encodeURIComponent(origin)}`);
    const button = page.getByRole('button', { name: '招商问答' });
    await button.focus();
    await page.keyboard.press('Enter');
    const frame = page.frameLocator('#luodi-widget iframe');
    await frame.getByRole('textbox').fill(QUESTION);
    await frame.getByRole('textbox').press('Enter');
    await frame.getByText('1638.77亿元').first().waitFor();
    await frame.getByRole('textbox').press('Escape');
    await button.waitFor();
    expect(await page.locator('#luodi-widget iframe').isVisible()).toBe(false);

    const stranger2 = await siteWith(`<iframe src="${origin}/embed"></iframe>`);
    await page.goto(stranger2);
    const framed = page.frameLocator('iframe');
    expect(await framed.getByRole('textbox').count()).toBe(0);
  });
});
