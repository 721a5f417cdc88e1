import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANSWER, deskOf, post, QUESTION, say, visitorOf, webRoutes } from './support/web-routes.ts';

let pageDirectory: string;
beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'luodi-visitor-'));
  await mkdir(join(pageDirectory, 'assets'));
  const template = '<!doctype html><title><!--title--></title><!--head--><!--body-->';
  for (const name of ['index.html', 'answer.html', 'source.html'])
    await writeFile(join(pageDirectory, name), template);
  await writeFile(join(pageDirectory, 'widget.js'), '// widget');
});
afterAll(() => rm(pageDirectory, { recursive: true }));

const cookieOf = (response: Response) => response.headers.getSetCookie().join('\n');
const turnsOf = async (response: Response) =>
  ((await response.json()) as { turns: { id: string; question: string; rating?: unknown }[] }).turns;

describe('the session of a visitor', () => {
  it('is not made for reading', async () => {
    const { routes } = webRoutes(deskOf(), { pageDirectory });
    const paths = ['/', '/api/about', '/api/conversation', '/api/source/passage-output', '/embed'];
    for (const path of paths) expect(cookieOf(await routes.request(path))).toBe('');
  });

  it('is an unguessable cookie that no script reads, of which the store keeps a hash', async () => {
    const desk = webRoutes(deskOf());
    const cookie = cookieOf(await desk.routes.request('/api/chat', say(QUESTION)));
    expect(cookie).toMatch(/^luodi_visitor=[\w-]{43}\.0; .*HttpOnly.*SameSite=Lax$/);
    expect(cookie).not.toContain('Secure');
    const secret = /=([\w-]{43})/.exec(cookie)![1]!;
    expect(JSON.stringify([...desk.messages.values()])).not.toContain(secret);
  });

  it('is for https alone where the page is, by its own address or its proxy’s word', async () => {
    const cookieWith = async (options: object, headers = {}) => {
      const { routes } = webRoutes(deskOf(), options);
      const request = say(QUESTION);
      return cookieOf(
        await routes.request('/api/chat', { ...request, headers: { ...request.headers, ...headers } }),
      );
    };
    expect(await cookieWith({ publicUrl: 'https://desk.example' })).toMatch(/^__Host-luodi_visitor=.*Secure/);
    const forwarded = { 'x-forwarded-proto': 'https' };
    expect(await cookieWith({ trustsProxy: true }, forwarded)).toMatch(/^__Host-.*Secure/);
    expect(await cookieWith({}, forwarded)).not.toContain('Secure');
  });

  it('is another one within another site’s page', async () => {
    const { routes } = webRoutes(deskOf(), { publicUrl: 'https://desk.example' });
    const request = say(QUESTION);
    const headers = { ...request.headers, 'x-luodi-embedded': '1' };
    const cookie = cookieOf(await routes.request('/api/chat', { ...request, headers }));
    expect(cookie).toMatch(/^__Host-luodi_frame=/);
    for (const word of ['HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']) expect(cookie).toContain(word);
  });
});

describe('a visitor', () => {
  it('finds the conversation again, and begins another', async () => {
    const desk = deskOf();
    const visitor = visitorOf(webRoutes(desk));
    const { id } = await visitor.ask(QUESTION);
    const rated = { message: id, value: 'down', reason: 'wrong' };
    expect((await visitor.request('/api/feedback', post(rated))).status).toBe(204);
    const [turn] = await turnsOf(await visitor.request('/api/conversation'));
    expect(turn).toMatchObject({
      ...{ id, question: QUESTION, state: 'answered', text: ANSWER.text },
      answer: { citations: ANSWER.citations },
      rating: { value: 'down', reason: 'wrong' },
    });
    expect((await visitor.request('/api/conversation', { method: 'DELETE' })).status).toBe(204);
    expect(await turnsOf(await visitor.request('/api/conversation'))).toEqual([]);
    await visitor.ask(QUESTION);
    expect(desk.asked[1]?.history).toEqual([]);
    expect((await visitor.request(`/api/chat/${id}`)).status).toBe(404);
  });

  it('reads, rates, shares, stops and goes on with nothing of another, by any id', async () => {
    const desk = webRoutes(deskOf());
    const [one, other] = [visitorOf(desk), visitorOf(desk)];
    const { id } = await one.ask(QUESTION, 'q1');
    await other.ask(QUESTION, 'q2');
    const { conversation, inbound } = desk.messages.get(id)!;
    for (const guess of [id, 'q1', inbound.key, inbound.place, conversation, inbound.sender]) {
      const name = encodeURIComponent(guess);
      const tries: [string, RequestInit?][] = [
        [`/api/chat/${name}`],
        [`/api/chat/${name}/stream`],
        [`/api/chat/${name}/stop`, post({})],
        [`/api/conversation/${name}/chart`],
        ['/api/feedback', post({ message: guess, value: 'down' })],
        ['/api/share', post({ message: guess })],
      ];
      for (const [path, init] of tries)
        expect([guess, path, (await other.request(path, init)).status]).toEqual([guess, path, 404]);
    }
    expect(desk.messages.get(id)?.rating).toBeUndefined();
    expect((await turnsOf(await other.request('/api/conversation'))).map((turn) => turn.id)).not.toContain(
      id,
    );
  });

  it('is not spoken for by the page of another site', async () => {
    const desk = webRoutes(deskOf());
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site };
      const calls = [
        ['/api/chat', { ...say(QUESTION), headers: { 'content-type': 'application/json', ...headers } }],
        ['/api/conversation', { method: 'DELETE', headers }],
        ['/api/person', post({}, headers)],
      ] as const;
      for (const [path, init] of calls) expect((await desk.routes.request(path, init)).status).toBe(403);
    }
    expect(desk.messages.size).toBe(0);
  });
});

