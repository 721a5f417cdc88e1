import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import { openConversationStore } from '../store/kysely-conversations.ts';
import { openStateDatabase } from '../store/state-database.ts';

/**
 * Opens what must survive of conversations: in PostgreSQL where `DATABASE_URL` names one, else beside what is known.
 * @throws AppError where the database cannot be opened
 */
export async function openConversations(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory'>,
): Promise<ConversationStore> {
  const { databaseUrl: url, dataDirectory } = config;
  const state = await openStateDatabase(
    url ? { url } : { file: join(dataDirectory, 'conversations.sqlite') },
  );
  return openConversationStore(state);
}
