import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deltasOf, writeStream } from './openai-stream.ts';
import { hashedVector } from './openai-vectors.ts';

export interface EndpointMessage {
  role: string;
  content: string;
}

/** What the model says: a text, or its deltas as they are to arrive, after its reasoning and before its calls. */
export type ChatReply =
  | string
  | { deltas: string[]; reasoning?: string[]; calls?: FunctionCall[]; finish?: string };

export interface FunctionCall {
  name: string;
  /** JSON, unless the model errs. */
  arguments: string;
}

/** What goes wrong with one request. `after` counts the deltas, or reasoning deltas, that still arrive. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: object | string }
  /** The connection is closed, or kept open, without an answer. */
  | { kind: 'reset' }
  | { kind: 'silence' }
  | { kind: 'content-type'; type: string; body: string }
  | { kind: 'stall'; after: number }
  | { kind: 'cut'; after: number }
  | { kind: 'end-early'; after: number }
  | { kind: 'broken-json'; after: number }
  | { kind: 'error-event'; after: number; message: string }
  | { kind: 'slow'; gapMs: number }
  | { kind: 'endless' }
  | { kind: 'empty-choices' }
  | { kind: 'split-characters' }
  | { kind: 'finish'; reason: string }
  /** Without a finish reason, without `[DONE]`, and open for ever after the finish reason. */
  | { kind: 'no-finish' }
  | { kind: 'no-done' }
  | { kind: 'no-end' }
  /** Changes the items of an embeddings response. */
  | { kind: 'vectors'; change: (items: EmbeddingItem[]) => unknown[] };

export interface EmbeddingItem {
  object: 'embedding';
  index: number;
  embedding: number[] | string;
}

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body: any;
  /** Resolves when the exchange is over, by either side. */
  closed: Promise<void>;
}

export interface EndpointSetup {
  /** The key that is accepted; without one, every request is. */
  apiKey?: string;
  chatModel?: string;
  embeddingModel?: string;
  dimension?: number;
  /** The embedding model itself; hashed characters where absent. */
  vectorOf?: (text: string, dimension: number) => number[];
  /** Inputs an embeddings request may have; OpenAI's limit is 2048. */
  maxInputs?: number;
  reply?: (messages: EndpointMessage[], request: ChatRequestBody) => ChatReply;
  /** What a chat request may not ask for; refused with 400, naming it. */
  refuses?: readonly (keyof ChatRequestBody)[];
}

/** What of a chat request an endpoint may not know. */
export interface ChatRequestBody {
  temperature?: number;
  response_format?: object;
  stream_options?: object;
  tools?: { type: 'function'; function: { name: string; parameters?: object } }[];
  tool_choice?: string | { type: 'function'; function: { name: string } };
}

export interface OpenAiEndpoint {
  /** With `/v1`, as clients are given it. */
  baseUrl: string;
  /** Every request in the order of arrival: the oracle of a test. */
  requests: ReceivedRequest[];
  /** Queues what goes wrong with the next POST requests, one each; `undefined` lets one through. */
  fail(...faults: (Fault | undefined)[]): void;
  close(): Promise<void>;
}

interface State {
  setup: Required<Omit<EndpointSetup, 'apiKey'>> & { apiKey: string };
  faults: (Fault | undefined)[];
}

/** Starts an endpoint on loopback that behaves as OpenAI documents its chat completions and embeddings. */
export async function startOpenAiEndpoint(setup: EndpointSetup = {}): Promise<OpenAiEndpoint> {
  const state: State = {
    faults: [],
    setup: {
      apiKey: '',
      chatModel: 'chat-test',
      embeddingModel: 'embedding-test',
      dimension: 256,
      vectorOf: hashedVector,
      maxInputs: 2048,
      reply: (messages) => messages.at(-1)?.content ?? '',
      refuses: [],
      ...setup,
    },
  };
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const text = await readBody(request);
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url, headers, body: parseJson(text), closed });
    response.setHeader('x-request-id', `req_${requests.length}`);
    await handle(requests.at(-1)!, response, state);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    fail: (...faults) => state.faults.push(...faults),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function handle(request: ReceivedRequest, response: ServerResponse, state: State): Promise<void> {
  const { setup } = state;
  if (request.path === '/healthz') return sendJson(response, 200, { status: 'ok' });
  if (setup.apiKey && request.headers.authorization !== `Bearer ${setup.apiKey}`) {
    return refuseKey(response, request.headers.authorization);
  }
  if (request.method === 'GET' && request.path === '/v1/models') {
    const data = [setup.chatModel, setup.embeddingModel].map((id) => ({
      id,
      object: 'model',
      owned_by: 'test',
    }));
    return sendJson(response, 200, { object: 'list', data });
  }
  const answer = { '/v1/chat/completions': complete, '/v1/embeddings': embed }[request.path];
  if (!answer || request.method !== 'POST') {
    return sendError(response, { status: 404, message: `Invalid URL (${request.method} ${request.path})` });
  }
  const fault = state.faults.shift();
  switch (fault?.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'silence':
      return;
    case 'status':
      return sendJson(response, fault.status, fault.body ?? faultEnvelope(fault.status), fault.headers);
    case 'content-type':
      response.writeHead(200, { 'content-type': fault.type }).end(fault.body);
      return;
  }
  return answer({ request, response, setup, fault });
}

