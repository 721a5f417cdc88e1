import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { build } from 'vite';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import type { Links } from '../../src/channels/links.ts';
import type { WebRoutesOptions } from '../../src/channels/web/web.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openWebDesk } from './web-desk.ts';

const WEB = fileURLToPath(new URL('../../web', import.meta.url));

/** Builds the page into a folder of its own, as `npm run prepare` does into `web/dist`. */
export async function buildPage(directory: string): Promise<void> {
  await build({
    root: WEB,
    configFile: `${WEB}/vite.config.ts`,
    mode: 'production',
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true },
  });
}

export interface WebServer {
  /** `http://127.0.0.1:port` */
  origin: string;
  store: ConversationStore;
  links: Links;
  stop(): Promise<void>;
}

/** Serves the page and its routes on a free loopback port. */
export async function serveWeb(
  port: DeskPort,
  pageDirectory: string,
  options: Partial<WebRoutesOptions> = {},
): Promise<WebServer> {
  const desk = await openWebDesk(port, { pageDirectory, ...options });
  const started = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: desk.routes.fetch, port: 0, hostname: '127.0.0.1' }, started.resolve);
  const address = await started.promise;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    ...{ store: desk.store, links: desk.links },
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await desk.close();
    },
  };
}
