import { describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import { STRINGS } from '../web/src/strings.ts';
import { HAS_CHROMIUM } from './support/chromium.ts';
import {
  answerOf,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  play,
  stream,
} from './support/fake-desk.ts';
import { ANSWER, browserSuite, LAPTOP, PHONE, QUESTION, send, useVisitors, ZH } from './support/visitor.ts';

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the visitor page when all is not well'), () => {
  const { visit } = useVisitors();

  it('tells declined, handed over and failed apart', async () => {
    const failing = { ...answerOf({ outcome: 'failed', text: '检索暂时不可用。', composedBy: 'fixed' }) };
    let healthy = false;
    const { page } = await visit({
      航班: play({ type: 'answer', answer: answerOf({ outcome: 'declined', text: '资料里没有提到航班。' }) }),
      找人: play({ type: 'answer', answer: answerOf({ outcome: 'handoff', text: '招商人员会联系您。' }) }),
      产值: (question, signal) => {
        const script = healthy ? stream(ANSWER) : play({ type: 'answer', answer: failing });
        return script(question, signal);
      },
    });
    await send(page, '航班');
    const declined = page.locator('.answer.declined');
    await declined.getByText(ZH.declined, { exact: true }).waitFor();
    expect(await declined.getByRole('link', { name: '0734-8888666' }).getAttribute('href')).toBe(
      'tel:07348888666',
    );
    expect(await declined.getByRole('button', { name: ZH.retry }).count()).toBe(0);
    await send(page, '找人');
    await page.locator('.answer.handoff').getByText('招商服务中心').waitFor();
    await send(page, '产值');
    const failed = page.locator('.answer.failed');
    await failed.getByText('检索暂时不可用。').waitFor();
    healthy = true;
    await failed.getByRole('button', { name: ZH.retry }).click();
    await page.locator('.answer.answered .answer-text').getByText('1638.77').waitFor();
    expect(await page.locator('.turn').count()).toBe(3);
  });

  it('shows only the public sentence of an exception', async () => {
    const { page } = await visit({
      产值: async function* () {
        yield { type: 'status', step: 'searching' };
        throw new AppError('unreachable', 'Qdrant at 10.0.0.5 is down.', {
          publicMessage: '检索暂时不可用。',
        });
      },
    });
    await send(page, '产值');
    await page.getByText('系统出了故障').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('10.0.0.5');
  });

  it('keeps the question while the server is gone, says so, and asks by itself when it is back', async () => {
    const { page, desk } = await visit({ [QUESTION]: stream(ANSWER) });
    await page.route('**/api/chat', (route) => route.abort('connectionrefused'));
    await send(page, QUESTION);
    await page.locator('.reconnecting').getByText(ZH.reconnecting).waitFor();
    await page.unroute('**/api/chat');
    await page.getByText(ZH.copy).waitFor();
    expect(desk.asked).toHaveLength(1);
  });

  it('says when there is no network, and sends nothing then', async () => {
    const { page, desk } = await visit({ [QUESTION]: stream(ANSWER) });
    await page.context().setOffline(true);
    await page.getByRole('alert').getByText(ZH.offline).waitFor();
    await send(page, QUESTION);
    expect(await page.getByRole('textbox').inputValue()).toBe(QUESTION);
    await page.context().setOffline(false);
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('textbox').press('Enter');
    await page.getByText(ZH.copy).waitFor();
    expect(desk.asked).toHaveLength(1);
  });

  it('shows how much room is left near the limit, and sends nothing beyond it', async () => {
    const { page, desk } = await visit({});
    const field = page.getByRole('textbox');
    await field.fill('字'.repeat(1900));
    await page.getByText('还可输入 100 字').waitFor();
    await field.fill('字'.repeat(2003));
    await page.getByText('超出 3 字').waitFor();
    await field.press('Enter');
    expect(await field.inputValue()).toHaveLength(2003);
    expect(desk.asked).toEqual([]);
  });

  it('hands on the earlier questions, and forgets them in a new conversation', async () => {
    const { page, desk } = await visit({ 一: stream(ANSWER), 二: stream(ANSWER), 三: stream(ANSWER) });
    await send(page, '一');
    await page.locator('.turn:nth-of-type(1)').getByText(ZH.copy).waitFor();
    await send(page, '二');
    await page.locator('.turn:nth-of-type(2)').getByText(ZH.copy).waitFor();
    await page.getByRole('button', { name: ZH.newConversation }).click();
    await page.getByText(ZH.greeting).waitFor();
    await send(page, '三');
    await page.getByText(ZH.copy).waitFor();
    expect(desk.asked.map((question) => question.history)).toEqual([[], ['一'], []]);
  });

  it('copies the answer with its sources and the label of AI-written text', async () => {
    const { page, server } = await visit({ [QUESTION]: stream(ANSWER) });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    await send(page, QUESTION);
    await page.getByRole('button', { name: ZH.copy }).click();
    await page.getByText(ZH.copied, { exact: true }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    for (const text of ['1638.77亿元[1]', OUTPUT_CITATION.title, POLICY_CITATION.quote, ZH.aiNotice]) {
      expect(copied).toContain(text);
    }
  });

  it('speaks the visitor’s language, remembers their choice, and always carries the AI notice', async () => {
    const { page } = await visit({ [QUESTION]: stream(ANSWER) }, { device: { ...LAPTOP, locale: 'en-GB' } });
    for (const [button, language] of [
      ['English', 'en'],
      ['繁體中文', 'zh-Hant'],
      ['简体中文', 'zh-Hans'],
    ] as const) {
      if (language !== 'en') await page.getByRole('button', { name: button }).click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.getByText(STRINGS[language].greeting).waitFor();
      expect(await page.getByText(STRINGS[language].aiNotice).isVisible()).toBe(true);
    }
    await page.reload();
    await page.getByText(ZH.greeting).waitFor();
    await send(page, QUESTION);
    await page.getByText(ZH.copy).waitFor();
    expect(await page.getByText(ZH.aiNotice).isVisible()).toBe(true);
  });

  it('fits a screen 320 pixels wide without scrolling sideways, with targets a finger can hit', async () => {
    const long = { ...OUTPUT_CITATION, title: 'x'.repeat(200), locator: 'https://a.example/'.repeat(12) };
    const answer = { ...ANSWER, text: `${'1234567890'.repeat(20)}[1]。`, citations: [long] };
    const device = { ...PHONE, viewport: { width: 320, height: 640 } };
    const { page } = await visit({ [QUESTION]: stream(answer) }, { device });
    await send(page, QUESTION);
    await page.getByText(ZH.copy).waitFor();
    const sideways = () =>
      page.evaluate(
        `[...document.querySelectorAll('html, .scroll, .panel-body')]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => element.className)`,
      );
    expect(await sideways()).toEqual([]);
    const buttons = await page.locator('button:visible:not(.mark button), a.call, a.source-open').all();
    for (const button of buttons) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.locator('.source').click();
    await page.getByText(OUTPUT_SOURCE.after).waitFor();
    expect(await sideways()).toEqual([]);
  });
});
