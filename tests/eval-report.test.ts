import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { HAS_CHROMIUM, launchChromium } from './support/chromium.ts';
import { testFolder } from './support/command-line.ts';
import { type Asked, cited, reportOf } from './support/evaluated.ts';
import { browserSuite, LAPTOP, PHONE } from './support/visitor.ts';

const ASKED: Asked[] = [
  [
    { type: 'number', lang: 'zh-Hans', question: '标准厂房月租金多少？', must: [['12元']], evidence: '12元' },
    {
      text: '标准厂房月租金为每平方米15元[1]。',
      citations: [cited('标准厂房月租金为每平方米12元。', '每平方米12元')],
    },
  ],
  [
    {
      type: 'fact',
      lang: 'en',
      question: 'Who runs the zone?',
      history: ['Where is the zone?'],
      must: [['Li Ming', '李明']],
    },
    { outcome: 'declined', text: 'The documents do not say.', tokens: { prompt: 900, completion: 20 } },
  ],
  [
    { type: 'unanswerable', lang: 'zh-Hant', question: '2019年的稅收是多少？', outcome: 'declined' },
    { text: '2019年稅收5億元。' },
  ],
  [
    { type: 'number', lang: 'en', question: 'How high is the price of power?', must: [['0.65']] },
    { text: 'RMB 0.65 [1].', citations: [cited('工业用电电价为每千瓦时0.65元。')] },
  ],
];

describe('a report', () => {
  it('puts each question to look at beside what was wanted, what it cites, and what is missing', () => {
    const page = reportOf(ASKED);
    expect(page).toContain('<b>1</b> / 4');
    expect(page).toContain('标准厂房月租金为<mark>每平方米12元</mark>。');
    expect(page).toMatch(/缺少<\/span> <span class="en" lang="en">without<\/span> <b>12元<\/b>/);
    expect(page).toMatch(/not in a quote:<\/span> <b>15<\/b>/);
    expect(page).toContain('Where is the zone?');
    expect(page.match(/<article /g)).toHaveLength(4);
    expect(page.match(/<details/g)).toHaveLength(1);
  });

  it('names what turned since the earlier run, from what to what', () => {
    const before = [{ outcome: 'declined' as const, text: '资料中没有。' }, { text: 'Li Ming' }];
    const page = reportOf(ASKED, [...before, ASKED[2]![1], ASKED[3]![1]]);
    const comparison = /<section id="comparison"[\s\S]*?<\/section>/.exec(page)![0];
    expect(comparison).toMatch(
      /变差：2题[\s\S]*g1[\s\S]*资料中没有。[\s\S]*15元[\s\S]*g2[\s\S]*Li Ming[\s\S]*变好：无/,
    );
    expect(comparison).not.toContain('g4');
  });

  it('marks words once where highlights overlap, and takes a highlight past the end as it is', () => {
    const quote = '一二三四五';
    const highlights = [
      { start: 2, end: 4 },
      { start: 1, end: 3 },
      { start: 4, end: 9 },
    ];
    const page = reportOf([[{}, { text: '1', citations: [{ ...cited(quote), highlights }] }]]);
    expect(page).toContain('<blockquote>一<mark>二三</mark><mark>四</mark><mark>五</mark></blockquote>');
  });

  it('is made of questions of which nothing is known, and of none at all', () => {
    expect(reportOf([[{ outcome: 'declined' }, { outcome: 'declined' }]])).toContain('没有需要查看的题目。');
    expect(reportOf([])).toContain('<b>0</b> / 0');
  });
});

