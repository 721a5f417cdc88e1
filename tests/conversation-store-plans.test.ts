import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createQueryId, type Kysely, type KyselyPlugin } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../src/store/state-database.ts';
import type { StateSchema } from '../src/store/state-schema.ts';
import { LEASE_MS, partsOf, said, stepsOf, T } from './support/conversations.ts';
import { temporaryFolder } from './support/database.ts';

/** A store in a file, and the statements that it is asked to run. */
async function recordedStore() {
  const { folder, dispose } = temporaryFolder();
  onTestFinished(dispose);
  const file = join(folder, 'conversations.sqlite');
  const state = await openStateDatabase({ file });
  const statements = new Set<string>();
  const recorder = (kysely: Kysely<StateSchema>): KyselyPlugin => ({
    transformQuery: ({ node }) => {
      statements.add(kysely.getExecutor().compileQuery(node, createQueryId()).sql);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const store = openConversationStore({
    ...state,
    kysely: state.kysely.withPlugin(recorder(state.kysely)),
    transact: (work) => state.transact((given) => work(given.withPlugin(recorder(given)) as typeof given)),
  });
  return { file, store, statements };
}

it('asks nothing of the database that costs more with every message that was ever answered', async () => {
  const { file, store, statements } = await recordedStore();
  const steps = stepsOf(store);
  const budget = { sends: 2, windowMs: 1000 };
  const claim = { owner: 'one', leaseMs: LEASE_MS };
  const { conversation, message, lease } = await steps.accept(said('一'), { budget, claim });
  await steps.accept(said('二'), { budget });
  await store.renew(lease!, T + LEASE_MS);
  await store.release(lease!, T);
  await steps.answer(['一', '二', '三'], { matters: [{ kind: 'person', detail: '' }] });
  await store.claimMessage({ now: T, ...claim, channels: ['web', 'telegram'] });
  await steps.send();
  const { lease: postponed } = await steps.claimPart();
  await store.postponePart(postponed, { readyAt: T, error: '', refund: true });
  const { lease: kept } = await steps.claimPart(T);
  await store.holdPart(kept, '');
  await steps.accept(said('三'), { budget });
  const { lease: given, part } = await steps.claimPart();
  await store.abandonPart(given, { at: T, error: '', isGone: true });
  await store.partBounced(part.id, { at: T, error: '', isGone: false });
  await store.enqueue(conversation.id, partsOf('四'), T);
  await store.takeParts(message.id);
  await store.takeHeld(conversation.id, { message: message.id, limit: 1, at: T });
  await store.conversationAt(conversation);
  await store.messages(conversation.id, { limit: 9, before: 9 });
  await store.openMatters({ limit: 9 });
  await store.rate({ conversation: conversation.id, message: message.id, rating: { value: 'up' } });
  await store.share({ token: 'a', message: message.id, until: T });
  await store.shared('a', T);
  await store.backlog();
  await store.erase(conversation.id);
  await store.close();

  const sqlite = new DatabaseSync(file);
  onTestFinished(() => sqlite.close());
  const plans = [...statements].map((statement) => {
    const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();
    return { statement, plan: plan.map(({ detail }) => String(detail)) };
  });
  expect(plans.length).toBeGreaterThan(40);
  // The indexes that are passed over whole hold only what is open.
  const isDear = (step: string) =>
    (/^SCAN (?!CONSTANT|\d+-ROW VALUES)/.test(step) &&
      !/INDEX (messages_open|parts_unsent|matters_open)/.test(step)) ||
    step.endsWith('TEMP B-TREE FOR ORDER BY');
  expect(plans.filter(({ plan }) => plan.some(isDear))).toEqual([]);
});
