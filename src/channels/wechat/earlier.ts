import type { Inbound, OutboxPart, StoredMessage } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import { isForFetching } from './words.ts';

/** A message before the present one, and what replies to it. */
export interface Earlier {
  message: StoredMessage;
  parts: OutboxPart[];
}

const LOOKED_AT = 6;

/** The last messages of a conversation below a number, newest first. */
export async function earlierOf(
  store: ConversationStore,
  conversation: string,
  before?: number,
): Promise<Earlier[]> {
  const messages = await store.messages(conversation, { limit: LOOKED_AT, before });
  const all = await Promise.all(
    messages.map(async (message) => ({ message, parts: await store.parts(message.id) })),
  );
  return all.reverse();
}

export function isOpen({ message }: Earlier): boolean {
  return message.state === 'waiting' || message.state === 'answering';
}

/** Whether nothing of a reply has been given yet, though it is there. */
export function isUnseen({ parts }: Earlier): boolean {
  return parts.length > 0 && parts.every(({ state }) => state === 'held');
}

/**
 * A message that only fetches what is there or in the making, as one that is kept and not answered: `继续`, while
 * something waits. What asks anything else is left as it is.
 * @param options.isAgainToo whether the same question once more fetches as well: where nothing else brings its answer
 */
export async function markFetching(
  store: ConversationStore,
  inbound: Inbound,
  { isAgainToo }: { isAgainToo: boolean },
): Promise<Inbound> {
  const text = textOf(inbound);
  if (text === undefined || !(isAgainToo || isForFetching(text))) return inbound;
  const conversation = await store.conversationAt(inbound);
  if (!conversation) return inbound;
  const waiting = (await earlierOf(store, conversation.id)).filter(
    (earlier) =>
      earlier.message.inbound.key !== inbound.key &&
      (isOpen(earlier) || earlier.parts.some(({ state }) => state === 'held')),
  );
  const isAgain = isAgainToo && waiting.some(({ message }) => textOf(message.inbound) === text);
  const fetches = waiting.length > 0 && (isForFetching(text) || isAgain);
  return fetches ? { ...inbound, isForPeople: true } : inbound;
}

function textOf({ content }: Inbound): string | undefined {
  return content.kind === 'text' ? content.text.trim() : undefined;
}
