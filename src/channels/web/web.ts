import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { drawChart } from '../../charts/draw.ts';
import { describeError } from '../../errors.ts';
import type { Day } from '../../types.ts';
import type { About, DeskPort } from '../desk-port.ts';
import { chatRequest } from './chat-request.ts';
import { createExportRoutes } from './export.ts';
import type { WebLog } from './log.ts';
import { createPageRoutes, securityHeaders } from './page.ts';
import { publicSource } from './public-source.ts';
import { type AdmissionOptions, createAdmission, publicMessageOf, refuse } from './refusal.ts';
import { createSourceRoutes } from './source.ts';
import { uiMessageStream } from './ui-message-stream.ts';

export type { WebLog };

export interface WebRoutesOptions extends AdmissionOptions {
  /** Folder of the built page, `web/dist`. */
  pageDirectory: string;
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
  createId: () => string;
  log: WebLog;
  /** Milliseconds between keep-alive comments on a stream; 15,000 unless set. */
  pingEveryMs?: number;
}

const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * The visitor page and its routes: `/`, `/source/:passage`, `/assets/*`, `/api/chat`, `/api/about`,
 * `/api/source/:passage`, `/api/export/:format`, `/healthz`, `/readyz`. Every failure of the interfaces is JSON
 * `{ error: { code, message } }` with a public message only.
 */
export function createWebRoutes(port: DeskPort, options: WebRoutesOptions): Hono {
  const routes = new Hono();
  routes.use('*', securityHeaders());
  routes.onError((error, context) => {
    options.log.error({ err: error, path: context.req.path }, describeError(error));
    return refuse(context, { status: 500, code: 'failed', message: publicMessageOf(error) });
  });
  mountChat(routes, port, options);
  mountReading(routes, port, options);
  mountHealth(routes, port, options);
  routes.route('/api/export', createExportRoutes(port, options));
  routes.all('/api/*', (context) =>
    refuse(context, {
      status: 404,
      code: 'not-found',
      message: '没有这个接口。 / There is no such interface.',
    }),
  );
  routes.route('/source', createSourceRoutes(port, options));
  routes.route('/', createPageRoutes(options.pageDirectory));
  return routes;
}

function mountChat(routes: Hono, port: DeskPort, options: WebRoutesOptions): void {
  const admit = createAdmission(options);
  const limit = bodyLimit({
    maxSize: BODY_LIMIT_BYTES,
    onError: (context) =>
      refuse(context, { status: 413, code: 'too-large', message: '内容过长。 / The request is too large.' }),
  });

  routes.post('/api/chat', limit, async (context) => {
    const asked = await chatRequest(context.req.raw);
    if ('refusal' in asked) return refuse(context, { status: 400, ...asked.refusal });
    const refusal = admit(
      context,
      '提问太频繁，请稍候再问。 / Too many questions at once; please wait a moment.',
    );
    if (refusal) return refusal;
    const question = { ...asked, audience: 'public' as const, asOf: options.today() };
    return streamAnswer(context, { port, question, options });
  });
}

interface Streaming {
  port: DeskPort;
  question: Parameters<DeskPort['answer']>[0];
  options: WebRoutesOptions;
}

function streamAnswer(context: Context, { port, question, options }: Streaming): Response {
  const gone = new AbortController();
  context.req.raw.signal.addEventListener('abort', () => gone.abort(), { once: true });
  const messageId = options.createId();
  const stream = uiMessageStream({
    answer: () => port.answer(question, gone.signal),
    messageId,
    drawChart,
    pingEveryMs: options.pingEveryMs ?? 15_000,
    onCancel: () => gone.abort(),
    onError: (error) => {
      if (!gone.signal.aborted) options.log.error({ err: error, messageId }, describeError(error));
      return publicMessageOf(error);
    },
  });
  return context.body(stream, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-vercel-ai-ui-message-stream': 'v1',
  });
}

function mountReading(routes: Hono, port: DeskPort, options: WebRoutesOptions): void {
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
    return context.json(publicSource(view, options.today()));
  });
}

function mountHealth(routes: Hono, port: DeskPort, options: WebRoutesOptions): void {
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

/** Named field by field, as in `ui-message-stream.ts`: nothing new leaves by accident. */
function publicAbout({ name, languages, contact, documents, suggestions }: About): About {
  return { name, languages, contact, documents, suggestions };
}
