import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Inbound } from '../../src/channel-types.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import { type DeliveryApi, partsOf, startDeliveryApi } from './delivery-api.ts';
import { type DeliveryReport, reportOn } from './delivery-report.ts';

export interface DeliveryRun {
  messages: number;
  conversations: number;
  kills: number;
  processes: number;
  place: { file: string } | { url: string };
  seed: number;
}

/** When a message was first handed over, and when it was first acknowledged, in milliseconds of this process. */
export interface Delivered {
  inbound: Inbound;
  firstPosted: number;
  acknowledged: number;
}

const DELIVERING_AT_ONCE = 24;
/** Nothing more was taken for so long: it will not be. */
const STANDSTILL_MS = 60_000;

/**
 * Hands over messages, each one to five times in any order, to processes that are killed on the way and started
 * again, against a channel that refuses and fails; then looks at what the channel took.
 */
export async function runDelivery(run: DeliveryRun): Promise<DeliveryReport> {
  const random = seeded(run.seed);
  const api = await startDeliveryApi(seeded(run.seed + 1));
  const crew = await startCrew(run, api);
  const messages = makeMessages(run, random);
  const delivered = new Map<string, Delivered>();
  const killAt = Array.from({ length: run.kills }, () => Math.floor(random() * messages.length)).sort(
    (one, other) => one - other,
  );
  try {
    let handed = 0;
    const deliverNext = async () => {
      for (;;) {
        const inbound = messages[handed];
        if (!inbound) return;
        if (killAt.length > 0 && handed >= killAt[0]!) {
          // One that has not begun again yet is killed later.
          if (crew.kill(Math.floor(random() * run.processes))) killAt.shift();
        }
        handed += 1;
        await deliver(inbound, crew, delivered, random);
      }
    };
    await Promise.all(Array.from({ length: DELIVERING_AT_ONCE }, deliverNext));
    const left = await rest(run, api, delivered);
    return reportOn({ api, delivered, kills: crew.kills, left });
  } finally {
    await crew.stop();
    await api.stop();
  }
}

/** All deliveries, shuffled; what is said in a conversation is ranked as it was said. */
function makeMessages({ messages, conversations }: DeliveryRun, random: () => number): Inbound[] {
  const all = Array.from({ length: messages }, (_, at): Inbound => {
    const place = `place-${Math.floor(random() * conversations)}`;
    return {
      channel: 'telegram',
      account: 'desk',
      key: `update-${at}`,
      place,
      sender: place,
      rank: at,
      sentAt: at,
      // The same words are said over and over: nothing may depend on them.
      content: { kind: 'text', text: `问题${at % 7}` },
    };
  });
  const deliveries = all.flatMap((inbound) =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => inbound),
  );
  for (let at = deliveries.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [deliveries[at], deliveries[other]] = [deliveries[other]!, deliveries[at]!];
  }
  return deliveries;
}

/** Hands a message over until it is acknowledged, as channels do. */
async function deliver(
  inbound: Inbound,
  crew: Crew,
  delivered: Map<string, Delivered>,
  random: () => number,
): Promise<void> {
  const known = delivered.get(inbound.key);
  if (!known) delivered.set(inbound.key, { inbound, firstPosted: performance.now(), acknowledged: Infinity });
  for (;;) {
    const port = crew.port(random());
    const isTaken = port !== undefined && (await post(port, inbound));
    if (isTaken) break;
    await wait(20);
  }
  const record = delivered.get(inbound.key)!;
  record.acknowledged = Math.min(record.acknowledged, performance.now());
}

async function post(port: number, inbound: Inbound): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: JSON.stringify(inbound),
      signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Waits until nothing is left to answer or to send. */
async function rest(run: DeliveryRun, api: DeliveryApi, delivered: ReadonlyMap<string, Delivered>) {
  const store = openConversationStore(await openStateDatabase(run.place));
  try {
    let last = { count: 0, at: performance.now() };
    const parts = [...delivered.keys()].reduce((sum, key) => sum + partsOf(key), 0);
    for (;;) {
      const { messages, waiting, held, failed } = await store.backlog();
      const left = { messages, waiting, held, failed };
      const taken = new Set(api.taken.map(({ key, n }) => `${key} ${n}`)).size;
      if (messages + waiting === 0 && taken >= parts) return left;
      if (api.taken.length > last.count) last = { count: api.taken.length, at: performance.now() };
      if (performance.now() - last.at > STANDSTILL_MS) return left;
      await wait(100);
    }
  } finally {
    await store.close();
  }
}

interface Crew {
  readonly kills: { process: string; at: number }[];
  /** The intake of one of the processes that are there; `undefined` where none is. */
  port(drawn: number): number | undefined;
  /** Kills a process at once; another is started in its place. */
  kill(place: number): boolean;
  stop(): Promise<void>;
}

async function startCrew({ processes, place }: DeliveryRun, api: DeliveryApi): Promise<Crew> {
  const kills: Crew['kills'] = [];
  const members: ({ child: ChildProcess; name: string; port?: number } | undefined)[] = [];
  let count = 0;
  let isStopping = false;
  const enlist = async (at: number) => {
    count += 1;
    const name = `process-${count}`;
    const child = fork(join(import.meta.dirname, 'delivery-process.ts'), [
      JSON.stringify({ place, api: api.url, name }),
    ]);
    const member: NonNullable<(typeof members)[number]> = { child, name };
    members[at] = member;
    child.on('exit', () => {
      if (members[at] === member) members[at] = undefined;
      if (!isStopping) void enlist(at);
    });
    const [ready] = (await once(child, 'message')) as [{ port: number }];
    member.port = ready.port;
  };
  await Promise.all(Array.from({ length: processes }, (_, at) => enlist(at)));
  return {
    kills,
    port(drawn) {
      const ports = members.flatMap((member) => member?.port ?? []);
      return ports[Math.floor(drawn * ports.length)];
    },
    kill(at) {
      const member = members[at];
      if (!member?.port) return false;
      kills.push({ process: member.name, at: performance.now() });
      member.port = undefined;
      return member.child.kill('SIGKILL');
    },
    async stop() {
      isStopping = true;
      const ends = members.flatMap((member) => {
        if (!member) return [];
        member.child.kill('SIGTERM');
        return [once(member.child, 'exit')];
      });
      await Promise.all(ends);
    },
  };
}

/** Numbers from 0 to 1, the same for a seed: mulberry32, in the public domain. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
