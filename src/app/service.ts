import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ChannelLog } from '../channels/channel.ts';
import { type InboundPath, openInboundPath } from '../channels/inbound/path.ts';
import { createLinks, type Links } from '../channels/links.ts';
import { createMcpRoutes } from '../channels/mcp/mcp.ts';
import { createOpenAiRoutes } from '../channels/openai-api/openai-api.ts';
import { followedOnPage } from '../channels/web/followed-on-page.ts';
import { createWebChannel, createWebRoutes } from '../channels/web/web.ts';
import type { Config } from '../config.ts';
import type { Luodi } from '../luodi.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import { openChannels } from './channels.ts';
import { openConversations } from './conversations.ts';

/** Luodi as it runs: the page, the interfaces and the channels over one inbound path. */
export interface Service extends Pick<ReturnType<typeof createWebRoutes>, 'fetch'> {
  /** Names of the channels that are configured, beside the page. */
  readonly channels: readonly string[];
  /** Begins to receive, to answer and to deliver: first what an earlier process left. */
  start(): Promise<void>;
  /** Stops receiving, lets what is under way end, and gives the rest back. */
  stop(): Promise<void>;
}

/** Where the built visitor page is. */
export const PAGE_DIRECTORY = join(import.meta.dirname, '..', '..', 'web', 'dist');

/** How long what is under way has to end after `stop`, in milliseconds; service managers wait about ten seconds. */
const STOP_MS = 7_000;

/**
 * Puts everything together that is not the answering itself.
 * @throws AppError where conversations cannot be kept
 */
export async function openService(luodi: Luodi, config: Config, log: ChannelLog): Promise<Service> {
  const store = await openConversations(config);
  const links = createLinks({
    publicUrl: config.publicUrl,
    secret: await store.secret('links', () => randomBytes(32).toString('hex')),
    clock,
  });
  const path = openInboundPath({
    store,
    port: luodi,
    links,
    clock,
    log,
    owner: `${hostname()}:${process.pid}`,
    today: () => luodi.today(),
  });
  const web = createWebChannel({ log });
  const opened = await openChannels(config.channels, {
    intake: path,
    port: luodi,
    store,
    links,
    clock,
    fetch,
    log,
  });
  // Their askers may be given a link in place of an answer.
  const channels = opened.map((channel) =>
    channel.audience === 'public' ? followedOnPage(channel, web) : channel,
  );
  for (const channel of [web, ...channels]) path.serve(channel);
  const routes = webRoutes({ luodi, config, log, store, links, path, web, channels });
  return {
    fetch: routes.fetch,
    channels: channels.map(({ name }) => name),
    async start() {
      await path.start();
      await Promise.all(channels.map((channel) => channel.start?.()));
    },
    async stop() {
      await Promise.all(channels.map((channel) => channel.stop?.()));
      await path.stop(STOP_MS);
      await store.close();
    },
  };
}

const clock = () => new Date();
/** As the nouns want them: 32 hexadecimal digits. */
const createId = () => randomUUID().replaceAll('-', '');

interface Parts {
  luodi: Luodi;
  config: Config;
  log: ChannelLog;
  store: ConversationStore;
  links: Links;
  path: InboundPath;
  web: ReturnType<typeof createWebChannel>;
  channels: Awaited<ReturnType<typeof openChannels>>;
}

function webRoutes({ luodi, config, log, store, links, path, web, channels }: Parts) {
  const { apiKeys, questionsPerMinute, trustsProxy, widgetOrigins } = config.channels;
  const { publicUrl } = config;
  const today = () => luodi.today();
  const perMinute = { key: questionsPerMinute.address, address: questionsPerMinute.address };
  const forPrograms = { apiKeys, clock, perMinute, trustsProxy, today, createId, log, links };
  return createWebRoutes(luodi, {
    pageDirectory: PAGE_DIRECTORY,
    clock,
    today,
    createId,
    log,
    intake: path,
    store,
    links,
    channel: web,
    channels,
    interfaces: [
      { path: '/v1', routes: createOpenAiRoutes(luodi, forPrograms) },
      { path: '/mcp', routes: createMcpRoutes(luodi, { ...forPrograms, allowedOrigins: widgetOrigins }) },
    ],
    widgetOrigins,
    questionsPerMinute,
    trustsProxy,
    publicUrl,
  });
}
