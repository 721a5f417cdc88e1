import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Assembled, assemble, SECRETS } from './support/assembled.ts';
import { OTHER_QUESTION } from './support/assembled-desk.ts';
import { HOSTILE_BODIES, HOSTILE_BYTES, type HostileBody, sendBytes } from './support/hostile-bodies.ts';
import { KEY } from './support/programs.ts';
import { ROUTES } from './support/route-table.ts';
import { partsOf, say } from './support/web-routes.ts';

/** What nobody outside is to read: where our files are, what our libraries say. */
const INTERNAL =
  /\bat .*\.[tj]s:\d+|node_modules|node:internal|ZodError|SyntaxError|TypeError|SQLITE|\bsqlite\b/i;

/** Things of A that are nobody's. */
const NONE = {
  message: 'f'.repeat(32),
  name: 'none',
  conversation: 'f'.repeat(32),
  share: 'n'.repeat(32),
  link: `${'f'.repeat(32)}.zzzzzz.${'n'.repeat(22)}`,
};

/** All of Luodi behind a real server on a free loopback port. */
async function serve() {
  const luodi = await assemble();
  const server = createAdaptorServer({ fetch: luodi.routes.fetch });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return { luodi, port, origin: `http://127.0.0.1:${port}` };
}

/** The headers that let a caller as far into a route as anybody may come. */
function admissionTo(path: string): Record<string, string> {
  if (/^\/(v1|mcp)/.test(path))
    return { authorization: `Bearer ${KEY}`, accept: 'application/json, text/event-stream' };
  if (path.startsWith('/channels/telegram'))
    return { 'x-telegram-bot-api-secret-token': SECRETS.TELEGRAM_WEBHOOK_SECRET };
  return {};
}

async function sendBody(origin: string, method: string, path: string, { headers, body }: HostileBody) {
  const init = { method, headers: { ...admissionTo(path), ...headers }, ...(body !== undefined && { body }) };
  const response = await fetch(origin + path, init);
  return { status: response.status, text: await response.text() };
}

async function expectAlive({ luodi, origin }: { luodi: Assembled; origin: string }) {
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  const answer = await fetch(`${origin}/api/chat`, say(OTHER_QUESTION));
  expect((await partsOf(answer)).at(-1)?.type).toBe('finish');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  const unexpected = luodi.logged.filter(({ message }) =>
    /^(Cannot read|Cannot convert|.* is not a function)/.test(message),
  );
  expect(unexpected).toEqual([]);
}

const WRITING = Object.entries(ROUTES).flatMap(([name, { request }]) => {
  const [path, init] = request(NONE);
  const method = init?.method ?? 'GET';
  return method === 'GET' ? [] : [{ name, method, path }];
});

describe.each(WRITING)('$name', ({ method, path }) => {
  it('refuses every body that it does not understand, tells nothing of itself, and keeps nothing', async () => {
    const server = await serve();
    const before = await server.luodi.rows();
    for (const hostile of HOSTILE_BODIES) {
      const { status, text } = await sendBody(server.origin, method, path, hostile);
      expect([hostile.name, status, status < 500]).toEqual([hostile.name, status, true]);
      expect([hostile.name, INTERNAL.exec(text)?.[0]]).toEqual([hostile.name, undefined]);
    }
    // To ask for a person needs no body: whatever object comes is as good as none.
    if (path !== '/api/person') expect(await server.luodi.rows()).toEqual(before);
    await expectAlive(server);
  });
});

describe.each(Object.entries(ROUTES))('%s', (_name, { request }) => {
  it('lives on after bytes that are no request', async () => {
    const server = await serve();
    const before = await server.luodi.rows();
    const [path, init] = request(NONE);
    for (const { name, sends, leaves } of HOSTILE_BYTES) {
      const received = await sendBytes(server.port, sends(init?.method ?? 'GET', path), leaves);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 400);
      expect([name, status, status < 500]).toEqual([name, status, true]);
      expect([name, INTERNAL.exec(received)?.[0]]).toEqual([name, undefined]);
    }
    expect(await server.luodi.rows()).toEqual(before);
    await expectAlive(server);
  });
});
