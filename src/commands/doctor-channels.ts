import { examineChannels } from '../app/channels.ts';
import { openConversations } from '../app/conversations.ts';
import type { Config } from '../config.ts';
import { broken, type Finding } from './doctor-local.ts';
import { wasRead } from './doctor-reach.ts';

/** How each channel stands, as its vendor tells. */
export function checkChannels(config: Config): Promise<Finding[]> {
  return examineChannels(config);
}

/** Whether conversations can be kept, and what waits in them. */
export async function checkConversations(config: Config): Promise<Finding[]> {
  const what = 'conversations';
  const place = config.databaseUrl ? 'PostgreSQL' : 'SQLite';
  if (!config.databaseUrl && !(await wasRead(config)))
    return [{ what, state: 'off', found: `${place}: none yet` }];
  try {
    const store = await openConversations(config);
    try {
      const { messages, waiting, held, failed } = await store.backlog();
      const found = `${place}: ${messages} to answer, ${waiting} to send, ${held} held, ${failed} not delivered`;
      return [{ what, state: 'ok', found, ...(failed > 0 && { next: WAITING }) }];
    } finally {
      await store.close();
    }
  } catch (error) {
    return [broken(what, error)];
  }
}

const WAITING = 'Run: npm run -s luodi -- waiting';
