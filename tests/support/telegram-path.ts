import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Channel } from '../../src/channels/channel.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { createLinks } from '../../src/channels/links.ts';
import { createTelegramChannel } from '../../src/channels/telegram/telegram.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import type { FakeDesk } from './fake-desk.ts';
import { startTelegramEmulator, type TelegramEmulator } from './telegram-emulator.ts';
import type { TgMessage } from './telegram-emulator-world.ts';

/** A bot as it runs: emulator, channel, path and a store on disk. */
export interface TelegramPath {
  emulator: TelegramEmulator;
  store: ConversationStore;
  channel: Channel;
  log: string[];
  /** The status of each call of the webhook. */
  statuses: number[];
  /** Accepting fails so many times, as with a full disk. */
  failAccepting(times: number): void;
  /** Ends the process in the midst of whatever it does, and begins another over the same disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const WEBHOOK = { url: 'https://desk.example/channels/telegram', secret: 'a-secret_of-the-webhook' };

export async function openTelegramPath(
  desk: FakeDesk,
  { isPushed = false, isPaced = false }: { isPushed?: boolean; isPaced?: boolean } = {},
): Promise<TelegramPath> {
  const log: string[] = [];
  const statuses: number[] = [];
  let failing = 0;
  const clock = () => new Date();
  const folder = mkdtempSync(join(tmpdir(), 'luodi-telegram-'));
  const write = (details: Record<string, unknown>, message: string) =>
    void log.push(`${message} ${JSON.stringify(details)}`);
  const links = createLinks({ publicUrl: 'https://desk.example', secret: 'secret', clock });
  const emulator = await startTelegramEmulator({
    async deliver(request) {
      const response = await running!.channel.handle!(request);
      statuses.push(response.status);
      return response;
    },
  });
  const settings = {
    token: emulator.world.token,
    apiRoot: emulator.apiRoot,
    ...(isPushed && { webhook: WEBHOOK }),
  };
  let running: { store: ConversationStore; channel: Channel; stop: () => Promise<void> } | undefined;

  async function begin(): Promise<void> {
    const store = openConversationStore(await openStateDatabase({ file: join(folder, 'state.sqlite') }));
    const shared = { store, port: desk, links, clock, log: { error: write, warn: write, info: write } };
    const path = openInboundPath({
      ...shared,
      ...{ today: () => '2026-03-02', owner: 'test', random: () => 0 },
      settings: { pollMs: 20 },
    });
    const intake = {
      settled: path.settled.bind(path),
      async accept(inbound: Parameters<typeof path.accept>[0]) {
        if (failing-- > 0) throw new Error('The disk is full.');
        return path.accept(inbound);
      },
    };
    const timing = { draftEveryMs: 5, editEveryMs: 5, retryMs: 10, pollMs: 2_000 };
    const channel = createTelegramChannel(settings, { ...shared, intake, fetch }, timing);
    // The published pace is what every test would wait for.
    path.serve(isPaced ? channel : { ...channel, limits: { accountGapMs: 0 } });
    running = {
      store,
      channel,
      async stop() {
        await channel.stop!();
        await path.stop(0);
        await store.close();
      },
    };
    await path.start();
    await channel.start!();
  }

  await begin();
  return {
    emulator,
    log,
    statuses,
    get store() {
      return running!.store;
    },
    get channel() {
      return running!.channel;
    },
    failAccepting(times) {
      failing = times;
    },
    async restart() {
      await running!.stop();
      await begin();
    },
    async close() {
      await running!.stop();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The bot's message of this place in a chat, once it is there; what was there instead, if it does not come. */
export async function messageIn(path: TelegramPath, chat: number, index: number): Promise<TgMessage> {
  const patience = AbortSignal.timeout(20_000);
  for (;;) {
    const shown = path.emulator.shown(chat);
    if (shown[index]) return shown[index];
    if (patience.aborted) {
      const texts = shown.map(({ text }) => text).join('\n---\n');
      throw new Error(`No message ${index} in ${chat}, but:\n${texts}\n${path.log.join('\n')}`);
    }
    await wait(5);
  }
}
