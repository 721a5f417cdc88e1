import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicSource } from '../src/channels/web/public-source.ts';
import { createFakeDesk, OUTPUT_SOURCE, POLICY_SOURCE } from './support/fake-desk.ts';
import { chat, deskOf, errorOf, QUESTION, say, visitorOf, webRoutes } from './support/web-routes.ts';

let pageDirectory: string;

beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'luodi-page-'));
  await mkdir(join(pageDirectory, 'assets'));
  await writeFile(join(pageDirectory, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(pageDirectory, 'source.html'), '<!doctype html><title><!--title--></title>');
  await writeFile(join(pageDirectory, 'assets', 'main-abc123.js'), 'export {};'.repeat(100));
  await writeFile(join(pageDirectory, 'secret.txt'), 'secret');
});
afterAll(() => rm(pageDirectory, { recursive: true }));

const routesOf = (desk = deskOf()) => webRoutes(desk, { pageDirectory }).routes;

describe('a source', () => {
  it('is looked up for the public audience only', async () => {
    const desk = deskOf();
    const response = await routesOf(desk).request('/api/source/passage-output');
    expect(response.status).toBe(200);
    const { park: _park, validity: _validity, window: _window, ...shown } = OUTPUT_SOURCE;
    expect(await response.json()).toEqual(shown);
    expect(desk.sourcesAsked).toEqual([{ passage: 'passage-output', audience: 'public' }]);
  });

  it('tells what its document is today', async () => {
    const desk = createFakeDesk({ sources: { policy: POLICY_SOURCE } });
    const stateOn = async (today: string) => {
      const { routes } = webRoutes(desk, { today: () => today });
      const { state } = (await (await routes.request('/api/source/policy')).json()) as PublicSource;
      return state;
    };
    const days = { from: '2026-01-01', until: '2028-12-31' };
    expect(await stateOn('2025-12-31')).toEqual({ kind: 'not-yet', from: days.from });
    expect(await stateOn('2026-01-01')).toEqual({ kind: 'in-force', ...days });
    expect(await stateOn('2028-12-31')).toEqual({ kind: 'in-force', ...days });
    expect(await stateOn('2029-01-01')).toEqual({ kind: 'expired', until: days.until });
  });

  it('that the public may not see is not found', async () => {
    const response = await routesOf().request('/api/source/staff-only?audience=staff');
    expect(response.status).toBe(404);
    expect((await errorOf(response)).code).toBe('not-found');
  });
});

describe('the page and its files', () => {
  it('is never kept by the browser, its hashed files for a year', async () => {
    const routes = routesOf();
    const page = await routes.request('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const asset = await routes.request('/assets/main-abc123.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('text/javascript');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    const unzipped = asset.body!.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unzipped).text()).toBe('export {};'.repeat(100));
  });

  it('says how to build itself where it was not built', async () => {
    const routes = webRoutes(deskOf(), { pageDirectory: join(pageDirectory, 'missing') }).routes;
    const response = await routes.request('/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run prepare');
  });

  it.each([
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/.hidden',
    '/secret.txt',
    '/assets/no.js',
  ])('gives no file outside its folder: %s', async (path) => {
    const response = await routesOf().request(path);
    expect(response.status).toBe(404);
  });
});

