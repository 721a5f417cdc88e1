import type { Context } from 'hono';
import { type Markup, markup } from './markup.ts';
import { NOT_BUILT, readIfPresent } from './page.ts';

/** What is put into a built template. */
export interface BuiltPage {
  title: string;
  body: Markup;
  head?: Markup;
}

/** Fills a template of the built page; a page that is passed on is for who gets it, not for search engines. */
export async function replyWithPage(
  context: Context,
  template: string,
  { status, page }: { status: 200 | 404 | 410 | 500; page: BuiltPage },
): Promise<Response> {
  const headers = { 'cache-control': 'no-cache', 'x-robots-tag': 'noindex, nofollow' };
  const built = await readIfPresent(template);
  if (built === undefined) return context.html(NOT_BUILT, 503, headers);
  const parts = { title: await markup`${page.title}`, body: await page.body, head: (await page.head) ?? '' };
  const html = new TextDecoder()
    .decode(built)
    .replace(/<!--(title|body|head)-->/g, (_, part: keyof typeof parts) => String(parts[part]));
  return context.html(html, status, headers);
}
