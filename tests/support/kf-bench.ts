import type {
  Conversation,
  Inbound,
  OutboxPart,
  PartPayload,
  StoredMessage,
} from '../../src/channel-types.ts';
import type { Addressee, Channel } from '../../src/channels/channel.ts';
import type { ChannelDeps } from '../../src/channels/channel-deps.ts';
import { createKfChannel } from '../../src/channels/kf/kf.ts';
import { createLinks } from '../../src/channels/links.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { createFakeDesk } from './fake-desk.ts';
import { type KfEmulator, startKfEmulator } from './kf-emulator.ts';
import { ACCOUNT, type KfWorldSetup } from './kf-emulator-world.ts';

export interface KfBench {
  emulator: KfEmulator;
  channel: Channel;
  clock: TestClock;
  /** What was accepted, once for each key. */
  accepted: Inbound[];
  /** How often something was accepted, repetitions counted. */
  acceptances: { count: number };
  cursors: Map<string, string>;
  bounced: { part: string; error: string; isGone: boolean }[];
  log: string[];
  /** Makes accepting fail, as a full disk does, for so many calls. */
  failAccepting(times: number): void;
  /** The channel as another process would have it, over the same store. */
  again(): Channel;
  close(): Promise<void>;
}

export interface TestClock {
  now(): Date;
  pass(ms: number): void;
}

export function testClock(start = Date.parse('2026-03-02T09:00:00+08:00')): TestClock {
  let at = start;
  return {
    now: () => new Date(at),
    pass(ms) {
      at += ms;
    },
  };
}

interface BenchSetup extends Partial<Omit<KfWorldSetup, 'clock'>> {
  ours?: string[];
  publicUrl?: string;
  pollMs?: number;
  files?: Record<string, { name: string; bytes: Uint8Array<ArrayBuffer> }>;
}

/** A channel over the emulator, with a store of cursors in memory and an intake that records. */
export async function kfBench(setup: BenchSetup = {}): Promise<KfBench> {
  const clock = testClock();
  const emulator = await startKfEmulator({ ...setup, clock: clock.now });
  const accepted: Inbound[] = [];
  const acceptances = { count: 0 };
  const cursors = new Map<string, string>();
  const bounced: KfBench['bounced'] = [];
  const log: string[] = [];
  let failures = 0;
  const write = (details: Record<string, unknown>, message: string) =>
    void log.push(
      `${message} ${JSON.stringify(details, (_, value) => (value instanceof Error ? value.message : value))}`,
    );
  const deps: ChannelDeps = {
    intake: {
      async accept(inbound) {
        if (failures > 0) {
          failures -= 1;
          throw new Error('disk full');
        }
        acceptances.count += 1;
        const isNew = !accepted.some(({ key }) => key === inbound.key);
        if (isNew) accepted.push(inbound);
        return { ...messageOf(inbound), isNew };
      },
      settled: async () => undefined,
    },
    port: createFakeDesk({ files: setup.files }),
    store: only<ConversationStore>({
      readCursor: async (name) => cursors.get(name),
      writeCursor: async (name, value) => void cursors.set(name, value),
      partBounced: async (part, { error, isGone }) => bounced.push({ part, error, isGone }) > 0,
    }),
    links: createLinks({ publicUrl: setup.publicUrl, secret: 'secret', clock: clock.now }),
    clock: clock.now,
    fetch,
    log: { error: write, warn: write, info: write },
  };
  const settings = { ...emulator.secrets, apiRoot: emulator.apiRoot, servicers: setup.ours ?? [] };
  const options = { pollMs: setup.pollMs ?? 3600_000, retryMs: 5 };
  const channels: Channel[] = [];
  const again = () => {
    const channel = createKfChannel(settings, deps, options);
    channels.push(channel);
    emulator.deliverTo((request) => channel.handle!(request));
    return channel;
  };
  return {
    emulator,
    channel: again(),
    clock,
    accepted,
    acceptances,
    cursors,
    bounced,
    log,
    failAccepting(times) {
      failures = times;
    },
    again,
    async close() {
      const stopped = channels.map((channel) => channel.stop?.());
      await emulator.close();
      await Promise.all(stopped);
    },
  };
}

/** Of a contract, what a test needs; whatever else is used fails. */
function only<Contract extends object>(given: Partial<Contract>): Contract {
  return new Proxy(given as Contract, {
    get(target, name) {
      if (name in target) return target[name as keyof Contract];
      throw new Error(`Nothing is said of ${String(name)}.`);
    },
  });
}

function messageOf(inbound: Inbound): { message: StoredMessage; conversation: Conversation } {
  const conversation: Conversation = {
    id: 'c'.repeat(32),
    channel: 'kf',
    account: inbound.account,
    place: inbound.place,
    isGroup: false,
    language: 'zh-Hans',
    isLanguageChosen: false,
    isReachable: true,
    since: 0,
    createdAt: 0,
  };
  const message: StoredMessage = {
    id: 'a'.repeat(32),
    number: 1,
    conversation: conversation.id,
    state: 'answering',
    inbound,
    acceptedAt: inbound.sentAt,
    attempts: 1,
  };
  return { message, conversation };
}

/** Whom a reply to something is for. */
export function addresseeOf(inbound: Partial<Inbound> = {}): Addressee {
  return messageOf({
    channel: 'kf',
    account: ACCOUNT,
    key: 'k',
    place: 'wmCustomer1',
    sender: 'wmCustomer1',
    rank: 0,
    sentAt: 0,
    content: { kind: 'text', text: '?' },
    ...inbound,
  });
}

/** A payload as a part that is sent for the first time, unless said otherwise. */
export function partOf(payload: PartPayload, serial = 1, attempts = 1): OutboxPart {
  return {
    id: serial.toString(16).padStart(32, '0'),
    number: serial,
    conversation: 'c'.repeat(32),
    author: 'ai',
    payload,
    state: 'sending',
    attempts,
    readyAt: 0,
  };
}

/** Waits until something holds; whoever waits for ever is ended by the test's own limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
