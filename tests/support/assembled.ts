import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { openChannels } from '../../src/app/channels.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { createLinks, type Links } from '../../src/channels/links.ts';
import { createMcpRoutes } from '../../src/channels/mcp/mcp.ts';
import { createOpenAiRoutes } from '../../src/channels/openai-api/openai-api.ts';
import { createWebChannel, createWebRoutes } from '../../src/channels/web/web.ts';
import { ENVIRONMENT_VARIABLES, loadConfig } from '../../src/config.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase, type StateDatabase } from '../../src/store/state-database.ts';
import { createGuardedDesk } from './assembled-desk.ts';
import { removeFolders } from './command-line.ts';
import type { FakeDesk } from './fake-desk.ts';
import { KEY } from './programs.ts';

/** The secrets of the channels, as they are set. */
export const SECRETS = {
  TELEGRAM_BOT_TOKEN: '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr',
  TELEGRAM_WEBHOOK_URL: 'https://desk.example/channels/telegram',
  TELEGRAM_WEBHOOK_SECRET: 'telegram-secret-0001',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_TOKEN: 'wechat-token-0001',
  WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECOM_CORP_ID: 'ww0123456789abcdef',
  WECOM_SECRET: 'wecom-secret-0001',
  WECOM_TOKEN: 'wecom-token-0001',
  WECOM_AES_KEY: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
};

/** All of Luodi that can be reached from outside, in a process, over a store that a test looks into. */
export interface Assembled {
  routes: Hono;
  desk: FakeDesk;
  store: ConversationStore;
  links: Links;
  logged: { details: Record<string, unknown>; message: string }[];
  /** How many rows each table of the store has. */
  rows(): Promise<Record<string, number>>;
}

/** Puts everything together as `src/app/service.ts` does, before a desk of a test; gone after the test. */
export async function assemble(): Promise<Assembled> {
  const desk = createGuardedDesk();
  const state = await openStateDatabase({ file: ':memory:' });
  const store = openConversationStore(state);
  const logged: Assembled['logged'] = [];
  const keep = (details: Record<string, unknown>, message: string) => void logged.push({ details, message });
  const log = { error: keep, warn: keep, info: () => undefined };
  const clock = () => new Date();
  const today = () => desk.today();
  const createId = () => crypto.randomUUID().replaceAll('-', '');
  const links = createLinks({ publicUrl: 'https://desk.example', secret: 'links-secret', clock });
  const common = { port: desk, store, links, clock, log };
  const path = openInboundPath({ ...common, owner: 'test', today });
  const deps = { ...common, intake: path, fetch: noNetwork };
  const channels = await openChannels(settings(await startTelegram()), deps);
  const web = createWebChannel({ log });
  for (const channel of [web, ...channels]) path.serve(channel);
  await path.start();
  const forPrograms = {
    ...{ apiKeys: [KEY], clock, today, createId, log, links },
    perMinute: { key: 1000, address: 1000 },
  };
  const routes = createWebRoutes(desk, {
    ...{ clock, today, createId, log, intake: path, store, links, channel: web, channels },
    pageDirectory: await builtPage(),
    interfaces: [
      { path: '/v1', routes: createOpenAiRoutes(desk, forPrograms) },
      { path: '/mcp', routes: createMcpRoutes(desk, { ...forPrograms, allowedOrigins: [] }) },
    ],
    widgetOrigins: [],
    questionsPerMinute: { visitor: 1000, address: 10_000 },
    trustsProxy: false,
  });
  onTestFinished(async () => {
    await path.stop(1000);
    await store.close();
  });
  return { routes, desk, store, links, logged, rows: () => rowsOf(state) };
}

/** A Bot API that knows who its bot is, and nothing else. */
async function startTelegram(): Promise<string> {
  const me = { id: 123_456_789, is_bot: true, first_name: '落地', username: 'luodi_bot' };
  const server = createServer((request, response) => {
    const isKnown = request.url?.endsWith('/getMe') ?? false;
    const refusal = { ok: false, error_code: 404, description: 'Not Found' };
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? { ok: true, result: me } : refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** No other channel reaches its vendor in these tests. */
const noNetwork: typeof fetch = async () => {
  throw new TypeError('fetch failed');
};

function settings(telegram: string) {
  const nothing = Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, '']));
  return loadConfig({ packs: [], data: tmpdir() }, { ...nothing, ...SECRETS, TELEGRAM_API_ROOT: telegram })
    .channels;
}

/** What a built page has, so that its routes find something. */
async function builtPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'luodi-page-'));
  onTestFinished(() => removeFolders([folder]));
  const page = '<!doctype html><html><title><!--title--></title><!--head--><body><!--body--></body></html>';
  for (const name of ['index.html', 'source.html', 'answer.html']) await writeFile(join(folder, name), page);
  for (const name of ['widget.js', 'waiting.js', 'favicon.svg']) await writeFile(join(folder, name), '');
  return folder;
}

async function rowsOf({ kysely }: StateDatabase): Promise<Record<string, number>> {
  const tables = await kysely.introspection.getTables();
  const counts = tables.map(async ({ name }) => {
    const { count } = await kysely
      .selectFrom(name as never)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return [name, Number(count)] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
