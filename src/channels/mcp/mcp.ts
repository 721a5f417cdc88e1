import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { AppError, describeError } from '../../errors.ts';
import type { DeskPort } from '../desk-port.ts';
import { type Access, type AccessOptions, createAccess } from '../programs/access.ts';
import { readJson } from '../programs/json-body.ts';
import { createMcpDesk, type McpDesk, type McpDeskOptions } from './desk.ts';
import { registerResources } from './resources.ts';
import { registerTools } from './tools.ts';

export interface McpOptions extends AccessOptions, McpDeskOptions {
  /** Origins whose pages may call; programs that are no page send none. */
  allowedOrigins: readonly string[];
}

const BODY_LIMIT_BYTES = 256 * 1024;
/** The protocol's version 2025-03-26 has batches; each of their calls counts. */
const LARGEST_BATCH = 10;
/** Requests that cost something. */
const COUNTED = /^(?:tools\/call|resources\/read)$/;

/**
 * The desk as an MCP server at one address, Streamable HTTP without sessions: `POST` only. Read-only tools and the
 * documents that the public may see.
 */
export function createMcpRoutes(port: DeskPort, options: McpOptions): Hono {
  const access = createAccess(options);
  const origins = [...options.allowedOrigins];
  const routes = new Hono();
  routes.onError((error, context) => {
    options.log.error({ err: error, path: context.req.path }, describeError(error));
    return refuse(context, 500, new AppError('unreachable', '').publicMessage);
  });
  routes.use('*', async (context, next) => {
    // Another site's page must not call in its visitor's place, nor reach a desk of the visitor's own network.
    const origin = context.req.header('origin');
    if (origin === undefined || origins.includes(origin)) return next();
    return refuse(context, 403, 'This origin may not call.');
  });
  routes.use('*', cors({ origin: origins, allowMethods: ['POST'], allowHeaders: HEADERS, maxAge: 600 }));
  routes.use('*', async (context, next) => {
    if (access.callerOf(context) !== undefined) return next();
    context.header('www-authenticate', 'Bearer');
    return refuse(context, 401, 'A valid API key is needed: "Authorization: Bearer KEY".');
  });
  routes.post('/', (context) => call(context, { port, access, options }));
  routes.all('/', (context) => {
    context.header('allow', 'POST');
    return refuse(
      context,
      405,
      'Method not allowed: this server has no sessions and sends nothing by itself.',
    );
  });
  routes.all('*', (context) => refuse(context, 404, 'There is no such interface.'));
  return routes;
}

const HEADERS = ['authorization', 'content-type', 'accept', 'mcp-protocol-version', 'mcp-session-id'];

interface Desk {
  port: DeskPort;
  access: Access;
  options: McpOptions;
}

async function call(context: Context, { port, access, options }: Desk): Promise<Response> {
  const read = await readJson(context.req.raw, BODY_LIMIT_BYTES);
  if ('fault' in read)
    return read.fault === 'too-large'
      ? refuse(context, 413, 'The request is too large.')
      : refuse(context, 400, 'Parse error: the body is not JSON.', -32700);
  const { body } = read;
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  if (messages.length === 0 || messages.length > LARGEST_BATCH)
    return refuse(context, 400, `A batch has from 1 to ${LARGEST_BATCH} messages.`, -32600);
  for (const message of messages) {
    if (!COUNTED.test(methodOf(message))) continue;
    const admission = access.admit(access.callerOf(context)!);
    if (admission.allowed) continue;
    context.header('retry-after', String(admission.retryAfterSeconds));
    return refuse(
      context,
      429,
      `Too many calls at once; try again in ${admission.retryAfterSeconds} seconds.`,
    );
  }
  const enter = () => access.enter(access.callerOf(context)!);
  return respond(context.req.raw, body, { port, options, enter });
}

/** A server and a transport for this request alone: without sessions, ids of two clients would meet in one. */
async function respond(
  request: Request,
  parsedBody: unknown,
  { port, options, enter }: Pick<Desk, 'port' | 'options'> & { enter: McpDesk['enter'] },
): Promise<Response> {
  const gone = new AbortController();
  request.signal.addEventListener('abort', () => gone.abort(), { once: true });
  const desk = createMcpDesk(port, { ...options, enter, signal: gone.signal });
  const isFirst = methodOf(parsedBody) === 'initialize';
  const title = isFirst ? (await port.about()).name : 'Luodi';
  const instructions = `The answering desk of ${title}. ${INSTRUCTIONS}`;
  const server = new McpServer(
    { name: 'luodi', title, version: VERSION },
    { instructions, maxToolInputElements: 100 },
  );
  registerTools(server, desk);
  registerResources(server, desk);
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody });
}

/** Of what the tools take and give; not that of Luodi. */
const VERSION = '1.0.0';
const INSTRUCTIONS =
  'Its answers come from the documents of the park alone, with the source of every figure: give the sources along, ' +
  'and say so where it declines. Use ask for a question, search_documents and read_source for the wording of a rule.';

function methodOf(message: unknown): string {
  return String((message as { method?: unknown } | null)?.method);
}

/** An error that belongs to no request of the protocol. */
function refuse(
  context: Context,
  status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500,
  message: string,
  code = -32000,
) {
  return context.json({ jsonrpc: '2.0', error: { code, message }, id: null }, status);
}
