/**
 * A process over a store of conversations: `node conversation-worker.ts PLACE TASK [ARGUMENT]`, PLACE being the address
 * or the file of the database. Prints what it did, one JSON value a line.
 */
import { once } from 'node:events';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import { partsOf, said, T } from './conversations.ts';

const [place, task, argument] = process.argv.slice(2) as [string, string, string?];
const state = await openStateDatabase(place.startsWith('postgresql:') ? { url: place } : { file: place });
const store = openConversationStore(state);
const claim = { owner: `${process.pid}`, leaseMs: 60_000 };
const print = (value: unknown) => console.log(JSON.stringify(value));

/** Message `key` of 20 conversations. */
const message = (key: number) => said('问', { key: `${key}`, place: `chat ${key % 20}`, rank: key });

/** Accepts the same messages as others do, each several times at once. */
async function acceptAll(count: number): Promise<void> {
  const deliveries = Array.from({ length: 3 * count }, (_, at) => (at * 7) % count);
  await Promise.all(
    deliveries.map(async (key) => {
      const { isNew, message: kept, lease } = await store.accept(message(key), { now: T, claim });
      print({ key, isNew, id: kept.id, isClaimed: lease !== undefined });
    }),
  );
}

/** Answers whatever there is; tells of each what state those before it in its conversation were in, and the others. */
async function answerAll(): Promise<void> {
  for (let next = await store.claimMessage({ now: T, ...claim }); next; ) {
    const { lease, message: kept, conversation } = next;
    const others = (await store.messages(conversation.id, { limit: 1000 })).filter(
      ({ id }) => id !== kept.id,
    );
    const statesOf = (all: typeof others) => [...new Set(all.map(({ state: one }) => one))].sort();
    const before = statesOf(others.filter(({ inbound }) => inbound.rank < kept.inbound.rank));
    const parts = partsOf(`${kept.number} a`, `${kept.number} b`);
    const isSettled = await store.settle(lease, { at: T, state: 'settled', parts });
    print({ id: kept.id, isSettled, before, others: statesOf(others) });
    next = await store.claimMessage({ now: T, ...claim });
  }
}

/** Sends whatever there is; tells what was sent, and of its conversation what stood before it and was not sent. */
async function sendAll(): Promise<void> {
  for (let next = await store.claimPart({ now: T, ...claim }); next; ) {
    const { lease, part } = next;
    const before = (await store.parts(part.message!)).filter(({ number }) => number < part.number);
    const isSent = await store.partSent(lease, { at: T });
    print({ part: part.id, isSent, before: before.map(({ state }) => state) });
    next = await store.claimPart({ now: T, ...claim });
  }
}

/** Accepts, answers and sends one message after the other until it is killed; tells of each step that is done. */
async function goOn(first: number): Promise<void> {
  for (let key = first; ; key += 1) {
    const { message: kept, lease } = await store.accept(message(key), { now: T, claim });
    print(['waiting', kept.id]);
    if (!lease) continue;
    if (await store.settle(lease, { at: T, state: 'settled', parts: partsOf(`${key}`) })) {
      print(['settled', kept.id]);
    }
    const part = await store.claimPart({ now: T, ...claim });
    if (part && (await store.partSent(part.lease, { at: T }))) print(['sent', part.part.message]);
  }
}

/** Several at a time, as one process has several workers. */
const workers = (work: () => Promise<void>) => Promise.all(Array.from({ length: 4 }, work));

// All begin at once, when they are told to.
print('ready');
await once(process.stdin, 'data');
process.stdin.destroy();
if (task === 'accept') await acceptAll(Number(argument));
if (task === 'answer') await workers(answerAll);
if (task === 'send') await workers(sendAll);
if (task === 'go-on') await goOn(Number(argument));
await store.close();
