import fc from 'fast-check';
import { describe, it } from 'vitest';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../src/store/state-database.ts';
import type { ConversationStoreDriver } from './contracts/conversation-store.ts';
import { suitePostgres } from './support/conversation-databases.ts';
import { Run } from './support/conversation-run.ts';
import { steps } from './support/conversation-steps.ts';
import { postgresMissing } from './support/postgres.ts';

const inMemory: ConversationStoreDriver = {
  name: 'SQLite',
  open: async () => {
    const store = openConversationStore(await openStateDatabase({ file: ':memory:' }));
    return { store, reopen: async () => store, dispose: () => store.close() };
  },
};

function describeAnySteps({ name, open }: ConversationStoreDriver, numRuns: number): void {
  it(`loses nothing, does nothing twice and keeps the order, whatever happens: ${name}`, async () => {
    const many = fc.array(steps, { minLength: 5, maxLength: 80, size: 'max' });
    const property = fc.asyncProperty(many, async (all) => {
      const { store, dispose } = await open();
      try {
        const run = new Run(store);
        for (const step of all) await run.take(step);
        await run.check();
      } finally {
        await dispose();
      }
    });
    await fc.assert(property, { numRuns });
  });
}

describe('a conversation store beside a model of it', () => {
  describeAnySteps(inMemory, 300);

  const suffix = postgresMissing ? ` (skipped: ${postgresMissing})` : '';
  describe.skipIf(postgresMissing)(`on a server${suffix}`, () => {
    const { driver } = suitePostgres();
    describeAnySteps(driver, 40);
  });
});
