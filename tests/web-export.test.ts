import { describe, expect, it } from 'vitest';
import type { ExportCell, TableExport } from '../src/channels/desk-port.ts';
import { createWebChannel } from '../src/channels/web/web.ts';
import type { AnswerTable } from '../src/types.ts';
import { BY_ZONE, MANY_PROJECTS } from './support/answer-tables.ts';
import { createFakeDesk, stream } from './support/fake-desk.ts';
import { ANSWER, deskOf, errorOf, QUESTION, visitorOf, webRoutes } from './support/web-routes.ts';

const tableOf = (name = '项目'): TableExport => ({
  name,
  columns: ['项目', '投资额'],
  rows: (async function* (): AsyncIterable<ExportCell[]> {
    yield ['显示模组项目', 360_000_000];
  })(),
});

function routesOf(table: TableExport | undefined = tableOf(), options: Parameters<typeof webRoutes>[1] = {}) {
  const desk = createFakeDesk({ exports: { 'token-1': table } });
  return { desk, ...webRoutes(desk, options) };
}

describe('the route of exports', () => {
  it('gives all rows to the public, in a file with a Chinese name', async () => {
    const { routes, desk } = routesOf();
    const response = await routes.request('/api/export/csv?table=token-1&audience=staff');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="table-2026-03-01.csv"; filename*=UTF-8''${encodeURIComponent('项目')}-2026-03-01.csv`,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toContain('显示模组项目,360000000');
    expect(desk.exportsAsked).toEqual([{ token: 'token-1', audience: 'public' }]);
  });

  it('keeps whatever a name is in one header', async () => {
    const { routes } = routesOf(tableOf('a"; filename=x\r\nset-cookie: y=1\u202e(*)'));
    const { headers } = await routes.request('/api/export/xlsx?table=token-1');
    expect(headers.get('set-cookie')).toBeNull();
    const disposition = headers.get('content-disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[\w%.!~-]+\.xlsx$/);
  });

  it.each([
    '/api/export/csv',
    '/api/export/csv?table=',
    '/api/export/pdf?table=token-1',
    `/api/export/csv?table=${'x'.repeat(6001)}`,
  ])('refuses what is no request: %s', async (path) => {
    const { routes, desk } = routesOf();
    const response = await routes.request(path);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe('bad-request');
    expect(desk.exportsAsked).toEqual([]);
  });

  it('knows no table for a token that is none', async () => {
    const response = await routesOf().routes.request('/api/export/csv?table=another');
    expect(response.status).toBe(404);
    expect((await errorOf(response)).code).toBe('not-found');
  });

  it('admits so many in a minute, and again after it, whatever was asked in the chat', async () => {
    const { routes, later } = routesOf(undefined, { questionsPerMinute: { visitor: 20, address: 2 } });
    const status = async () => (await routes.request('/api/export/csv?table=another')).status;
    expect([await status(), await status(), await status()]).toEqual([404, 404, 429]);
    later(61);
    expect(await status()).toBe(404);
  });

  it('says of a failure only that it failed', async () => {
    const { routes, desk, logged } = routesOf();
    desk.exportTable = async () => {
      throw new Error('SQLITE_BUSY: database is locked');
    };
    const response = await routes.request('/api/export/csv?table=token-1');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('SQLITE');
    expect(logged).toHaveLength(1);
  });
});

async function partsWith(table: AnswerTable) {
  const visitor = visitorOf(webRoutes(deskOf(stream({ ...ANSWER, table }))));
  return (await visitor.ask(QUESTION)).parts;
}

describe('the stream of an answer with a table', () => {
  it('gives the table as it is, and then its chart', async () => {
    const parts = await partsWith(BY_ZONE);
    const types = parts.map(({ type }) => type);
    expect(types.slice(-3)).toEqual(['data-answer', 'data-chart', 'finish']);
    const answer = parts.find((part) => part.type === 'data-answer');
    expect(answer?.data.table).toEqual(BY_ZONE);
    const chart = parts.find((part) => part.type === 'data-chart');
    expect(chart?.data.wide).toMatch(/^<svg /);
  });

  it('gives nothing that a table does not have', async () => {
    const row = BY_ZONE.rows[0]!.map((cell) => ({ ...cell, secret: 'x' }));
    const parts = await partsWith({ ...MANY_PROJECTS, rows: [row], secret: 'x' } as AnswerTable);
    expect(JSON.stringify(parts)).not.toContain('secret');
    expect(parts.some(({ type }) => type === 'data-chart')).toBe(false);
  });

  it('is whole without a chart that cannot be drawn, which is logged', async () => {
    const failures: unknown[] = [];
    const channel = createWebChannel({
      log: { error: (...line) => failures.push(line) },
      drawChart: () => Promise.reject(new Error('no renderer')),
    });
    const desk = deskOf(stream({ ...ANSWER, table: BY_ZONE }));
    const { parts } = await visitorOf(webRoutes(desk, { channel })).ask(QUESTION);
    expect(parts.slice(-2).map(({ type }) => type)).toEqual(['data-answer', 'finish']);
    expect(failures).toHaveLength(1);
  });
});
