import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** What befalls a request: an answer of the proxy's own, a delay, or a connection that is cut once the server is done. */
export interface Fault {
  status?: number;
  headers?: Record<string, string>;
  delayMs?: number;
  cutAfter?: boolean;
}

/** A request that passes, without its body. */
export interface Passing {
  method: string;
  path: string;
}

export interface FaultyProxy {
  url: string;
  /** All that came by, in order. */
  requests: Passing[];
  /** Decides for each request from now on. */
  onRequest(decide: (passing: Passing) => Fault | undefined): void;
  stop(): Promise<void>;
}

/** A server that hands requests on to another one, and lets happen to them what a test says. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const requests: Passing[] = [];
  let decide: (passing: Passing) => Fault | undefined = () => undefined;
  const server = createServer(async (incoming, outgoing) => {
    const passing = { method: incoming.method!, path: incoming.url! };
    requests.push(passing);
    const fault = decide(passing) ?? {};
    if (fault.delayMs) await setTimeout(fault.delayMs);
    if (fault.status === undefined) return handOn(incoming, outgoing, target, fault.cutAfter ?? false);
    incoming.resume();
    outgoing.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    outgoing.end(JSON.stringify({ status: { error: 'Made to fail.' }, time: 0 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    onRequest: (next) => {
      decide = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function handOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  cutAfter: boolean,
): void {
  const { method, headers, url } = incoming;
  const onward = request(new URL(url!, target), { method, headers }, (answer) => {
    if (!cutAfter) {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    answer.resume();
    answer.on('end', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
