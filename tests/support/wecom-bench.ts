import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inbound, Reply } from '../../src/channel-types.ts';
import type { Addressee, Channel } from '../../src/channels/channel.ts';
import { createLinks } from '../../src/channels/links.ts';
import { createWecomChannel } from '../../src/channels/wecom/wecom.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import { createFakeDesk, OUTPUT_CITATION, OUTPUT_SOURCE, POLICY_CITATION } from './fake-desk.ts';
import { partOf, type TestClock, testClock, until } from './kf-bench.ts';
import { startWecomEmulator, type WecomEmulator, type WecomSetup } from './wecom-emulator.ts';

export interface WecomBench {
  emulator: WecomEmulator;
  channel: Channel;
  store: ConversationStore;
  clock: TestClock;
  accepted: Inbound[];
  log: string[];
  /** Another process with the same bot, connected. */
  another(): Promise<Channel>;
  /** Whom the reply to the newest message is for. */
  addressee(): Promise<Addressee>;
  /** Renders and sends a reply, part by part. */
  reply(reply: Reply, to: Addressee, channel?: Channel): Promise<void>;
  failAccepting(times: number): void;
  close(): Promise<void>;
}

/** A connected channel over the emulator and a store on disk; the public may see the first source and not the second. */
export async function wecomBench(
  setup: Partial<WecomSetup> & { isShut?: boolean } = {},
): Promise<WecomBench> {
  const clock = testClock();
  const emulator = await startWecomEmulator({ clock: clock.now, ...setup });
  const folder = mkdtempSync(join(tmpdir(), 'luodi-wecom-'));
  const store = openConversationStore(await openStateDatabase({ file: join(folder, 'state.sqlite') }));
  const accepted: Inbound[] = [];
  const log: string[] = [];
  const channels: Channel[] = [];
  let failures = 0;
  const write = (details: Record<string, unknown>, message: string) =>
    void log.push(
      `${message} ${JSON.stringify(details, (_, value) => (value instanceof Error ? value.message : value))}`,
    );
  const file = { name: 'policy.docx', bytes: new TextEncoder().encode('内部文件') };
  const create = () => {
    const channel = createWecomChannel(
      { botId: emulator.botId, secret: emulator.secret, url: emulator.url },
      {
        intake: {
          async accept(inbound) {
            if (failures > 0) {
              failures -= 1;
              throw new Error('disk full');
            }
            const kept = await store.accept(inbound, { now: clock.now().getTime() });
            if (kept.isNew) accepted.push(inbound);
            return kept;
          },
          settled: async () => undefined,
        },
        port: createFakeDesk({
          sources: { [OUTPUT_CITATION.passage]: OUTPUT_SOURCE },
          files: { 'internal/policy.docx': file },
        }),
        store,
        links: createLinks({ publicUrl: 'https://desk.example', secret: 's', clock: clock.now }),
        clock: clock.now,
        fetch,
        log: { error: write, warn: write, info: write },
      },
      { reconnectMs: 10, heartbeatMs: 30, streamEveryMs: 5 },
    );
    channels.push(channel);
    return channel;
  };
  const another = async () => {
    const channel = create();
    const before = emulator.connections.subscribed;
    await channel.start!();
    await until(() => emulator.connections.subscribed > before);
    return channel;
  };
  const channel = setup.isShut ? create() : await another();
  let serial = 0;
  return {
    emulator,
    channel,
    store,
    clock,
    accepted,
    log,
    another,
    async addressee() {
      const inbound = accepted.at(-1)!;
      const conversation = (await store.conversationAt(inbound))!;
      const message = (await store.messages(conversation.id, { limit: 100 })).find(
        (message) => message.inbound.key === inbound.key,
      )!;
      return { conversation, message };
    },
    async reply(reply, to, by = channel) {
      for (const payload of by.render(reply, to)) {
        serial += 1;
        await by.send(partOf(payload, serial), to);
      }
    },
    failAccepting(times) {
      failures = times;
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.stop?.()));
      await emulator.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An answer of staff with a public and an internal source, and two questions to ask next. */
export function staffReply(parts: Partial<Reply> = {}): Reply {
  return {
    author: 'ai',
    language: 'zh-Hans',
    text: '工业总产值为1638.77亿元[1]，奖励最高2000万元[2]。',
    citations: [OUTPUT_CITATION, POLICY_CITATION],
    buttons: [
      { kind: 'ask', label: '制造业项目有哪些奖励？', token: 'ask.1', question: '制造业项目有哪些奖励？' },
      { kind: 'ask', label: '新材料园在哪里？', token: 'ask.2', question: '新材料园在哪里？' },
      { kind: 'rate', label: '👍', token: 'rate.up' },
    ],
    ...parts,
  };
}
