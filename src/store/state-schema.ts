import type { Generated } from 'kysely';

/**
 * Tables of what is said, as Kysely sees them; the same on SQLite and PostgreSQL. JSON columns are text, instants are
 * milliseconds since 1970, flags are 0 or 1.
 */
export interface StateSchema {
  state_steps: { step: number };
  conversations: ConversationRow;
  messages: MessageRow;
  parts: PartRow;
  matters: MatterRow;
  paces: { channel: string; account: string; next_at: number };
  cursors: { name: string; value: string };
  secrets: { name: string; value: string };
  shares: { token: string; message: string; until: number };
}

/** A conversation, and what is under way in it: whoever changes anything of a conversation locks its row first. */
export interface ConversationRow {
  id: string;
  channel: string;
  account: string;
  place: string;
  is_group: number;
  language: string;
  is_language_chosen: Generated<number>;
  source: string | null;
  is_reachable: Generated<number>;
  since: Generated<number>;
  created_at: number;
  /** Sends that are left, of how many, and until when; null where there is no bound. */
  budget_left: number | null;
  budget_sends: number | null;
  budget_until: number | null;
  /** The message that is being answered, by whom, and the token of the lease. */
  answering: string | null;
  answering_token: string | null;
  answering_owner: string | null;
  /** When a message of it can be claimed next: the first that waits is ready, or the lease runs out; null where none is open. */
  message_at: number | null;
  /** As above, of the part that is being sent. */
  sending: string | null;
  sending_token: string | null;
  sending_owner: string | null;
  part_at: number | null;
  /** Nothing is sent before. */
  paused_until: Generated<number>;
}

export interface MessageRow {
  number: Generated<number>;
  id: string;
  conversation: string;
  channel: string;
  account: string;
  key: string;
  rank: number;
  state: string;
  ready_at: number;
  attempts: number;
  inbound: string;
  accepted_at: number;
  settled_at: number | null;
  question: string | null;
  answer: string | null;
  rating: string | null;
}

export interface PartRow {
  number: Generated<number>;
  id: string;
  conversation: string;
  message: string | null;
  author: string;
  payload: string;
  state: string;
  attempts: Generated<number>;
  ready_at: number;
  /** Whether it waits to be fetched, and not for the channel to open again. */
  is_for_fetching: Generated<number>;
  /** Whether a try was cut off, so that the channel may have it. */
  may_be_sent: Generated<number>;
  sent_at: number | null;
  sent_as: string | null;
  error: string | null;
  /** The message in the response to which it was given, and whether as one of those held. */
  taken_for: string | null;
  was_held: Generated<number>;
}

export interface MatterRow {
  id: string;
  kind: string;
  conversation: string;
  message: string | null;
  part: string | null;
  detail: string;
  created_at: number;
  closed_at: number | null;
}