const ATTACKS = [
  '<script>window.broken=1</script>',
  '</script><img src=x onerror="window.broken=1">',
  '"><svg onload=window.broken=1>',
  "' onfocus='window.broken=1' autofocus x='",
  '</style><iframe src="https://evil.example/"></iframe>',
  '<!--<a href="javascript:window.broken=1">[1]</a>-->',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '&lt;b&gt;\u202e\u0000\u001b[31m',
];

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the report in a browser'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** Opens a report from the disk, and keeps account of what it loads and complains of. */
  async function open(html: string, device: BrowserContextOptions = LAPTOP) {
    const file = join(await testFolder({}), 'report.html');
    await writeFile(file, html);
    const context = await browser.newContext(device);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const loaded: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
    return { page, loaded, complaints };
  }

  const sideways = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it('runs and loads nothing of what questions, answers and documents say', async () => {
    const asked = ATTACKS.map(
      (attack, at): Asked => [
        {
          id: `${attack}${at}`,
          type: attack,
          lang: attack,
          question: attack,
          history: [attack],
          must: [[attack, 'x']],
          forbid: [attack],
          evidence: attack,
        },
        {
          text: `${attack}[1] 7`,
          citations: [{ ...cited(attack, attack), title: attack, locator: attack, document: attack }],
        },
      ],
    );
    const before = ATTACKS.map((attack) => ({ outcome: 'declined' as const, text: attack }));
    const { page, loaded, complaints } = await open(reportOf(asked, before));
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(loaded).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(await page.locator('script, iframe, img, link, meta[http-equiv=refresh]').count()).toBe(1);
    expect(await page.locator('#cards h3').allTextContents()).toHaveLength(ATTACKS.length);
    expect(await page.locator('#cards h3').first().textContent()).toBe(ATTACKS[0]);
    expect(await page.locator('#filter option').nth(1).getAttribute('value')).toBe(ATTACKS[0]);
  });

  it.each([
    ['a laptop', LAPTOP],
    ['a phone', PHONE],
    ['a phone in the dark', { ...PHONE, colorScheme: 'dark' as const }],
  ])('fits %s without complaint', async (_name, device) => {
    const long = { ...ASKED[0]![0], id: 'x'.repeat(300), question: 'Wieviel'.repeat(100) };
    const before = ASKED.map(() => ({ outcome: 'failed' as const, text: 'https://'.padEnd(400, 'a') }));
    const { page, complaints } = await open(reportOf([...ASKED, [long, ASKED[0]![1]]], before), device);
    expect(await sideways(page)).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('filters by type, language and fault from the keyboard, and says how many are shown', async () => {
    const { page } = await open(reportOf(ASKED));
    const shown = page.locator('#cards > article:visible');
    const said = page.getByRole('status');
    const choice = (name: string) => page.getByRole('combobox', { name });
    expect(await said.textContent()).toBe('显示 3 / 3 shown');
    await choice('语言 Language').focus();
    await page.keyboard.press('ArrowDown');
    expect(await shown.count()).toBe(1);
    expect(await said.textContent()).toBe('显示 1 / 3 shown');
    await choice('语言 Language').selectOption('');
    await choice('问题 Fault').selectOption('untraced');
    expect(await shown.locator('h3').allTextContents()).toEqual([
      '标准厂房月租金多少？',
      '2019年的稅收是多少？',
    ]);
    await choice('题型 Type').selectOption('number');
    expect(await shown.count()).toBe(1);
  });

  it('shows everything without script, and no filter that would do nothing', async () => {
    const { page } = await open(reportOf(ASKED), { ...LAPTOP, javaScriptEnabled: false });
    expect(await page.locator('#cards > article:visible').count()).toBe(3);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await page.locator('summary').click();
    expect(await page.getByText('工业用电电价为每千瓦时0.65元。').isVisible()).toBe(true);
  });

  it('names its parts, tables and heads to who cannot see them', async () => {
    const { page } = await open(
      reportOf(
        ASKED,
        ASKED.map(([, given]) => given),
      ),
    );
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    for (const name of ['总览 Totals', '较上次 Since the last run', '应有结果与实际结果 Outcomes']) {
      expect(await page.getByRole('region', { name, exact: true }).count(), name).toBe(1);
    }
    const outcomes = page.getByRole('region', { name: '结果 Outcomes', exact: true });
    const row = outcomes
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: '婉拒 declined' }) });
    expect(await row.getByRole('cell').first().textContent()).toMatch(/^1/);
    const mark = page.getByRole('link', { name: '来源 1 source 1' }).first();
    await mark.focus();
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#q1-c1$/);
  });

  it('prints without the filter, dark on white even where the screen is dark', async () => {
    const { page } = await open(reportOf(ASKED), { ...LAPTOP, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
  });
});