describe('every response', () => {
  it.each([
    '/',
    '/source/passage-output',
    '/source/nowhere',
    '/api/about',
    '/api/nothing',
    '/assets/main-abc123.js',
    '/healthz',
    '/nowhere',
  ])('carries the security headers: %s', async (path) => {
    const { headers } = await routesOf().request(path);
    const policy = headers.get('content-security-policy') ?? '';
    const parts = ["default-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"];
    for (const part of parts) expect(policy.split('; ')).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('to an unknown interface is 404 JSON', async () => {
    const response = await routesOf().request('/api/nothing', { method: 'POST' });
    expect(response.status).toBe(404);
    expect((await errorOf(response)).code).toBe('not-found');
  });
});

describe('the probes', () => {
  it('tell a running process from one that is ready to answer', async () => {
    const ready = routesOf();
    expect((await ready.request('/healthz')).status).toBe(200);
    expect((await ready.request('/readyz')).status).toBe(200);
    const empty = routesOf(createFakeDesk({ about: { documents: 0 } }));
    expect((await empty.request('/healthz')).status).toBe(200);
    expect((await empty.request('/readyz')).status).toBe(503);
  });
});

describe('the data of the page', () => {
  it('that fails is told as 500 JSON with the public message only', async () => {
    const desk = deskOf();
    desk.about = async () => {
      throw new Error('SQLITE_CORRUPT at /srv/luodi');
    };
    const { routes, logged } = webRoutes(desk);
    const response = await routes.request('/api/about');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('SQLITE');
    expect(logged[0]?.message).toContain('SQLITE_CORRUPT');
  });
});

describe('the limit of questions', () => {
  const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });
  const few = (address: number) => ({ questionsPerMinute: { visitor: 20, address } });

  it('refuses the 21st question of a visitor in a minute with the seconds to wait, and nobody else', async () => {
    const desk = webRoutes(deskOf());
    const visitor = visitorOf(desk);
    await visitor.ask(QUESTION);
    for (let count = 1; count < 20; count++) {
      // The first question had no session yet, and counts for the address alone.
      expect((await visitor.ask(QUESTION)).parts.at(-1)?.type).toBe('finish');
    }
    expect((await visitor.ask(QUESTION)).parts.at(-1)?.type).toBe('finish');
    desk.later(20);
    const refused = await visitor.request('/api/chat', chat(QUESTION));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect((await errorOf(refused)).message).toContain('请稍候再问');
    await visitorOf(desk).ask(QUESTION);
    desk.later(40);
    expect((await visitor.request('/api/chat', chat(QUESTION))).status).toBe(200);
  });

  it('lets 2,000 visitors of one address ask three questions each in five minutes, half of them in the first', async () => {
    const desk = webRoutes(deskOf());
    const statuses = new Map<number, number>();
    for (let minute = 0; minute < 5; minute++) {
      for (let count = 0; count < (minute === 0 ? 1000 : 250); count++) {
        const visitor = visitorOf(desk);
        for (let question = 0; question < 3; question++) {
          const response = await visitor.request('/api/chat', say(QUESTION, `q${question}`));
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          await response.body?.cancel();
        }
      }
      desk.later(60);
    }
    expect([...statuses]).toEqual([[200, 6000]]);
  });

  it('counts those who come without a session for their address', async () => {
    const { routes } = webRoutes(deskOf(), few(2));
    const status = async (address: string) =>
      (await routes.request('/api/chat', chat(QUESTION), from(address))).status;
    expect([await status('192.0.2.1'), await status('192.0.2.1'), await status('192.0.2.1')]).toEqual([
      200, 200, 429,
    ]);
    expect(await status('::ffff:192.0.2.1')).toBe(429);
    expect(await status('192.0.2.2')).toBe(200);
    const of = (tail: string) => status(`2001:db8:7:1${tail}`);
    expect([await of('::1'), await of('::2'), await of(':a:b:c:d')]).toEqual([200, 200, 429]);
    expect(await status('2001:db8:7:2::1')).toBe(200);
  });

  it('believes the last X-Forwarded-For entry only behind a trusted proxy', async () => {
    const statuses = async (trustsProxy: boolean, forwarded: string[]) => {
      const { routes } = webRoutes(deskOf(), { ...few(1), trustsProxy });
      const answers = forwarded.map((value) => {
        const request = chat(QUESTION);
        const headers = { ...request.headers, 'x-forwarded-for': value };
        return routes.request('/api/chat', { ...request, headers }, from('192.0.2.9'));
      });
      return (await Promise.all(answers)).map((answer) => answer.status);
    };
    expect(await statuses(false, ['1.1.1.1', '2.2.2.2'])).toEqual([200, 429]);
    expect(await statuses(true, ['1.1.1.1', '2.2.2.2'])).toEqual([200, 200]);
    expect(await statuses(true, ['1.1.1.1, 2.2.2.2', '3.3.3.3, 2.2.2.2'])).toEqual([200, 429]);
  });
});
