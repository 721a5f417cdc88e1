import type {
  ChannelName,
  Inbound,
  InboundContent,
  OutboxPart,
  PartPayload,
  Reply,
} from '../../src/channel-types.ts';
import type { Addressee, Channel, ChannelLog } from '../../src/channels/channel.ts';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import type { PathSettings } from '../../src/channels/inbound/path-parts.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';

/** A channel whose messages are replies as they are, and that keeps what it was given to send. */
export interface PlainChannel extends Channel {
  sent: { reply: Reply; to: Addressee; part: OutboxPart }[];
  /** Thrown by the next sends, one each. */
  faults: unknown[];
}

export function plainChannel(options: Partial<Channel> & { name?: ChannelName } = {}): PlainChannel {
  const sent: PlainChannel['sent'] = [];
  const faults: unknown[] = [];
  return {
    name: 'telegram',
    audience: 'public',
    limits: {},
    sent,
    faults,
    render: (reply) => [{ reply } as unknown as PartPayload],
    async send(part, to) {
      const fault = faults.shift();
      if (fault) throw fault;
      sent.push({ reply: part.payload.reply as Reply, to, part });
      return { sentAs: String(sent.length) };
    },
    ...options,
  };
}

/** The inbound path over SQLite in memory, with one channel and a desk. */
export async function openInboundBench(options: {
  port: DeskPort;
  channel?: PlainChannel;
  settings?: Partial<PathSettings>;
  file?: string;
  publicUrl?: string;
}) {
  const { port, channel = plainChannel(), file = ':memory:' } = options;
  const store = openConversationStore(await openStateDatabase({ file }));
  const logged: string[] = [];
  const note = (_details: Record<string, unknown>, message: string) => {
    logged.push(message);
  };
  const log: ChannelLog = { error: note, warn: note, info: note };
  const path = openInboundPath({
    ...{ store, port, log },
    links: { source: (passage) => options.publicUrl && `${options.publicUrl}/source/${passage}` },
    clock: () => new Date(),
    today: () => '2026-03-01',
    owner: 'test',
    random: () => 0,
    settings: { pollMs: 20, ...options.settings },
  });
  path.serve(channel);
  await path.start();
  let count = 0;
  return {
    ...{ path, store, channel, logged },
    /** Something said by somebody; `say('问题')` for a text. */
    say(content: InboundContent | string, more: Partial<Inbound> = {}) {
      count += 1;
      return path.accept({
        channel: channel.name,
        account: 'desk',
        key: `m${count}`,
        place: 'visitor',
        sender: 'visitor',
        rank: count,
        sentAt: Date.now(),
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
        ...more,
      });
    },
    /** The replies sent, once there are so many. */
    async replies(number: number): Promise<Reply[]> {
      await until(() => channel.sent.length >= number);
      return channel.sent.map(({ reply }) => reply);
    },
    async close() {
      await path.stop(1000);
      await store.close();
    },
  };
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not come to that within 30 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
