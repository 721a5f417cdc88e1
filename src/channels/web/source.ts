import { join } from 'node:path';
import { Hono } from 'hono';
import { describeError } from '../../errors.ts';
import type { Day } from '../../types.ts';
import type { DeskPort } from '../desk-port.ts';
import type { WebLog } from './log.ts';
import { stateOn } from './public-source.ts';
import { renderFailure, renderMissing, renderSource } from './source-page.ts';
import { replyWithPage } from './template.ts';

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
    if (view === undefined) return replyWithPage(context, template, { status: 404, page: renderMissing() });
    const address = `/source/${encodeURIComponent(passage)}`;
    const state = stateOn(today(), view.validity);
    return replyWithPage(context, template, { status: 200, page: renderSource(view, { address, state }) });
  });
  routes.all('*', (context) => replyWithPage(context, template, { status: 404, page: renderMissing() }));
  routes.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, describeError(error));
    return replyWithPage(context, template, { status: 500, page: renderFailure() });
  });
  return routes;
}

/** A place in the document; anything else is passed over, as if it had not been asked for. */
function placeOf(from: string | undefined): number | undefined {
  return from !== undefined && /^\d{1,9}$/.test(from) ? Number(from) : undefined;
}
