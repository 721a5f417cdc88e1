import type { ConversationStore } from '../../store/conversation-store.ts';

/** Groups that became supergroups, and have another id since. */
export interface Moves {
  note(from: number, to: number): Promise<void>;
  /** Where a chat is now. */
  current(chat: number): Promise<number>;
}

/** Kept on disk: what waits for the group is sent to its new id. */
export function createMoves(
  bot: string,
  store: Pick<ConversationStore, 'readCursor' | 'writeCursor'>,
): Moves {
  const known = new Map<number, Promise<number>>();
  const name = (chat: number) => `telegram:${bot}:moved:${chat}`;
  const read = async (chat: number) => Number((await store.readCursor(name(chat))) ?? chat);
  return {
    async note(from, to) {
      await store.writeCursor(name(from), String(to));
      known.set(from, Promise.resolve(to));
    },
    current(chat) {
      // Only a group has a negative id, and a supergroup's begins with -100 and stays.
      if (chat > -1 || String(chat).startsWith('-100')) return Promise.resolve(chat);
      const found = known.get(chat) ?? read(chat);
      known.set(chat, found);
      found.catch(() => known.delete(chat));
      return found;
    },
  };
}
