import type { Channel } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { createCallback } from './callback.ts';
import { createDiscovery } from './discovery.ts';
import { createTaker } from './incoming.ts';
import { KF_BUDGET } from './items.ts';
import { createKfApi, type KfApi } from './kf-api.ts';
import { createPuller } from './pull.ts';
import { renderKf } from './render.ts';
import { sendKf } from './send.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { KfSettings } from './settings.ts';

export { examineKf } from './examine.ts';

export interface KfOptions {
  /** How often to look for messages of which no callback told, in milliseconds; a minute unless given. */
  pollMs?: number;
  /** The first wait after messages could not be read, in milliseconds; it doubles up to `pollMs`. */
  retryMs?: number;
}

const POLL_MS = 60_000;
const RETRY_MS = 1000;

/**
 * WeChat Customer Service: a callback tells that something happened, `sync_msg` what, and replies keep to five
 * messages for each of the customer's.
 */
export function createKfChannel(
  settings: KfSettings,
  deps: ChannelDeps,
  { pollMs = POLL_MS, retryMs = RETRY_MS }: KfOptions = {},
): Channel {
  const { port, store, links, clock, log } = deps;
  const api = createKfApi(settings, deps);
  const sessions = createSessions({ api, store, log });
  const { servicers } = settings;
  return {
    name: 'kf',
    audience: 'public',
    limits: { budget: KF_BUDGET },
    render: (reply, to) => renderKf(reply, to, { links, clock }),
    send: (part, to) => sendKf(part, to, { api, sessions, port, clock, log, servicers }),
    ...receiving(settings, { ...deps, api, sessions, pollMs, retryMs }),
  };
}

/** What arrived while nothing was running is looked for at once; callbacks are taken meanwhile. */
function receiving(
  settings: KfSettings,
  deps: ChannelDeps & { api: KfApi; sessions: Sessions } & Required<KfOptions>,
): Pick<Channel, 'handle' | 'start' | 'stop'> {
  const { api, clock, log, pollMs } = deps;
  const puller = createPuller({ ...deps, take: createTaker(deps) });
  const discovery = createDiscovery({
    api,
    log,
    found: (accounts) => puller.watch(accounts),
    retryMs: pollMs,
  });
  return {
    handle: createCallback({
      settings,
      onSignal: (signal) => puller.signal(signal),
      onAccounts: () => discovery.begin(),
      clock,
      log,
    }),
    async start() {
      discovery.begin();
    },
    async stop() {
      discovery.end();
      await puller.stop();
    },
  };
}
