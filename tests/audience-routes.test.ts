import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { toToken } from '../src/answer/registers/export-token.ts';
import { REGISTERS, type RegisterName } from '../src/register-types.ts';
import { folderOf, removeFolders } from './support/command-line.ts';
import { ATTEMPTS, type Attempt, PLAIN_QUESTIONS } from './support/investor-questions.ts';
import { INDEXES, openStaffDesk, type StaffDesk, TODAY } from './support/staff-desk.ts';
import { leaksIn, packFiles, STAFF_FILES } from './support/staff-pack.ts';
import { openWebDesk } from './support/web-desk.ts';
import { chat, post, visitorOf } from './support/web-routes.ts';

/** One request to a route, and what the visitor who makes it knows already. */
interface Call extends Pick<Attempt, 'history'> {
  path: string;
  init?: RequestInit;
  text?: string;
}

/** Paths under which somebody would look for staff documents. */
const GUESSES = Object.keys(STAFF_FILES).flatMap((path) => [path, `../${path}`, `%2e%2e/${path}`]);

/**
 * What is asked of a route, by its method and by what stands in its path. A route that none of these fits
 * has no case here, and fails the test: say here how the public would look for staff documents through it.
 */
function callsOf({ method, path }: { method: string; path: string }, desk: StaffDesk): Call[] {
  if (method === 'POST' && path === '/api/chat') return questions();
  if (method === 'ALL' && path.endsWith('/*'))
    return GUESSES.map((guess) => ({ path: path.replace('*', guess) }));
  if (method === 'POST')
    return ['{}', ...GUESSES.map((message) => JSON.stringify({ message, value: 'up' }))].map((body) => ({
      path: path.replace(/:\w+/, 'current'),
      init: post(body),
    }));
  if (method === 'DELETE') return [{ path, init: { method } }];
  if (method !== 'GET') return [];
  if (path.includes('/:passage')) {
    const ids = [
      ...desk.passagesOf('staff'),
      ...desk.passagesOf('public'),
      ...GUESSES.map(encodeURIComponent),
    ];
    const paths = ids.map((id) => path.replace(':passage', id));
    return paths.flatMap((one) => [{ path: one }, { path: `${one}?audience=staff&from=0` }]);
  }
  if (path.includes('/:format')) return exportsOf(path);
  if (path.includes('/:name'))
    return GUESSES.map((guess) => ({ path: path.replace(/:name(?:\{.*\})?/, guess) }));
  if (/:(?:message|token)/.test(path))
    return ['current', ...desk.passagesOf('staff'), ...GUESSES.map(encodeURIComponent)].map((one) => ({
      path: path.replace(/:\w+/, one),
    }));
  return /[:*]/.test(path) ? [] : [{ path }, { path: `${path}?audience=staff` }];
}

/** Every row of every register, and the tokens that nobody gave out. */
function exportsOf(path: string): Call[] {
  const registers = Object.keys(REGISTERS) as RegisterName[];
  const tokens = registers.map((register) =>
    toToken({ query: { register, filters: [], measures: [] }, language: 'zh-Hans' }),
  );
  return [...tokens, ...GUESSES].flatMap((token) => {
    const asked = `${path.replace(':format', 'csv')}?${new URLSearchParams({ table: token ?? '' })}`;
    return [{ path: asked }, { path: `${asked}&audience=staff` }];
  });
}

function questions(): Call[] {
  const asked = [...ATTEMPTS, ...PLAIN_QUESTIONS].map(({ text, history = [] }) => {
    const { body } = chat(...history, text);
    // As a visitor might who hopes that more than the messages is read.
    const init = post({
      ...JSON.parse(String(body)),
      audience: 'staff',
      asOf: '2026-03-01',
      as_of: '2026-03-01',
    });
    return { path: '/api/chat', init, text, history };
  });
  const malformed = ['{', '{"messages":[]}', '{"audience":"staff"}'].map((body) => ({
    path: '/api/chat',
    init: post(body),
  }));
  return [...asked, ...malformed];
}

for (const { name, skipped } of INDEXES) {
  const title = `routes before the index ${name}${skipped ? ` (skipped: ${skipped})` : ''}`;
  describe.skipIf(skipped)(title, () => {
    let desk: StaffDesk;
    let pageDirectory: string;
    const logged: unknown[] = [];
    const routesOf = async () => {
      const log = { error: (...line: unknown[]) => void logged.push(line) };
      const opened = await openWebDesk(desk.luodi, { pageDirectory, today: () => TODAY, log });
      onTestFinished(opened.close);
      return opened.routes;
    };
    beforeAll(async () => {
      desk = await openStaffDesk(packFiles({ withStaff: true }), { index: name });
      pageDirectory = await folderOf({ 'index.html': '<!doctype html><title>page</title>' });
    });
    afterAll(async () => {
      await desk?.close();
      await removeFolders([pageDirectory]);
    });

    it('give nothing of the staff documents away, whatever is asked of which', async () => {
      const routes = await routesOf();
      const listed = [
        ...new Map(routes.routes.map((route) => [`${route.method} ${route.path}`, route])).values(),
      ];
      expect(listed.map(({ path }) => path)).toContain('/api/source/:passage');
      const leaks: unknown[] = [];
      for (const route of listed) {
        const calls = callsOf(route, desk);
        expect([route.method, route.path, calls.length > 0]).toEqual([route.method, route.path, true]);
        for (const { path, init, text = '', history } of calls) {
          const visitor = visitorOf({ routes });
          for (const earlier of history ?? []) await visitor.ask(earlier);
          const response = await visitor.request(path, init);
          const told = `${JSON.stringify([...response.headers])}\n${await response.text()}`;
          const found = leaksIn(told, { text, history });
          if (found.length > 0) leaks.push([path, text, found]);
        }
      }
      expect(leaks).toEqual([]);
    });

    it('answer the public, and do not find a staff passage by its id', async () => {
      const routes = await routesOf();
      const statusOf = async (id: string) => (await routes.request(`/api/source/${id}`)).status;
      const [open] = desk.passagesOf('public');
      expect(await statusOf(open!)).toBe(200);
      for (const id of desk.passagesOf('staff')) expect(await statusOf(id)).toBe(404);
      const answered = await routes.request('/api/chat', chat('新材料园标准厂房的月租金是多少？'));
      expect(await answered.text()).toContain('12元');
      expect(await (await routes.request('/readyz')).json()).toEqual({ ready: true, documents: 6 });
    });

    it('make nothing fail', () => {
      expect([...logged, ...desk.failures]).toEqual([]);
    });
  });
}
