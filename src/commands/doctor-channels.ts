import { examineChannels } from '../app/channels.ts';
import { openConversations } from '../app/conversations.ts';
import type { Config } from '../config.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import { broken, type Finding } from './doctor-local.ts';
import { wasRead } from './doctor-reach.ts';

const WAITING = 'Run: npm run -s luodi -- waiting';
const CONVERSATIONS = 'conversations';

/** Whether conversations can be kept and what waits in them, and how each channel stands, as its vendor tells. */
export async function checkChannels(config: Config): Promise<Finding[]> {
  const place = config.databaseUrl ? 'PostgreSQL' : 'SQLite';
  // Looking makes no file.
  if (!config.databaseUrl && !(await wasRead(config))) {
    const none: Finding = { what: CONVERSATIONS, state: 'off', found: `${place}: none yet` };
    return [none, ...(await examineChannels(config))];
  }
  let store: ConversationStore | undefined;
  try {
    store = await openConversations(config);
    return [await waitingIn(store, place), ...(await examineChannels(config, store))];
  } catch (error) {
    return [broken(CONVERSATIONS, error), ...(await examineChannels(config))];
  } finally {
    await store?.close();
  }
}

async function waitingIn(store: ConversationStore, place: string): Promise<Finding> {
  const { messages, waiting, held, failed } = await store.backlog();
  const found = `${place}: ${messages} to answer, ${waiting} to send, ${held} held, ${failed} not delivered`;
  return { what: CONVERSATIONS, state: 'ok', found, ...(failed > 0 && { next: WAITING }) };
}
