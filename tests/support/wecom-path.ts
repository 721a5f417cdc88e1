import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { createLinks } from '../../src/channels/links.ts';
import { createWecomChannel } from '../../src/channels/wecom/wecom.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import type { FakeDesk } from './fake-desk.ts';
import { testClock, until } from './kf-bench.ts';
import { startWecomEmulator, type WecomEmulator } from './wecom-emulator.ts';

/** The staff's bot as it runs: emulator, connection, path and a store on disk. */
export interface WecomPath {
  emulator: WecomEmulator;
  store: ConversationStore;
  log: string[];
  /** Ends the process in the midst of whatever it does, and begins another over the same disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openWecomPath(desk: FakeDesk): Promise<WecomPath> {
  // The leases of a process that was ended run out as time passes.
  const start = Date.now();
  const clock = testClock(start);
  const now = () => new Date(clock.now().getTime() + Date.now() - start);
  const emulator = await startWecomEmulator({ clock: now });
  const folder = mkdtempSync(join(tmpdir(), 'luodi-wecom-'));
  const log: string[] = [];
  const write = (details: Record<string, unknown>, message: string) =>
    void log.push(`${message} ${JSON.stringify(details)}`);
  const links = createLinks({ publicUrl: 'https://desk.example', secret: 'secret', clock: now });
  let running: { store: ConversationStore; stop: (withinMs: number) => Promise<void> } | undefined;

  async function begin(): Promise<void> {
    const store = openConversationStore(await openStateDatabase({ file: join(folder, 'state.sqlite') }));
    const shared = { store, port: desk, links, clock: now, log: { error: write, warn: write, info: write } };
    const settings = { pollMs: 20, leaseMs: 300 };
    const path = openInboundPath({ ...shared, today: () => '2026-03-02', owner: 'test', settings });
    const channel = createWecomChannel(
      { botId: emulator.botId, secret: emulator.secret, url: emulator.url },
      { ...shared, intake: path, fetch },
      { reconnectMs: 10, streamEveryMs: 5 },
    );
    path.serve(channel);
    const before = emulator.connections.subscribed;
    await channel.start!();
    await until(() => emulator.connections.subscribed > before);
    await path.start();
    running = {
      store,
      async stop(withinMs) {
        await channel.stop!();
        await path.stop(withinMs);
        await store.close();
      },
    };
  }

  await begin();
  return {
    emulator,
    log,
    get store() {
      return running!.store;
    },
    async restart() {
      await running!.stop(0);
      await begin();
    },
    async close() {
      await running!.stop(1000);
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
