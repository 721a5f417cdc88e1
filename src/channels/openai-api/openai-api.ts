import { type Context, Hono } from 'hono';
import { describeError } from '../../errors.ts';
import type { Day, Question } from '../../types.ts';
import type { ChannelLog } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';
import { type Access, type AccessOptions, createAccess, RETRY_SECONDS } from '../programs/access.ts';
import { EVENT_STREAM_HEADERS, eventStream } from '../programs/event-stream.ts';
import { finalAnswer } from '../programs/final-answer.ts';
import { type ChatRequest, chatRequest } from './chat-request.ts';
import { type CompletionHead, completionOf, createChunks } from './completion.ts';
import { errorBody, failureOf, MODEL, NO_KEY, noModel, refuse, TOO_MANY, WRONG_KEY } from './refusal.ts';

export interface OpenAiOptions extends AccessOptions {
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
  createId: () => string;
  log: Pick<ChannelLog, 'error'>;
  links: Pick<Links, 'source'>;
  /** Milliseconds between keep-alive comments on a stream; 15,000 unless set. */
  pingEveryMs?: number;
}

/**
 * The desk as a model of OpenAI's interface, for whatever speaks that: `/chat/completions`, `/models`, `/models/:id`
 * below `/v1`. Every failure is OpenAI's `{ error: { message, type, param, code } }` with a public message only.
 */
export function createOpenAiRoutes(port: DeskPort, options: OpenAiOptions): Hono {
  const access = createAccess(options);
  const routes = new Hono();
  routes.onError((error, context) => {
    options.log.error({ err: error, path: context.req.path }, describeError(error));
    return refuse(context, failureOf(error));
  });
  routes.use('*', async (context, next) => {
    if (access.callerOf(context) !== undefined) return next();
    context.header('www-authenticate', 'Bearer');
    return refuse(context, context.req.header('authorization') ? WRONG_KEY : NO_KEY);
  });
  routes.post('/chat/completions', (context) => complete(context, { port, access, options }));
  mountModels(routes, Math.floor(options.clock().getTime() / 1000));
  mountOthers(routes);
  return routes;
}

interface Desk {
  port: DeskPort;
  access: Access;
  options: OpenAiOptions;
}

async function complete(context: Context, { port, access, options }: Desk): Promise<Response> {
  const request = await chatRequest(context.req.raw);
  if ('refusal' in request) return refuse(context, request.refusal);
  if (request.model !== MODEL) return refuse(context, noModel(request.model));
  const caller = access.callerOf(context)!;
  const admission = access.admit(caller);
  const leave = admission.allowed ? access.enter(caller) : undefined;
  if (!leave) {
    context.header('retry-after', String(admission.allowed ? RETRY_SECONDS : admission.retryAfterSeconds));
    return refuse(context, TOO_MANY);
  }
  const gone = new AbortController();
  context.req.raw.signal.addEventListener('abort', () => gone.abort(), { once: true });
  const { text, history } = request;
  const question: Question = { text, history, audience: 'public', asOf: options.today() };
  const head: CompletionHead = {
    id: `chatcmpl-${options.createId()}`,
    created: Math.floor(options.clock().getTime() / 1000),
  };
  const answer = () => finalAnswer(port.answer(question, gone.signal)).finally(leave);
  context.header('cache-control', 'no-store');
  if (!request.isStream) return context.json(completionOf(head, await answer(), options.links));
  const events = () => streamed(head, request, { answer, gone, options });
  const { pingEveryMs = 15_000 } = options;
  return context.body(
    eventStream({ events, pingEveryMs, onCancel: () => gone.abort() }),
    200,
    EVENT_STREAM_HEADERS,
  );
}

interface Streaming {
  answer: () => ReturnType<typeof finalAnswer>;
  gone: AbortController;
  options: OpenAiOptions;
}

/** The data of the events of a stream; a failure is an event in place of the rest. */
async function* streamed(
  head: CompletionHead,
  request: ChatRequest,
  { answer, gone, options }: Streaming,
): AsyncGenerator<string> {
  const chunks = createChunks(head, request);
  yield JSON.stringify(chunks.begin());
  try {
    for (const chunk of chunks.rest(await answer(), options.links)) yield JSON.stringify(chunk);
  } catch (error) {
    if (!gone.signal.aborted) options.log.error({ err: error, id: head.id }, describeError(error));
    yield JSON.stringify(errorBody(failureOf(error)));
  }
  yield '[DONE]';
}

function mountModels(routes: Hono, created: number): void {
  const model = { id: MODEL, object: 'model', created, owned_by: 'luodi' };
  routes.get('/models', (context) => context.json({ object: 'list', data: [model] }));
  routes.get('/models/:id', (context) => {
    const id = context.req.param('id');
    return id === MODEL ? context.json(model) : refuse(context, noModel(id));
  });
}

/** What a program may do at each address, by its methods. */
const METHODS = { '/chat/completions': 'POST', '/models': 'GET', '/models/:id': 'GET' };

function mountOthers(routes: Hono): void {
  for (const [path, method] of Object.entries(METHODS)) {
    routes.all(path, (context) => {
      context.header('allow', method);
      const message = `这里只接受 ${method}。 / Only ${method} is allowed here.`;
      return refuse(context, { status: 405, message, code: 'method_not_allowed' });
    });
  }
  routes.all('*', (context) => {
    const message = '没有这个接口。 / There is no such interface.';
    return refuse(context, { status: 404, message, code: 'unknown_url' });
  });
}