describe('a shared answer', () => {
  it('is read by whoever has the link, for thirty days, and by no search engine', async () => {
    const desk = webRoutes(deskOf(), { pageDirectory });
    const visitor = visitorOf(desk);
    const { id } = await visitor.ask(QUESTION);
    const shared = await visitor.request('/api/share', post({ message: id }));
    const { url } = (await shared.json()) as { url: string };
    expect(url).toMatch(/^\/s\/[\w-]{32}$/);
    const page = await desk.routes.request(url);
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    const html = await page.text();
    for (const text of [QUESTION, '1638.77', '/source/passage-output#cited', '人工智能'])
      expect(html).toContain(text);
    expect(html).not.toContain('<script');
    desk.later(30 * 24 * 3600 + 1);
    expect((await desk.routes.request(url)).status).toBe(410);
    expect((await desk.routes.request(`/s/${'A'.repeat(32)}`)).status).toBe(410);
  });

  it('counts as a question does: not without end', async () => {
    const visitor = visitorOf(webRoutes(deskOf()));
    const { id } = await visitor.ask(QUESTION);
    const statuses = new Set<number>();
    for (let count = 0; count < 25; count++)
      statuses.add((await visitor.request('/api/share', post({ message: id }))).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});

describe('an answer that is waited for', () => {
  it('is shown to whoever has the link; one that is forged or too old is answered like what is gone', async () => {
    const gate = Promise.withResolvers<void>();
    const desk = webRoutes(
      deskOf(async function* () {
        await gate.promise;
        yield { type: 'answer', answer: ANSWER };
      }),
      { pageDirectory },
    );
    const visitor = visitorOf(desk);
    const response = await visitor.request('/api/chat', say(QUESTION));
    const path = new URL(desk.links.answer(response.headers.get('x-luodi-message')!)!).pathname;
    const waiting = await (await desk.routes.request(path)).text();
    expect(waiting).toContain(QUESTION);
    expect(waiting).toContain('http-equiv="refresh"');
    const parts = desk.routes.request(`${path}/parts`);
    gate.resolve();
    expect((await parts).status).toBe(200);
    await response.text();
    const html = await (await desk.routes.request(path)).text();
    expect(html).toContain('1638.77');
    expect(html).not.toContain('http-equiv');
    const forged = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await desk.routes.request(forged)).status).toBe(410);
    desk.later(48 * 3600 + 60);
    expect((await desk.routes.request(path)).status).toBe(410);
    expect((await desk.routes.request(`${path}/parts`)).status).toBe(404);
  });
});

describe('the window for other sites', () => {
  const widgetOrigins = ['https://park.example', 'https://invest.example:8443'];

  it('may be framed by exactly the sites that are named, and nothing else by anybody', async () => {
    const { routes } = webRoutes(deskOf(), { pageDirectory, widgetOrigins });
    const { headers } = await routes.request('/embed');
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${widgetOrigins.join(' ')};`);
    expect(headers.get('x-frame-options')).toBeNull();
    for (const path of ['/', '/source/passage-output', '/api/about', '/embed/', '/EMBED']) {
      const other = await routes.request(path);
      expect(other.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(other.headers.get('x-frame-options')).toBe('DENY');
    }
    const closed = await webRoutes(deskOf(), { pageDirectory }).routes.request('/embed');
    expect(closed.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('opens by a script that any site loads and keeps, and admits no site to the interfaces', async () => {
    const { routes } = webRoutes(deskOf(), { pageDirectory, widgetOrigins });
    const script = await routes.request('/widget.js');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(script.headers.get('cache-control')).toBe('public, max-age=86400');
    const version = script.headers.get('etag')!.replaceAll('"', '');
    const named = await routes.request(`/widget.js?v=${version}`);
    expect(named.headers.get('cache-control')).toContain('immutable');
    const origin = { origin: widgetOrigins[0]! };
    for (const path of ['/widget.js', '/api/about', '/api/chat'])
      for (const method of ['GET', 'OPTIONS'])
        expect(
          (await routes.request(path, { method, headers: origin })).headers.get(
            'access-control-allow-origin',
          ),
        ).toBeNull();
  });
});
