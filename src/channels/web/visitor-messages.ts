import type { Conversation, Inbound, InboundContent, StoredMessage } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { Language } from '../../types.ts';
import type { Intake } from '../channel.ts';
import type { Visitor } from './session.ts';

/** The page is one account. */
const ACCOUNT = 'page';
/** Messages of a conversation that are shown, and among which one is looked for by the page's own name of it. */
const MESSAGES_SHOWN = 60;

export interface VisitorMessagesOptions {
  intake: Intake;
  store: ConversationStore;
  clock: () => Date;
}

/** What a visitor may reach: their own present conversation, and nothing else by any id. */
export interface VisitorMessages {
  /** @param key the page's own name of the message: said twice, it is the same message */
  say(
    visitor: Visitor,
    said: { key: string; content: InboundContent; language?: Language },
  ): Promise<StoredMessage>;
  conversation(visitor: Visitor): Promise<Conversation | undefined>;
  /** Oldest first. */
  all(visitor: Visitor): Promise<StoredMessage[]>;
  /** By its id, by the page's own name of it, or as `current`, the newest. */
  find(visitor: Visitor, id: string): Promise<StoredMessage | undefined>;
}

/** The conversations of the page, each found by its visitor's session alone. */
export function createVisitorMessages({ intake, store, clock }: VisitorMessagesOptions): VisitorMessages {
  const conversation = ({ place }: Visitor) =>
    store.conversationAt({ channel: 'web', account: ACCOUNT, place });
  const all = async (visitor: Visitor) => {
    const own = await conversation(visitor);
    return own ? store.messages(own.id, { limit: MESSAGES_SHOWN }) : [];
  };
  return {
    conversation,
    all,
    async say(visitor, { key, content, language }) {
      const now = clock().getTime();
      const inbound: Inbound = {
        channel: 'web',
        account: ACCOUNT,
        key: keyOf(visitor, key),
        place: visitor.place,
        sender: visitor.id,
        rank: now,
        sentAt: now,
        content,
        ...(language && { language }),
      };
      return (await intake.accept(inbound)).message;
    },
    async find(visitor, id) {
      const messages = await all(visitor);
      if (id === 'current') return messages.findLast(({ inbound }) => inbound.content.kind === 'text');
      return messages.find((message) => message.id === id || message.inbound.key === keyOf(visitor, id));
    },
  };
}

/** Two visitors' pages may give the same name. */
function keyOf({ place }: Visitor, key: string): string {
  return `${place}/${key}`;
}
