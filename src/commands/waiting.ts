import { stat } from 'node:fs/promises';
import { openConversations } from '../app/conversations.ts';
import type { OpenMatter } from '../channel-types.ts';
import { AppError } from '../errors.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import { configOf } from './open.ts';
import type { CommonOptions } from './options.ts';
import { formatTable, print } from './terminal.ts';

/** Matters that are listed; older ones come up as these are closed. */
const LISTED = 200;

const KINDS: Record<OpenMatter['kind'], string> = {
  person: '要人工 wants a person',
  undelivered: '没有送达 not delivered',
  unanswered: '没有答成 not answered',
};

/** A matter, with where it came from. */
interface Waiting extends OpenMatter {
  channel?: string;
  place?: string;
}

/**
 * `luodi waiting`: what people must see to, newest first: who asked for a person, replies that could not be
 * delivered, messages that nothing could be made of. `--close ID` marks one as done.
 */
export async function waiting(
  options: Pick<CommonOptions, 'pack' | 'data' | 'json'> & { close?: string },
): Promise<void> {
  const config = configOf(options);
  // Looking makes no file.
  if (!config.databaseUrl && !(await exists(config.dataDirectory))) {
    print(written([], options.json));
    return;
  }
  const store = await openConversations(config);
  try {
    if (options.close !== undefined) await close(store, options.close);
    print(written(await list(store), options.json));
  } finally {
    await store.close();
  }
}

async function close(store: ConversationStore, id: string): Promise<void> {
  if (await store.closeMatter(id, Date.now())) return;
  throw new AppError('bad-input', `There is no open matter ${id}.`, {
    next: 'Take the id from the list that `waiting` prints.',
  });
}

async function list(store: ConversationStore): Promise<Waiting[]> {
  const matters = await store.openMatters({ limit: LISTED });
  return Promise.all(
    matters.map(async (matter) => {
      const conversation = await store.conversation(matter.conversation);
      return { ...matter, channel: conversation?.channel, place: conversation?.place };
    }),
  );
}

function written(matters: readonly Waiting[], asJson: boolean | undefined): string {
  if (asJson) return JSON.stringify({ matters });
  if (matters.length === 0) return '没有待办事项。 Nothing waits for a person.';
  return formatTable(['when', 'what', 'where', 'detail', 'id'], matters.map(row));
}

function row({ createdAt, kind, channel, place, detail, id }: Waiting): string[] {
  const when = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
  return [when, KINDS[kind], [channel, place].filter(Boolean).join(' '), detail, id];
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
