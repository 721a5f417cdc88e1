import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Lease } from '../src/store/conversation-store.ts';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../src/store/state-database.ts';
import { suitePostgres } from './support/conversation-databases.ts';
import { stepsOf, T } from './support/conversations.ts';
import { temporaryFolder } from './support/database.ts';
import { postgresMissing } from './support/postgres.ts';

const script = join(import.meta.dirname, 'support', 'conversation-worker.ts');

/** Starts a process over a place, and gives what it prints once it has begun. */
async function start(place: string, task: string, argument = '') {
  const child = spawn(process.execPath, [script, place, task, argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed: unknown[] = [];
  const lines = createInterface({ input: child.stdout });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code]]) => code);
  expect(await once(lines, 'line')).toEqual(['"ready"']);
  lines.on('line', (line) => printed.push(JSON.parse(line)));
  return { child, printed, ended, begin: () => child.stdin.write('begin') };
}

/** What two processes print that do the same thing at once. */
async function twice<Printed>(place: string, task: string, argument?: string): Promise<Printed[][]> {
  const both = await Promise.all([start(place, task, argument), start(place, task, argument)]);
  for (const { begin } of both) begin();
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
  return both.map(({ printed }) => printed as Printed[]);
}

async function storeAt(place: string) {
  const where = place.startsWith('postgresql:') ? { url: place } : { file: place };
  const store = openConversationStore(await openStateDatabase(where));
  onTestFinished(() => store.close());
  return store;
}

const KEYS = 400;

/** Whatever the database, two processes and those that were killed before them do each thing once. */
function describeProcesses(name: string, emptyPlace: () => Promise<string>): void {
  describe(`processes over one store: ${name}`, () => {
    it('accept each message once, claim at most one of a conversation, and answer and send all in order', async () => {
      const place = await emptyPlace();
      type Accepted = { key: number; isNew: boolean; id: string; isClaimed: boolean };
      const accepted = (await twice<Accepted>(place, 'accept', `${KEYS}`)).flat();
      const ids = new Set(accepted.map(({ key, id }) => `${key} ${id}`));
      expect([accepted.length, ids.size]).toEqual([6 * KEYS, KEYS]);
      expect(accepted.filter(({ isNew }) => isNew)).toHaveLength(KEYS);
      expect(accepted.filter(({ isClaimed }) => isClaimed)).toHaveLength(20);

      const store = await storeAt(place);
      expect((await store.backlog()).messages).toBe(KEYS);
      // Those who claimed have ended; their leases have not.
      expect(await stepsOf(store).mayClaim(T)).toBeUndefined();
      const leases: Lease[] = [];
      while (leases.length < 20) leases.push((await stepsOf(store).claim(T + 60_000)).lease);
      for (const lease of leases) expect(await store.release(lease, T)).toBe(true);

      type Answered = { id: string; isSettled: boolean; before: string[]; others: string[] };
      const answered = await twice<Answered>(place, 'answer');
      expect(Math.min(...answered.map(({ length }) => length))).toBeGreaterThan(0);
      const settled = answered.flat();
      expect([settled.length, new Set(settled.map(({ id }) => id)).size]).toEqual([KEYS, KEYS]);
      const isWrong = ({ isSettled, before, others }: Answered) =>
        !isSettled || before.some((state) => state !== 'settled') || others.includes('answering');
      expect(settled.filter(isWrong)).toEqual([]);

      type Sent = { part: string; isSent: boolean; before: string[] };
      const sent = (await twice<Sent>(place, 'send')).flat();
      expect(new Set(sent.map(({ part }) => part)).size).toBe(2 * KEYS);
      expect(sent).toHaveLength(2 * KEYS);
      expect(sent.filter(({ isSent, before }) => !isSent || before.some((one) => one !== 'sent'))).toEqual(
        [],
      );
      expect(await store.backlog()).toEqual({ messages: 0, waiting: 0, held: 0, failed: 0 });
    });

    it('that are killed have lost nothing that they said was done', async () => {
      const place = await emptyPlace();
      const done: [string, string][] = [];
      for (let kill = 0; kill < 8; kill += 1) {
        const { child, printed, ended, begin } = await start(place, 'go-on', `${kill * 1_000_000}`);
        begin();
        while (printed.length === 0) await wait(10);
        await wait(20 + 37 * kill);
        child.kill('SIGKILL');
        await ended;
        done.push(...(printed as [string, string][]));
      }
      const store = await storeAt(place);
      expect(done.length).toBeGreaterThan(20);
      const reached = {
        waiting: ['waiting', 'answering', 'settled'],
        settled: ['settled'],
        sent: ['settled'],
      };
      for (const [what, id] of done) {
        const message = await store.message(id);
        expect(reached[what as keyof typeof reached]).toContain(message?.state);
        const parts = await store.parts(id);
        if (what !== 'waiting') expect(parts).toHaveLength(1);
        if (what === 'sent') expect(parts[0]?.state).toBe('sent');
      }
      // What was cut off is taken up again.
      const steps = stepsOf(store);
      const later = T + 1_000_000;
      for (let next = await steps.mayClaim(later); next; next = await steps.mayClaim(later)) {
        expect(await store.settle(next.lease, { at: later, state: 'settled', parts: [] })).toBe(true);
      }
      await steps.sendAll(later);
      expect(await store.backlog()).toEqual({ messages: 0, waiting: 0, held: 0, failed: 0 });
    });
  });
}

describeProcesses('SQLite', async () => {
  const { folder, dispose } = temporaryFolder();
  onTestFinished(dispose);
  return join(folder, 'conversations.sqlite');
});

const suffix = postgresMissing ? ` (skipped: ${postgresMissing})` : '';
describe.skipIf(postgresMissing)(`on a server${suffix}`, () => {
  const { running } = suitePostgres();
  describeProcesses('PostgreSQL', () => running().database());
});
