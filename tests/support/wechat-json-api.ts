import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JsonCall {
  method: string;
  path: string;
  query: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body: any;
}

export interface JsonApi {
  root: string;
  calls: JsonCall[];
  close(): Promise<void>;
}

/** A JSON API on loopback; `answer` says what comes back, or writes it itself and returns `undefined`. */
export async function startJsonApi(
  answer: (call: JsonCall, response: ServerResponse) => object | undefined,
): Promise<JsonApi> {
  const calls: JsonCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url!, 'http://api');
    const text = Buffer.concat(chunks).toString();
    const call: JsonCall = {
      method: request.method!,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: text === '' ? undefined : JSON.parse(text),
    };
    calls.push(call);
    const result = answer(call, response);
    if (result) response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
