import type { DeskPort } from '../../src/channels/desk-port.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { createLinks } from '../../src/channels/links.ts';
import { createWebChannel, createWebRoutes, type WebRoutesOptions } from '../../src/channels/web/web.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';

const TODAY = '2026-03-01';

/**
 * The page's routes over the real path and a store in memory, before any desk.
 * @param options what differs from a desk that limits nobody
 */
export async function openWebDesk(port: DeskPort, options: Partial<WebRoutesOptions> = {}) {
  const store = openConversationStore(await openStateDatabase({ file: ':memory:' }));
  const quiet = () => undefined;
  const log = { error: quiet, warn: quiet, info: quiet };
  const clock = options.clock ?? (() => new Date());
  const today = options.today ?? (() => TODAY);
  const links = createLinks({ publicUrl: options.publicUrl, secret: 'a secret of tests', clock });
  const path = openInboundPath({ store, port, links, today, clock, log, owner: 'test' });
  const channel = createWebChannel({ log });
  path.serve(channel);
  await path.start();
  const routes = createWebRoutes(port, {
    pageDirectory: 'no-such-folder',
    createId: () => crypto.randomUUID().replaceAll('-', ''),
    widgetOrigins: [],
    questionsPerMinute: { visitor: 1000, address: 100_000 },
    trustsProxy: false,
    ...{ log, intake: path, store, links, channel },
    ...options,
    ...{ clock, today },
  });
  return {
    ...{ routes, store, links, channel },
    async close() {
      await path.stop(1000);
      await store.close();
    },
  };
}
