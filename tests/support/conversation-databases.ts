import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import type { ConversationStoreDriver, OpenConversations } from '../contracts/conversation-store.ts';
import { temporaryFolder } from './database.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';

/** Stores over one place, all closed by `dispose`. */
async function opened(
  place: Parameters<typeof openStateDatabase>[0],
  dispose: () => void = () => {},
): Promise<OpenConversations> {
  const stores: OpenConversations['store'][] = [];
  const reopen = async () => {
    const store = openConversationStore(await openStateDatabase(place));
    stores.push(store);
    return store;
  };
  return {
    store: await reopen(),
    reopen,
    dispose: async () => {
      for (const store of stores) await store.close();
      dispose();
    },
  };
}

export const sqliteConversations: ConversationStoreDriver = {
  name: 'SQLite',
  open: () => {
    const { folder, dispose } = temporaryFolder();
    return opened({ file: join(folder, 'conversations.sqlite') }, dispose);
  },
};

/** A PostgreSQL for the tests of a file, with a database for each store. It is there once they run. */
export function suitePostgres(): { running(): RunningPostgres; driver: ConversationStoreDriver } {
  let postgres: RunningPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  return {
    running: () => postgres!,
    driver: { name: 'PostgreSQL', open: async () => opened({ url: await postgres!.database() }) },
  };
}
