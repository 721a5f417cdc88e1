import { inspectRoutes } from 'hono/dev';
import { describe, expect, it } from 'vitest';
import { type Assembled, assemble } from './support/assembled.ts';
import { QUESTION_OF_A, WORDS_OF_A, WORDS_OF_STAFF } from './support/assembled-desk.ts';
import { KEY, WRONG_KEY } from './support/programs.ts';
import { CALLERS, type Caller, ROUTES, type Row, type ThingsOfA } from './support/route-table.ts';
import { partsOf, post, say, visitorOf } from './support/web-routes.ts';

type Call = (path: string, init?: RequestInit) => Promise<Response>;

const NAME = 'a-name-of-the-page';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Visitor A has asked, shared the answer and holds a link to it; everybody else has their own session, or none. */
async function scene() {
  const luodi = await assemble();
  const a = visitorOf(luodi);
  const b = visitorOf(luodi);
  const asked = await a.request('/api/chat', say(QUESTION_OF_A, NAME));
  const message = asked.headers.get('x-luodi-message')!;
  await partsOf(asked);
  await partsOf(await b.request('/api/chat', say('2025年产值是多少？', 'a-name-of-b')));
  const { url } = (await (await a.request('/api/share', post({ message }))).json()) as { url: string };
  const stored = (await luodi.store.message(message))!;
  const things: ThingsOfA = {
    message,
    name: NAME,
    conversation: stored.conversation,
    share: url.split('/').at(-1)!,
    link: luodi.links.answer(message)!.split('/').at(-1)!,
  };
  return { luodi, things, callers: callersOf(luodi, a.request, b.request) };
}

function callersOf({ routes }: Assembled, a: Call, b: Call): Record<Caller, Call> {
  const withHeaders =
    (headers: Record<string, string>): Call =>
    async (path, init = {}) =>
      routes.request(path, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
      });
  return {
    nobody: withHeaders({}),
    A: a,
    B: b,
    key: withHeaders({ authorization: `Bearer ${KEY}` }),
    wrongKey: withHeaders({ authorization: `Bearer ${WRONG_KEY}` }),
    forged: withHeaders({
      cookie: `luodi_visitor=${'A'.repeat(43)}.0; luodi_frame=${'A'.repeat(43)}.0`,
      'x-telegram-bot-api-secret-token': 'telegram-secret-0002',
    }),
  };
}

function statusFor({ status }: Row, caller: Caller): number {
  return typeof status === 'number' ? status : (status[caller] ?? status.others);
}

describe('the routes', () => {
  it('are those of the table, no more and no fewer', async () => {
    const { routes } = await assemble();
    const handlers = inspectRoutes(routes).filter(({ isMiddleware }) => !isMiddleware);
    const names = new Set(handlers.map(({ method, path }) => `${method} ${path}`));
    expect([...names].sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

describe.each(Object.entries(ROUTES))('%s', (_name, row) => {
  it('gives each caller what is theirs, and changes nothing of A for anybody else', async () => {
    const { luodi, things, callers } = await scene();
    const before = await luodi.store.message(things.message);
    // A comes last: what the others did must not have changed what A gets.
    for (const caller of [...CALLERS].sort((one) => (one === 'A' ? 1 : -1))) {
      if (caller === 'A') expect(await luodi.store.message(things.message)).toEqual(before);
      const [path, init] = row.request(things);
      const response = await callers[caller](path, init);
      const text = [...response.headers.values(), await response.text()].join('\n');
      expect([caller, response.status]).toEqual([caller, statusFor(row, caller)]);
      expect([caller, text.includes(WORDS_OF_A)]).toEqual([caller, row.reads?.includes(caller) ?? false]);
      expect(text).not.toContain(WORDS_OF_STAFF);
      expect(text).not.toMatch(/\bat .*\.ts:\d+/);
    }
  });

  it('gives nothing of A by any other method', async () => {
    const { luodi, things, callers } = await scene();
    const before = await luodi.store.message(things.message);
    const [path, init] = row.request(things);
    const others = METHODS.filter((method) => method !== (init?.method ?? 'GET') && method !== 'TRACE');
    for (const method of others) {
      const isBare = method === 'GET' || method === 'HEAD';
      const body = isBare ? {} : { body: init?.body ?? null };
      for (const caller of ['nobody', 'B', 'forged'] as const) {
        const response = await callers[caller](path, {
          ...init,
          ...body,
          method,
          ...(isBare && { body: null }),
        });
        const text = [...response.headers.values(), await response.text()].join('\n');
        expect([method, response.status < 500]).toEqual([method, true]);
        expect([method, text.includes(WORDS_OF_A)]).toEqual([method, method === 'GET' && readsByGet(path)]);
        if (method === 'HEAD') expect(text).not.toContain(WORDS_OF_A);
      }
    }
    expect(await luodi.store.message(things.message)).toEqual(before);
  });
});

describe('what has a name of A', () => {
  const paths = Object.keys(ROUTES).flatMap((name) => /^\w+ (.*:(?:message|token).*)$/.exec(name)?.[1] ?? []);

  it.each([...new Set(paths)])('is not at %s under any other of its names', async (path) => {
    const { things, callers } = await scene();
    const own = /^\/a\//.test(path) ? things.link : /^\/s\//.test(path) ? things.share : '';
    const names = Object.values(things).filter((name) => name !== own);
    for (const name of names) {
      for (const caller of ['nobody', 'B', 'forged'] as const) {
        for (const init of [{}, post({})]) {
          const response = await callers[caller](path.replace(/:\w+/, encodeURIComponent(name)), init);
          const isRefused = response.status === 404 || response.status === 410;
          expect([caller, name, response.status, isRefused]).toEqual([caller, name, response.status, true]);
          expect(await response.text()).not.toContain(WORDS_OF_A);
        }
      }
    }
  });
});

/** Links that are passed on are for whoever holds them. */
function readsByGet(path: string): boolean {
  return /^\/[as]\//.test(path);
}
