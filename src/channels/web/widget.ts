import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { NOT_BUILT, readIfPresent } from './page.ts';

/**
 * `/widget.js`: the button that another site puts on its pages; `/embed`: the desk that it opens there. Which sites
 * may is told to the browser by the page's `frame-ancestors`, see `securityHeaders`.
 */
export function createWidgetRoutes(directory: string): Hono {
  const routes = new Hono();

  routes.get('/embed', async (context) => {
    const page = await readIfPresent(join(directory, 'index.html'));
    if (page === undefined) return context.html(NOT_BUILT, 503);
    return context.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-robots-tag': 'noindex, nofollow',
    });
  });

  routes.get('/widget.js', async (context) => {
    const script = await readIfPresent(join(directory, 'widget.js'));
    if (script === undefined) return context.notFound();
    return replyWithScript(context, script, { 'cross-origin-resource-policy': 'cross-origin' });
  });
  // Part of the page of an answer that is waited for; of no use to other sites.
  routes.get('/waiting.js', async (context) => {
    const script = await readIfPresent(join(directory, 'waiting.js'));
    return script === undefined ? context.notFound() : replyWithScript(context, script, {});
  });
  return routes;
}

/** Kept for a day; for a year by whoever names the version, which is in the answer's `ETag`. */
function replyWithScript(
  context: Context,
  script: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Response {
  const version = createHash('sha256').update(script).digest('hex').slice(0, 12);
  const isNamed = context.req.query('v') === version;
  const all = {
    ...headers,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': isNamed ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    etag: `"${version}"`,
  };
  if (context.req.header('if-none-match') === `"${version}"`) return context.body(null, 304, all);
  return context.body(script, 200, all);
}
