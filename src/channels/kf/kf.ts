import type { Inbound } from '../../channel-types.ts';
import type { Channel } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { createCallback } from './callback.ts';
import { createDiscovery } from './discovery.ts';
import { KF_BUDGET, type KfItem, readItem } from './items.ts';
import { createKfApi } from './kf-api.ts';
import { bounceOf } from './kf-errors.ts';
import { createPuller } from './pull.ts';
import { renderKf } from './render.ts';
import { sendKf } from './send.ts';
import { createSessions } from './sessions.ts';
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
export function createKfChannel(settings: KfSettings, deps: ChannelDeps, options: KfOptions = {}): Channel {
  const { intake, port, store, links, clock, log } = deps;
  const api = createKfApi(settings, deps);
  const sessions = createSessions({ api, store, log });
  const sending = { api, sessions, port, clock, log, servicers: settings.servicers };

  async function accept(inbound: Inbound, after: () => KfItem[]): Promise<void> {
    const customer = { account: inbound.account, customer: inbound.place };
    const isSaid = inbound.content.kind !== 'arrival';
    const wasUntilLater = () =>
      after().some((item) => item.kind === 'session' && item.customer === customer.customer);
    const isForPeople = isSaid && (await sessions.isWithPerson(customer, wasUntilLater));
    await intake.accept(isForPeople ? { ...inbound, isForPeople } : inbound);
  }

  async function take(
    entry: unknown,
    { account, after }: { account: string; after: () => unknown[] },
  ): Promise<void> {
    const now = clock().getTime();
    const read = (entry: unknown) => readItem(entry, { account, now });
    const item = read(entry);
    switch (item.kind) {
      case 'inbound':
        return accept(item.inbound, () => after().map(read));
      case 'session':
        return sessions.note({ account, customer: item.customer }, item.isWithPerson);
      case 'bounced':
        log.warn({ part: item.part, failType: item.failType }, bounceOf(item.failType).error);
        await store.partBounced(item.part, { at: now, ...bounceOf(item.failType) });
        return;
      case 'ignored':
        log.info({ account }, `Passed over: ${item.what}`);
    }
  }

  const puller = createPuller({
    api,
    store,
    take,
    clock,
    log,
    pollMs: options.pollMs ?? POLL_MS,
    retryMs: options.retryMs ?? RETRY_MS,
  });
  const discovery = createDiscovery({ api, log, found: puller.watch, retryMs: options.pollMs ?? POLL_MS });
  return {
    name: 'kf',
    audience: 'public',
    limits: { budget: KF_BUDGET },
    render: (reply, to) => renderKf(reply, to, { links, clock }),
    send: (part, to) => sendKf(part, to, sending),
    handle: createCallback({ settings, onSignal: puller.signal, clock, log }),
    // What arrived while nothing was running is looked for at once; callbacks are taken meanwhile.
    async start() {
      discovery.begin();
    },
    async stop() {
      discovery.end();
      await puller.stop();
    },
  };
}
