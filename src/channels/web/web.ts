import { randomBytes } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeError } from '../../errors.ts';
import type { Day } from '../../types.ts';
import type { Channel } from '../channel.ts';
import type { About, DeskPort } from '../desk-port.ts';
import { createAfterAnswerRoutes } from './after-answer.ts';
import { createAnswerLinkRoutes } from './answer-link.ts';
import { createChatRoutes } from './chat.ts';
import { createConversationRoutes } from './conversation.ts';
import { createExportRoutes } from './export.ts';
import type { WebLog } from './log.ts';
import { createPageRoutes, securityHeaders } from './page.ts';
import { publicSource } from './public-source.ts';
import { publicMessageOf, refuse } from './refusal.ts';
import { createSessions } from './session.ts';
import { createSourceRoutes } from './source.ts';
import type { VisitorDesk } from './visitor-desk.ts';
import { createVisitorMessages } from './visitor-messages.ts';
import { createWebChannel, type WebChannel } from './web-channel.ts';
import { createWidgetRoutes } from './widget.ts';

export type { WebChannel, WebLog };
export { createWebChannel };

export interface WebRoutesOptions
  extends Omit<VisitorDesk, 'port' | 'sessions' | 'messages' | 'createToken'>,
    Partial<Pick<VisitorDesk, 'createToken'>> {
  /** The channels whose calls come here, to `/channels/<name>`. */
  channels?: readonly Channel[];
  /** Interfaces for programs, each below its path. */
  interfaces?: readonly { path: string; routes: Hono }[];
  /** Origins of the sites that may show the desk within their pages. */
  widgetOrigins: readonly string[];
}

const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * The visitor page and its routes: `/`, `/embed`, `/widget.js`, `/source/:passage`, `/a/:token`, `/s/:token`,
 * `/assets/*`, `/api/chat*`, `/api/conversation`, `/api/feedback`, `/api/share`, `/api/person`, `/api/about`,
 * `/api/source/:passage`, `/api/export/:format`, `/healthz`, `/readyz`; beside them the calls of other channels and
 * the interfaces for programs. Every failure of the interfaces is JSON `{ error: { code, message } }` with a public
 * message only.
 */
export function createWebRoutes(port: DeskPort, options: WebRoutesOptions): Hono {
  const desk: VisitorDesk = {
    ...options,
    port,
    createToken: options.createToken ?? (() => randomBytes(24).toString('base64url')),
    sessions: createSessions(options),
    messages: createVisitorMessages(options),
  };
  const routes = new Hono();
  routes.use('*', securityHeaders(options.widgetOrigins));
  routes.onError((error, context) => {
    options.log.error({ err: error, path: context.req.path }, describeError(error));
    return refuse(context, { status: 500, code: 'failed', message: publicMessageOf(error) });
  });
  mountOthers(routes, options);
  mountHealth(routes, port, options);
  mountApi(routes, desk);
  routes.route('/source', createSourceRoutes(port, options));
  routes.route('/', createAnswerLinkRoutes(desk));
  routes.route('/', createWidgetRoutes(options.pageDirectory));
  routes.route('/', createPageRoutes(options.pageDirectory));
  return routes;
}

/** The other channels and the programs have rules of their own for who may call. */
function mountOthers(routes: Hono, { channels = [], interfaces = [] }: WebRoutesOptions): void {
  for (const { name, handle } of channels.map((channel) => ({
    name: channel.name,
    handle: channel.handle?.bind(channel),
  })))
    if (handle) routes.on(['GET', 'POST'], `/channels/${name}`, (context) => handle(context.req.raw));
  for (const each of interfaces) routes.route(each.path, each.routes);
}

function mountApi(routes: Hono, desk: VisitorDesk): void {
  routes.use('/api/*', ownPagesOnly());
  routes.use(
    '/api/*',
    bodyLimit({
      maxSize: BODY_LIMIT_BYTES,
      onError: (context) =>
        refuse(context, {
          status: 413,
          code: 'too-large',
          message: '内容过长。 / The request is too large.',
        }),
    }),
  );
  mountReading(routes, desk);
  routes.route('/api/chat', createChatRoutes(desk));
  routes.route('/api/conversation', createConversationRoutes(desk));
  routes.route('/api', createAfterAnswerRoutes(desk));
  routes.route('/api/export', createExportRoutes(desk));
  routes.all('/api/*', (context) =>
    refuse(context, {
      status: 404,
      code: 'not-found',
      message: '没有这个接口。 / There is no such interface.',
    }),
  );
}

/**
 * Lets no page of another site do anything in a visitor's name: browsers say where a request comes from
 * (https://w3c.github.io/webappsec-fetch-metadata/). Those that do not, ask first before they send JSON, and are
 * answered no.
 */
function ownPagesOnly(): MiddlewareHandler {
  return async (context, next) => {
    const site = context.req.header('sec-fetch-site') ?? 'none';
    const isReading = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (isReading || site === 'same-origin' || site === 'none') return next();
    const message = '只能在本页提问。 / Please ask on our own page.';
    return refuse(context, { status: 403, code: 'another-site', message });
  };
}

function mountReading(routes: Hono, { port, today }: Pick<VisitorDesk, 'port'> & { today: () => Day }): void {
  routes.get('/api/about', async (context) => {
    context.header('cache-control', 'no-cache');
    return context.json(publicAbout(await port.about()));
  });

  routes.get('/api/source/:passage', async (context) => {
    const view = await port.source(context.req.param('passage'), 'public');
    if (view === undefined) {
      const message = '没有找到这段原文。 / This passage was not found.';
      return refuse(context, { status: 404, code: 'not-found', message });
    }
    context.header('cache-control', 'no-cache');
    return context.json(publicSource(view, today()));
  });
}

function mountHealth(routes: Hono, port: DeskPort, options: Pick<WebRoutesOptions, 'log'>): void {
  routes.get('/healthz', (context) => context.json({ ok: true }));

  routes.get('/readyz', async (context) => {
    try {
      const { documents } = await port.about();
      return context.json({ ready: documents > 0, documents }, documents > 0 ? 200 : 503);
    } catch (error) {
      options.log.error({ err: error }, describeError(error));
      return context.json({ ready: false }, 503);
    }
  });
}

/** Named field by field, as in `public-answer.ts`: nothing new leaves by accident. */
function publicAbout({ name, languages, contact, documents, suggestions }: About): About {
  return { name, languages, contact, documents, suggestions };
}
