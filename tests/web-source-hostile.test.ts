import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceBlock, SourceView } from '../src/channels/desk-port.ts';
import { createFakeDesk, POLICY_SOURCE } from './support/fake-desk.ts';
import { webRoutes } from './support/web-routes.ts';

/** Lists of payloads beside the checkout, where they are there. */
const LISTS = ['xss-quick.txt', 'xss-polyglots.txt']
  .map((name) => new URL(`../../shared/hostile/text/${name}`, import.meta.url))
  .filter((list) => existsSync(list));
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></head><body onload=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '<!--body--><!--title-->',
  '$&$`$1',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '[a](javascript:alert(1)) ![b](https://evil.example/pixel.png)',
  ...LISTS.flatMap((list) => readFileSync(list, 'utf8').split('\n')).filter((line) => line.trim() !== ''),
];

let pageDirectory: string;
beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'luodi-hostile-'));
  await copyFile(join(import.meta.dirname, '..', 'web', 'source.html'), join(pageDirectory, 'source.html'));
});
afterAll(() => rm(pageDirectory, { recursive: true }));

async function pageOf(view: Partial<SourceView>): Promise<string> {
  const desk = createFakeDesk({ sources: { p: { ...POLICY_SOURCE, ...view } } });
  const response = await webRoutes(desk, { pageDirectory }).routes.request('/source/p');
  expect(response.status).toBe(200);
  return response.text();
}

/** A document in which every text is the payload. */
function viewOf(text: string): Partial<SourceView> {
  const cited = { start: 0, end: text.length };
  const kept = { page: 1, sheet: text, text };
  const row = (number: number): SourceBlock => ({
    ...kept,
    kind: 'table-row',
    table: text,
    row: number,
    text: `${text}：${text}；金额：${text}`,
  });
  const blocks: SourceBlock[] = [
    { ...kept, kind: 'heading', level: 1 },
    { ...kept, kind: 'paragraph', cited },
    { ...kept, kind: 'list-item' },
    { ...kept, kind: 'caption' },
    row(1),
    row(2),
    { ...row(3), text: `${text}的行` },
  ];
  const texts = { title: text, park: text, zone: text, documentNumber: text, locator: text, sourceUrl: text };
  const validity = { to: '2025-12-31', successor: text };
  return { ...texts, passage: text, validity, window: { blocks, from: 1, total: 9 } };
}

describe('a document that attacks its readers', () => {
  const elementsOf = (html: string) =>
    [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/g)].map(
      (match) => `${match[1]}${match[2]!.replace(/(href|id|colspan)="[^"]*"/g, '$1')}`,
    );

  it.each(PAYLOADS)('stays text: %s', async (payload) => {
    const [harmless, attacked] = await Promise.all([pageOf(viewOf('园区概况')), pageOf(viewOf(payload))]);
    // The same elements with the same attributes as of a document that does no harm, languages apart.
    const structure = (html: string) => [...new Set(elementsOf(html))].filter((name) => !/lang="/.test(name));
    expect(structure(attacked).filter((element) => !structure(harmless).includes(element))).toEqual([]);
    expect(
      attacked.match(/<(script|img|svg|iframe|form|input|object|embed|base|style|video)\b/gi),
    ).toBeNull();
    const { document } = parseHTML(attacked);
    for (const link of attacked.matchAll(/<a\b[^>]*href="([^"]*)"/g)) {
      expect(link[1]).toMatch(/^(\/|#validity|\/source\/p(\?from=\d+)?#\w+)$/);
    }
    const visible = payload.replace(/\s+/g, ' ').trim();
    expect(document.querySelector('h1')!.textContent!.replace(/\s+/g, ' ').trim()).toBe(visible);
  });

  it('hides nothing in what nobody can see', async () => {
    const html = await pageOf(viewOf('园\u202e区\u200b\u{e0041}概\u2066况'));
    expect(html).toContain('<h1 lang="zh">园区概况</h1>');
    expect(html).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u);
  });

  it.each([
    ['https://www.jiangchuan.example/a?b=1&c="2"', 'www.jiangchuan.example'],
    ['http://www.jiangchuan.example:8080/', 'www.jiangchuan.example:8080'],
    ['https://www.gov.example@evil.example/', 'evil.example'],
  ])('links out with the host in sight: %s', async (sourceUrl, host) => {
    const { document } = parseHTML(await pageOf({ sourceUrl }));
    const link = document.querySelector('.original a')!;
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(link.getAttribute('href')).toBe(new URL(sourceUrl).href);
    expect(link.querySelector('.host')!.textContent).toBe(host);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//evil.example', 'evil', ''])(
    'does not link to what is no web address: %s',
    async (sourceUrl) => {
      expect(await pageOf({ sourceUrl })).not.toContain('class="original"');
    },
  );
});