interface Exchange {
  request: ReceivedRequest;
  response: ServerResponse;
  setup: State['setup'];
  fault?: Fault;
}

async function complete({ request, response, setup, fault }: Exchange): Promise<void> {
  const { model, messages, stream, stream_options: options } = request.body ?? {};
  if (model !== setup.chatModel) return refuseModel(response, model);
  if (!Array.isArray(messages) || messages.length === 0) {
    return sendError(response, {
      status: 400,
      message: "Missing required parameter: 'messages'.",
      param: 'messages',
    });
  }
  const unknown = setup.refuses.find((name) => request.body[name] !== undefined);
  if (unknown) {
    const message = `This ${unknown} type is unavailable now`;
    return sendError(response, { status: 400, message, code: 'invalid_request_error' });
  }
  if (request.body.tool_choice !== undefined && !request.body.tools) {
    const message =
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.";
    return sendError(response, { status: 400, message, param: 'tool_choice' });
  }
  const reply = setup.reply(messages, request.body);
  if (stream) {
    const includeUsage = options?.include_usage === true;
    return writeStream(response, {
      model,
      reply,
      fault,
      includeUsage,
      finish: finishOf(reply, request.body),
    });
  }
  const content = deltasOf(reply)
    .map((delta) => ('content' in delta ? delta.content : ''))
    .join('');
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  sendJson(response, 200, { id: 'chatcmpl-1', object: 'chat.completion', model, choices: [choice] });
}

/** OpenAI ends in `stop` where a function had to be called, in `tool_calls` where the model chose to. */
function finishOf(reply: ChatReply, { tool_choice: choice }: ChatRequestBody): string {
  if (typeof reply === 'string') return 'stop';
  return reply.finish ?? (reply.calls?.length && typeof choice !== 'object' ? 'tool_calls' : 'stop');
}

async function embed({ request, response, setup, fault }: Exchange): Promise<void> {
  const { model, input, encoding_format: format = 'float', dimensions } = request.body ?? {};
  if (model !== setup.embeddingModel) return refuseModel(response, model);
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  const isText = (text: unknown) => typeof text === 'string' && text !== '';
  if (texts.length === 0 || texts.length > setup.maxInputs || !texts.every(isText)) {
    return sendError(response, { status: 400, message: "'$.input' is invalid.", param: null });
  }
  const items = (texts as string[]).map((text, index): EmbeddingItem => {
    const vector = setup.vectorOf(text, dimensions ?? setup.dimension);
    const embedding = format === 'base64' ? toBase64(vector) : vector;
    return { object: 'embedding', index, embedding };
  });
  const data = fault?.kind === 'vectors' ? fault.change(items) : items;
  sendJson(response, 200, { object: 'list', data, model, usage: { prompt_tokens: 1, total_tokens: 1 } });
}

/** The form in which OpenAI sends vectors asked for as base64: little-endian 32-bit floats. */
export function toBase64(vector: number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

function refuseKey(response: ServerResponse, authorization = ''): void {
  const key = authorization.replace(/^Bearer /, '');
  const message = key ? `Incorrect API key provided: ${key}.` : "You didn't provide an API key.";
  sendError(response, { status: 401, message, code: key ? 'invalid_api_key' : undefined });
}

function refuseModel(response: ServerResponse, model: string): void {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  sendError(response, { status: 404, message, code: 'model_not_found' });
}

function faultEnvelope(status: number): object {
  const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message: `Scripted failure ${status}`, type, param: null, code: null } };
}

function sendError(
  response: ServerResponse,
  error: { status: number; message: string; param?: string | null; code?: string },
): void {
  const { status, message, param = null, code = null } = error;
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param, code } });
}

function sendJson(response: ServerResponse, status: number, body: object | string, headers = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
