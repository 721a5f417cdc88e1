/**
 * Measures what it takes to accept, answer and send messages, on an empty store and over a long history:
 * `node bench/conversations.ts [--url postgresql://…] [--messages N] [--rounds N]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inbound } from '../src/channel-types.ts';
import { AppError, describeError } from '../src/errors.ts';
import type { ConversationStore } from '../src/store/conversation-store.ts';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase, type StateDatabase } from '../src/store/state-database.ts';
import { fillHistory } from './conversations-fill.ts';
import { percentile } from './measure.ts';
import { parseOptions, wholeNumber } from './options.ts';

const LEASE_MS = 60_000;
const BUDGET = { sends: 20, windowMs: 48 * 3_600_000 };
const CLAIM = { owner: 'bench', leaseMs: LEASE_MS };
const CLAIM_NEXT = { ...CLAIM, channels: ['telegram', 'web'] } as const;

type Times = Map<string, number[]>;

try {
  const { url, messages, rounds } = parseOptions({
    url: { type: 'string' },
    messages: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '500' },
  });
  const folder = await mkdtemp(join(tmpdir(), 'luodi-conversations-'));
  try {
    const state = await openStateDatabase(url ? { url } : { file: join(folder, 'conversations.sqlite') });
    await measure(state, wholeNumber('--messages', messages), wholeNumber('--rounds', rounds));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

async function measure(state: StateDatabase, messages: number, rounds: number): Promise<void> {
  const store = openConversationStore(state);
  if ((await state.kysely.selectFrom('messages').select('id').limit(1).execute()).length > 0) {
    throw new AppError('bad-input', 'The database holds messages already; the bench needs an empty one.');
  }
  const where = state.name.startsWith('PostgreSQL') ? 'PostgreSQL' : 'SQLite';
  console.log(`${where}, ${cpus().length} × ${cpus()[0]?.model}, node ${process.version}, ${rounds} rounds`);
  await takeRounds(store, 'warming', 50);
  const empty = await takeRounds(store, 'empty', rounds);
  const started = performance.now();
  await fillHistory(state, messages);
  console.log(`${messages} messages filled in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const full = await takeRounds(store, 'full', rounds);
  print(empty, full, messages);
  await store.close();
}

/** Each round takes one message all the way, and asks what is usually asked on it. */
async function takeRounds(store: ConversationStore, name: string, rounds: number): Promise<Times> {
  const times: Times = new Map();
  for (let round = 0; round < rounds; round += 1) await takeRound(store, `${name} ${round}`, times);
  return times;
}

async function takeRound(store: ConversationStore, key: string, times: Times): Promise<void> {
  const timed = async <Result>(what: string, work: Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const result = await work;
    const taken = times.get(what) ?? [];
    times.set(what, taken);
    taken.push(performance.now() - started);
    return result;
  };
  const now = Date.now();
  const claimed = await timed(
    'accept and claim',
    store.accept(said(key, key), { now, budget: BUDGET, claim: CLAIM }),
  );
  await timed('accept again', store.accept(said(key, key), { now, budget: BUDGET, claim: CLAIM }));
  await timed('accept', store.accept(said(`${key} b`, key), { now, budget: BUDGET }));
  const parts = [1, 2].map((part) => ({ author: 'ai', payload: { text: `${key} ${part}` } }) as const);
  const answer = { at: now, state: 'settled', question: key, parts } as const;
  await timed('settle with two parts', store.settle(claimed.lease!, answer));
  const next = await timed('claim a message', store.claimMessage({ now, ...CLAIM_NEXT }));
  await store.settle(next!.lease, { at: now, state: 'settled', parts: [] });
  for (const _ of parts) {
    const part = await timed('claim a part', store.claimPart({ now, ...CLAIM_NEXT }));
    await timed('part sent', store.partSent(part!.lease, { at: now, sentAs: '1' }));
  }
  await timed('claim, nothing due', store.claimMessage({ now, ...CLAIM_NEXT }));
  await timed('ten messages of history', store.messages(claimed.conversation.id, { limit: 10 }));
  await timed('backlog', store.backlog());
}

function said(key: string, place: string): Inbound {
  const content = { kind: 'text', text: '标准厂房的月租金是多少？' } as const;
  return { channel: 'telegram', account: 'bot', key, place, sender: place, rank: 0, sentAt: 0, content };
}

function print(empty: Times, full: Times, messages: number): void {
  console.log(`ms, p50 / p95                 empty          after ${messages} messages`);
  const figures = (all: number[]) =>
    `${percentile(all, 0.5).toFixed(2)} / ${percentile(all, 0.95).toFixed(2)}`;
  for (const [what, all] of empty) {
    console.log(`${what.padEnd(30)}${figures(all).padEnd(15)}${figures(full.get(what) ?? [])}`);
  }
}
