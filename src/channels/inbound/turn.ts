import type { Conversation, Reply, StoredMessage } from '../../channel-types.ts';
import type { ConversationStore, Settlement } from '../../store/conversation-store.ts';
import type { AnswerEvent, Audience, Day } from '../../types.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';

/** A message whose turn it is. */
export interface Turn {
  conversation: Conversation;
  message: StoredMessage;
  audience: Audience;
  /** Aborted when the asker stops the answer, or it takes too long. */
  signal: AbortSignal;
  /** Gets the events of an answer in the making. */
  show(event: AnswerEvent): void;
}

/** What a turn is answered with. */
export interface TurnDesk {
  port: DeskPort;
  store: Pick<ConversationStore, 'message' | 'messages' | 'openMatters'>;
  links: Pick<Links, 'source'>;
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
}

/** What is said, and what becomes of the message. */
export interface Response extends Pick<Settlement, 'question' | 'answer' | 'changes' | 'rating' | 'matters'> {
  replies: Reply[];
}
