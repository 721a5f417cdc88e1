import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallbackSecrets, callbackRequest, type Forgery } from './kf-callback.ts';
import { answerKf } from './kf-emulator-api.ts';
import type { KfError } from './kf-emulator-rules.ts';
import { createKfWorld, type KfWorld, type KfWorldSetup } from './kf-emulator-world.ts';

/** What goes wrong with a call: an error of the interface, a status, or no answer at all, before or after it took effect. */
export type KfFault =
  | KfError
  | { status: number }
  | { kind: 'reset' }
  | { kind: 'reset-after' }
  | { kind: 'silence' }
  | { kind: 'not-json' };

export interface KfCall {
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body: any;
}

export interface KfEmulator extends KfWorld {
  apiRoot: string;
  secrets: CallbackSecrets & { secret: string };
  /** Every call in the order of arrival. */
  calls: KfCall[];
  /** Queues what goes wrong with the next calls to a path, one each. */
  fail(path: string, ...faults: KfFault[]): void;
  /** Where callbacks go; none are made before it is called. */
  deliverTo(handle: (request: Request) => Promise<Response>): void;
  /** Makes a callback by hand. */
  callback(account?: string, forgery?: Forgery): Promise<Response>;
  close(): Promise<void>;
}

export const KF_SECRETS = {
  corpId: 'ww1234567890abcdef',
  secret: 'kf-secret-of-the-application',
  token: 'CallbackToken1',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** Starts WeCom's customer-service interface on loopback, as its documentation describes it. */
export async function startKfEmulator(setup: KfWorldSetup): Promise<KfEmulator> {
  const secrets = KF_SECRETS;
  const calls: KfCall[] = [];
  const faults = new Map<string, KfFault[]>();
  let handle: ((request: Request) => Promise<Response>) | undefined;
  const callback = async (account: string, forgery?: Forgery) => {
    const token = world.issuePullToken(account);
    const at = Math.floor(setup.clock().getTime() / 1000);
    return handle!(callbackRequest(secrets, { account, token, at }, forgery));
  };
  const world = createKfWorld(setup, async (account) => {
    if (handle) await callback(account);
  });
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const path = url.pathname.replace('/cgi-bin/', '');
    const body = await bodyOf(request);
    calls.push({ path, body });
    const fault = faults.get(path)?.shift();
    if (fault && respondWithFault(response, fault)) return;
    const result = answerKf({ world, secrets, path, query: url.searchParams, body });
    if (fault && 'kind' in fault) return void response.socket?.destroy();
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(world, {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    calls,
    fail: (path: string, ...more: KfFault[]) => void faults.set(path, [...(faults.get(path) ?? []), ...more]),
    deliverTo: (to: (request: Request) => Promise<Response>) => {
      handle = to;
    },
    callback: (account = world.accounts[0]!, forgery?: Forgery) => callback(account, forgery),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** @returns whether the call is over; `false` where it is still to take effect, unseen */
function respondWithFault(response: ServerResponse, fault: KfFault): boolean {
  if ('errcode' in fault) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(fault));
    return true;
  }
  if ('status' in fault) {
    response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
    return true;
  }
  if (fault.kind === 'not-json') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
    return true;
  }
  if (fault.kind === 'reset') response.socket?.destroy();
  return fault.kind !== 'reset-after';
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (request.headers['content-type']?.startsWith('multipart/')) return { upload: bytes };
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
