import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { describeError } from '../../errors.ts';
import type { Day } from '../../types.ts';
import type { DeskPort } from '../desk-port.ts';
import type { WebLog } from './log.ts';
import { markup } from './markup.ts';
import { NOT_BUILT, readIfPresent } from './page.ts';
import { stateOn } from './public-source.ts';
import { renderFailure, renderMissing, renderSource, type SourcePage } from './source-page.ts';

export interface SourceRoutesOptions {
  /** Folder of the built page, whose `source.html` is filled in. */
  pageDirectory: string;
  /** The day for which a document's state is told, in the park's time zone. */
  today: () => Day;
  log: WebLog;
}

/**
 * `/source/:passage`: a document around one of its passages, as a page that needs no script. `?from=` shows
 * another stretch of it. What the public may not see is answered like what never was.
 */
export function createSourceRoutes(port: DeskPort, { pageDirectory, today, log }: SourceRoutesOptions): Hono {
  const routes = new Hono();
  const template = join(pageDirectory, 'source.html');

  routes.get('/:passage', async (context) => {
    const passage = context.req.param('passage');
    const view = await port.source(passage, 'public', placeOf(context.req.query('from')));
    if (view === undefined) return reply(context, template, 404, renderMissing());
    const address = `/source/${encodeURIComponent(passage)}`;
    const state = stateOn(today(), view.validity);
    return reply(context, template, 200, renderSource(view, { address, state }));
  });
  routes.all('*', (context) => reply(context, template, 404, renderMissing()));
  routes.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, describeError(error));
    return reply(context, template, 500, renderFailure());
  });
  return routes;
}

/** A place in the document; anything else is passed over, as if it had not been asked for. */
function placeOf(from: string | undefined): number | undefined {
  return from !== undefined && /^\d{1,9}$/.test(from) ? Number(from) : undefined;
}

async function reply(
  context: Context,
  template: string,
  status: 200 | 404 | 500,
  page: SourcePage,
): Promise<Response> {
  // A link that is passed on is for who gets it, not for search engines.
  const headers = { 'cache-control': 'no-cache', 'x-robots-tag': 'noindex, nofollow' };
  const built = await readIfPresent(template);
  if (built === undefined) return context.html(NOT_BUILT, 503, headers);
  const parts = { title: await markup`${page.title}`, body: await page.body };
  const html = new TextDecoder()
    .decode(built)
    .replace(/<!--(title|body)-->/g, (_, part: keyof typeof parts) => String(parts[part]));
  return context.html(html, status, headers);
}
