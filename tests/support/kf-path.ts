import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InboundPath, openInboundPath } from '../../src/channels/inbound/path.ts';
import { createKfChannel } from '../../src/channels/kf/kf.ts';
import { createLinks } from '../../src/channels/links.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import type { FakeDesk } from './fake-desk.ts';
import { type TestClock, testClock } from './kf-bench.ts';
import { type KfEmulator, startKfEmulator } from './kf-emulator.ts';
import { ACCOUNT, type KfWorldSetup, type Shown } from './kf-emulator-world.ts';

/** Customer service as it runs: emulator, channel, path and a store on disk. */
export interface KfPath {
  emulator: KfEmulator;
  clock: TestClock;
  store: ConversationStore;
  log: string[];
  /** Ends the process without farewell, and begins another over the same disk. */
  restart(changeStore?: (store: ConversationStore) => ConversationStore): Promise<void>;
  /** What a customer was shown. */
  shownTo(customer: string): Shown[];
  conversation(customer: string): ReturnType<ConversationStore['conversationAt']>;
  close(): Promise<void>;
}

export async function openKfPath(
  desk: FakeDesk,
  setup: Partial<KfWorldSetup> & { publicUrl?: string; ours?: string[] } = {},
): Promise<KfPath> {
  const clock = testClock();
  const emulator = await startKfEmulator({ ...setup, clock: clock.now });
  const folder = mkdtempSync(join(tmpdir(), 'luodi-kf-'));
  const log: string[] = [];
  const write = (details: Record<string, unknown>, message: string) =>
    void log.push(`${message} ${JSON.stringify(details)}`);
  const links = createLinks({ publicUrl: setup.publicUrl, secret: 'secret', clock: clock.now });
  const settings = { ...emulator.secrets, apiRoot: emulator.apiRoot, servicers: setup.ours ?? [] };
  let running: { path: InboundPath; store: ConversationStore; stop: () => Promise<void> } | undefined;

  async function begin(
    change: (store: ConversationStore) => ConversationStore = (store) => store,
  ): Promise<void> {
    const store = change(
      openConversationStore(await openStateDatabase({ file: join(folder, 'state.sqlite') })),
    );
    const shared = {
      store,
      port: desk,
      links,
      clock: clock.now,
      log: { error: write, warn: write, info: write },
    };
    const path = openInboundPath({
      ...shared,
      today: () => '2026-03-02',
      owner: 'test',
      settings: { pollMs: 20, leaseMs: 2000 },
    });
    const channel = createKfChannel(
      settings,
      { ...shared, intake: path, fetch },
      { pollMs: 60_000, retryMs: 10 },
    );
    path.serve(channel);
    emulator.deliverTo((request) => channel.handle!(request));
    await path.start();
    await channel.start!();
    running = {
      path,
      store,
      async stop() {
        await channel.stop!();
        await path.stop(1000);
        await store.close();
      },
    };
  }

  await begin();
  return {
    emulator,
    clock,
    log,
    get store() {
      return running!.store;
    },
    async restart(change) {
      await running!.stop();
      await begin(change);
    },
    shownTo: (customer) => emulator.shown.filter((shown) => shown.customer === customer),
    conversation: (customer) =>
      running!.store.conversationAt({ channel: 'kf', account: ACCOUNT, place: customer }),
    async close() {
      await running!.stop();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All that a message says, its menu included. */
export function textOf(shown: Shown | undefined): string {
  if (shown?.msgtype === 'text') return shown.text.content;
  if (shown?.msgtype !== 'msgmenu') return '';
  const { head_content: head, list, tail_content: tail } = shown.msgmenu;
  const entries = list.map((entry) => {
    if (entry.type === 'click') return entry.click.content;
    return entry.type === 'view' ? `${entry.view.content} ${entry.view.url}` : entry.text.content;
  });
  return [head, ...entries, tail].filter(Boolean).join('\n');
}
