import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What goes wrong with a call: an error number, a status, a delay, or a connection cut before or after it took effect. */
export interface ApiFault {
  errcode?: number;
  status?: number;
  delayMs?: number;
  cut?: 'before' | 'after';
}

export interface ApiCall {
  path: string;
  query: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body: any;
}

type Result = { errcode: number; errmsg?: string } | Record<string, unknown>;
/** By path; called with a valid token. */
export type ApiRoutes = Record<string, (body: ApiCall['body']) => Result>;

const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40125: 'invalid appsecret',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  42001: 'access_token expired',
  43004: 'require subscribe',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  46003: 'menu no exist',
  47001: 'data format error',
  48001: 'api unauthorized',
};

export interface TokenState {
  appId: string;
  secret: string;
  now: () => number;
  lastsSeconds: number;
  isIpListed: boolean;
}

/** The API of an account: tokens as `stable_token` gives them, and what the routes say. */
export async function startAccountApi(state: TokenState, routes: ApiRoutes) {
  const calls: ApiCall[] = [];
  const faults = new Map<string, ApiFault[]>();
  const tokens = createTokens(state);
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://api');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const query = Object.fromEntries(url.searchParams);
    const call: ApiCall = { path: url.pathname, query, body: parsed(text) };
    calls.push(call);
    const fault = faults.get(call.path)?.shift() ?? {};
    if (fault.delayMs) await wait(fault.delayMs);
    if (fault.cut === 'before') return void response.destroy();
    if (fault.status) return void response.writeHead(fault.status).end('<html></html>');
    const result = fault.errcode === undefined ? resultOf(call, text) : { errcode: fault.errcode };
    if (fault.cut === 'after') return void response.destroy();
    const message = typeof result.errcode === 'number' ? (MESSAGES[result.errcode] ?? 'ok') : undefined;
    const errmsg = message && `${message} rid: ${randomBytes(8).toString('hex')}`;
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ ...(errmsg && { errmsg }), ...result }));
  }

  function resultOf(call: ApiCall, text: string): Result {
    if (call.path === '/cgi-bin/stable_token') return tokens.give(call.body);
    const errcode = tokens.check(call.query.access_token);
    if (errcode) return { errcode };
    if (text !== '' && call.body === undefined) return { errcode: 47001 };
    // WeChat shows escaped characters as they are written.
    if (/\\u[0-9a-f]{4}/i.test(text)) return { errcode: 47001 };
    return routes[call.path]?.(call.body) ?? { errcode: 40066 };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    tokens,
    fail(path: string, ...list: ApiFault[]) {
      faults.set(path, [...(faults.get(path) ?? []), ...list]);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function createTokens(state: TokenState) {
  const valid = new Map<string, number>();
  const old = new Set<string>();
  let current: string | undefined;
  const lasts = (token: string | undefined) =>
    token && valid.get(token) ? valid.get(token)! - state.now() : 0;
  return {
    /** The same token until its last five minutes. */
    give(body: ApiCall['body']): Result {
      if (!state.isIpListed) return { errcode: 40164 };
      if (body?.appid !== state.appId) return { errcode: 40013 };
      if (body.secret !== state.secret) return { errcode: 40125 };
      if (body.grant_type !== 'client_credential') return { errcode: 40002 };
      if (lasts(current) <= 300_000) {
        current = randomBytes(60).toString('base64url');
        valid.set(current, state.now() + state.lastsSeconds * 1000);
      }
      return { access_token: current, expires_in: Math.ceil(lasts(current) / 1000) };
    },
    check(token: string | undefined): number {
      if (!token || old.has(token) || !valid.has(token)) return 40001;
      return lasts(token) > 0 ? 0 : 42001;
    },
    /** As a forced refresh elsewhere does. */
    revoke(): void {
      if (current) old.add(current);
      current = undefined;
    },
    /** As if their time were over. */
    expire(): void {
      for (const token of valid.keys()) valid.set(token, 1);
      current = undefined;
    },
  };
}
