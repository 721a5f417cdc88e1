import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { hashedVector } from './openai-vectors.ts';

/** One score as it goes out, before it has the form's names. */
export interface Scored {
  index: number;
  score: unknown;
}

/** What goes wrong with one request. */
export type RerankFault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body: object | string }
  | { kind: 'reset' }
  | { kind: 'silence' }
  | { kind: 'body'; type: string; body: string }
  /** Changes the scores, which are sorted best first. */
  | { kind: 'scores'; change: (items: Scored[]) => Scored[] };

export interface RerankSetup {
  form: 'cohere' | 'jina' | 'tei';
  /** The key that is accepted; without one, every request is. */
  apiKey?: string;
  model?: string;
  /** Texts a request may have; 32 is what Text Embeddings Inference takes as it comes. */
  maxTexts?: number;
}

export interface RerankEndpoint {
  /** Up to and without `/rerank`. */
  baseUrl: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  requests: { headers: IncomingHttpHeaders; body: any }[];
  /** Queues what goes wrong with the next requests, one each; `undefined` lets one through. */
  fail(...faults: (RerankFault | undefined)[]): void;
  close(): Promise<void>;
}

const PATHS = { cohere: '/v2', jina: '/v1', tei: '' };

/**
 * Starts an endpoint on loopback that reranks as Cohere, Jina or Text Embeddings Inference document it, with
 * their words when they refuse. Texts that share characters with the query score high.
 */
export async function startRerankEndpoint(given: RerankSetup): Promise<RerankEndpoint> {
  const setup = { apiKey: '', model: 'rerank-test', maxTexts: 32, ...given };
  const faults: (RerankFault | undefined)[] = [];
  const requests: RerankEndpoint['requests'] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Record<string, unknown>;
    requests.push({ headers: request.headers, body });
    if (request.url !== `${PATHS[setup.form]}/rerank`) return send(response, 404, 'Not Found');
    const fault = faults.shift();
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset') return void response.socket?.destroy();
    if (fault?.kind === 'status') return send(response, fault.status, fault.body, fault.headers);
    if (fault?.kind === 'body') return void response.setHeader('content-type', fault.type).end(fault.body);
    const refusal = refusalOf(request.headers.authorization, body, setup);
    if (refusal) return send(response, refusal[0], refusal[1]);
    const items = score(String(body.query), (body.documents ?? body.texts) as string[]);
    answer(response, fault?.kind === 'scores' ? fault.change(items) : items, setup, Number(body.top_n));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATHS[setup.form]}`,
    requests,
    fail: (...more) => void faults.push(...more),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refusalOf(
  authorization: string | undefined,
  body: Record<string, unknown>,
  { form, apiKey, model, maxTexts }: Required<RerankSetup>,
): [number, object | string] | undefined {
  const isKnown = !apiKey || authorization === `Bearer ${apiKey}`;
  const texts = form === 'tei' ? body.texts : body.documents;
  const missing = form === 'tei' ? 'texts' : 'documents';
  if (form === 'tei') {
    if (!isKnown) return [401, ''];
    if (!Array.isArray(texts))
      return [422, `Failed to deserialize the JSON body into the target type: missing field \`${missing}\``];
    const size = `batch size ${texts.length} > maximum allowed batch size ${maxTexts}`;
    return texts.length > maxTexts ? [413, { error: size, error_type: 'Validation' }] : undefined;
  }
  const said = (message: string) => (form === 'jina' ? { detail: message } : { message });
  if (!isKnown) return [401, said(form === 'jina' ? 'Unauthorized' : 'invalid api token')];
  if (body.model !== model) return [404, said(`model '${body.model}' not found`)];
  if (!Array.isArray(texts) || texts.length === 0)
    return [400, said('invalid request: list of documents must not be empty')];
  return texts.length > maxTexts ? [400, said(`too many documents: at most ${maxTexts}`)] : undefined;
}

function score(query: string, texts: readonly string[]): Scored[] {
  const asked = hashedVector(query, 64);
  const near = (text: string) =>
    hashedVector(text, 64).reduce((sum, value, place) => sum + value * asked[place]!, 0);
  return texts
    .map((text, index) => ({ index, score: near(text) }))
    .sort((one, other) => other.score - one.score);
}

function answer(
  response: ServerResponse,
  items: readonly Scored[],
  { form }: RerankSetup,
  topN: number,
): void {
  if (form === 'tei') {
    send(response, 200, items);
    return;
  }
  const results = items
    .slice(0, topN || undefined)
    .map(({ index, score: relevance }) => ({ index, relevance_score: relevance }));
  send(response, 200, { id: '1', results, meta: { api_version: { version: '2' } } });
}

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
