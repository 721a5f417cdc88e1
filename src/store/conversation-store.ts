import type {
  ChannelName,
  Conversation,
  Inbound,
  Instant,
  OpenMatter,
  OutboxPart,
  PartPayload,
  Rating,
  StoredMessage,
} from '../channel-types.ts';
import type { Answer } from '../types.ts';

/**
 * What must survive of conversations: messages that came in, what was answered, and what has yet to be sent.
 *
 * Every method is one transaction: when it resolves, what it did is on disk, and when it rejects, nothing is. Several
 * processes may use one store. Work is held under a lease: when it runs out, another process takes the work over, and
 * what the first one still tries to write is refused (`false`).
 *
 * @throws AppError `unreachable`, retryable, where the database does not answer; `conflict` where it stays locked.
 */
export interface ConversationStore {
  // === Coming in

  /**
   * Keeps a message, once: one with the channel, account and key of another is that other. Makes its conversation
   * where there is none, renews the conversation's budget and releases what was held for it, and makes it reachable
   * again. With `claim`, the message is claimed at once if no other of its conversation is open.
   */
  accept(inbound: Inbound, options: AcceptOptions): Promise<Accepted>;

  // === Being answered

  /**
   * The next message to answer: of a conversation none of whose messages is being answered, the one that is first by
   * rank and number. Messages whose lease has run out are taken up again.
   */
  claimMessage(claim: ClaimOptions): Promise<ClaimedMessage | undefined>;
  /** Keeps a lease; `false` where it was lost. */
  renew(lease: Lease, until: Instant): Promise<boolean>;
  /** Writes what became of a message, all at once, and ends the lease; `false`, and nothing written, where it was lost. */
  settle(lease: Lease, settlement: Settlement): Promise<boolean>;
  /** Gives a message back, to be claimed from `readyAt` on; `false` where the lease was lost. */
  release(lease: Lease, readyAt: Instant): Promise<boolean>;

  // === Going out

  /**
   * The next part to send: of the conversations none of whose parts is being sent and that are not paused, the first
   * by number, if it is ready. A conversation without budget left, or past its window, has its parts held instead.
   * Claiming takes one of the budget.
   */
  claimPart(claim: ClaimOptions): Promise<ClaimedPart | undefined>;
  /** The part was taken by the channel; `pauseUntil` is when the next of its conversation may be. */
  partSent(lease: Lease, sent: { at: Instant; sentAs?: string; pauseUntil?: Instant }): Promise<boolean>;
  /** The part goes back and is tried again; with `refund`, the channel did not count it. */
  postponePart(
    lease: Lease,
    postponed: { readyAt: Instant; error: string; refund: boolean },
  ): Promise<boolean>;
  /** The channel's window is closed: this part and those after it wait until the asker writes again. */
  holdPart(lease: Lease, error: string): Promise<boolean>;
  /** The part is given up; an `undelivered` matter is opened. With `isGone`, the conversation becomes unreachable. */
  abandonPart(lease: Lease, failure: { at: Instant; error: string; isGone: boolean }): Promise<boolean>;
  /**
   * A channel that took a part says later that it reached nobody: the part is failed, and an `undelivered` matter is
   * opened, once. With `isGone`, the conversation becomes unreachable.
   * @returns whether it was a part that had been sent; `false` changes nothing
   */
  partBounced(part: string, failure: { at: Instant; error: string; isGone: boolean }): Promise<boolean>;
  /**
   * The parts of a message that nobody has begun to send, now given as the response to the channel's own call; with
   * `limit`, at most so many. Taken once, they are given again for the same message, so that a call that is repeated
   * gets the same.
   */
  takeParts(message: string, options?: { limit?: number; at: Instant }): Promise<OutboxPart[]>;
  /** Parts that are held for a conversation, oldest first, now given as the response to the channel's own call for `message`. */
  takeHeld(
    conversation: string,
    options: { message: string; limit: number; at: Instant },
  ): Promise<OutboxPart[]>;
  /** Puts parts into the outbox without a message that they reply to: what staff write, what a clock reminds of. */
  enqueue(conversation: string, parts: readonly NewPart[], at: Instant): Promise<OutboxPart[]>;
  /**
   * When the next call to an account may be made, so that all processes together keep its pace: reserves that moment.
   * @returns when to call; not before `now`
   */
  reserveSlot(account: AccountKey, options: { now: Instant; gapMs: number }): Promise<Instant>;
  /** Lets no call to an account be made before a moment, as it asked. */
  pauseAccount(account: AccountKey, until: Instant): Promise<void>;

  // === Looking

  conversation(id: string): Promise<Conversation | undefined>;
  conversationAt(place: {
    channel: ChannelName;
    account: string;
    place: string;
  }): Promise<Conversation | undefined>;
  message(id: string): Promise<StoredMessage | undefined>;
  /** Messages of a conversation since it was begun anew, oldest first: the newest `limit` of them below number `before`. */
  messages(conversation: string, options: { limit: number; before?: number }): Promise<StoredMessage[]>;
  /** Parts that reply to a message, in order. */
  parts(message: string): Promise<OutboxPart[]>;
  /** What a person must see to, newest first. */
  openMatters(options: { limit: number }): Promise<OpenMatter[]>;
  closeMatter(id: string, at: Instant): Promise<boolean>;
  /** What waits: for `doctor`, and for the probe of readiness. */
  backlog(): Promise<Backlog>;

  // === Beside messages

  /** Rates an answer; the last rating counts. `false` where the conversation has no such answer. */
  rate(rated: { conversation: string; message: string; rating: Rating }): Promise<boolean>;
  /** Changes what is set of a conversation by what is not a message: a visitor's page. */
  updateConversation(id: string, changes: ConversationChanges): Promise<void>;
  /** Forgets what a conversation holds: its messages, answers and parts; its place stays for those who come back. */
  erase(conversation: string): Promise<void>;
  /** A place in a stream that is read once, such as `kf:<open_kfid>`; `undefined` before the first was written. */
  readCursor(name: string): Promise<string | undefined>;
  writeCursor(name: string, value: string): Promise<void>;
  /** A secret of this desk by name, made by `make` and kept when it is first asked for. */
  secret(name: string, make: () => string): Promise<string>;
  /** Keeps a link to one answer for whoever has its token. */
  share(shared: { token: string; message: string; until: Instant }): Promise<void>;
  /** The message that a token shares; `undefined` where none or no more. */
  shared(token: string, now: Instant): Promise<StoredMessage | undefined>;

  close(): Promise<void>;
}

export interface AcceptOptions {
  now: Instant;
  /**
   * What it lets us send, where the channel sets a bound: allowances do not add up, and the present one stays where it
   * lets as much for as long. With none, budget and what is held stay as they are.
   */
  budget?: { sends: number; windowMs: number };
  /** For a process that answers at once. */
  claim?: { owner: string; leaseMs: number };
}

export interface Accepted {
  message: StoredMessage;
  conversation: Conversation;
  /** Whether it was delivered for the first time. */
  isNew: boolean;
  /** Present where it was claimed. */
  lease?: Lease;
}

export interface ClaimOptions {
  now: Instant;
  leaseMs: number;
  /** Of the process, for whoever looks into the database. */
  owner: string;
  /** Only work of these; all unless given. */
  channels?: readonly ChannelName[];
}

/** The right to write about a message or part; `token` is a new one with each claim. */
export interface Lease {
  id: string;
  token: string;
  until: Instant;
}

export interface ClaimedMessage {
  lease: Lease;
  message: StoredMessage;
  conversation: Conversation;
}

export interface ClaimedPart {
  lease: Lease;
  part: OutboxPart;
  conversation: Conversation;
  /** The message that it replies to, where it does. */
  message?: StoredMessage;
  /** Whether an earlier try was cut off after it began: the channel may have it already. */
  mayBeSent: boolean;
}

/** What became of a message. */
export interface Settlement {
  at: Instant;
  state: 'settled' | 'failed';
  question?: string;
  answer?: Answer;
  /** What to send, in order. */
  parts: readonly NewPart[];
  changes?: ConversationChanges;
  /** Of an earlier answer of this conversation; one that is not of it is passed over. */
  rating?: { message: string; rating: Rating };
  matters?: readonly Pick<OpenMatter, 'kind' | 'detail'>[];
}

/** What is set of a conversation; what is absent stays. */
export interface ConversationChanges {
  language?: Conversation['language'];
  isLanguageChosen?: boolean;
  /** Kept only where none is. */
  source?: string;
  isReachable?: boolean;
  /** Begins the conversation anew after this message number. */
  since?: number;
}

export interface NewPart {
  author: OutboxPart['author'];
  payload: PartPayload;
  /** When it may be sent; at once unless given. */
  readyAt?: Instant;
  /** Whether it waits for the asker to come for it, because the channel lets nothing be sent. */
  isHeld?: boolean;
}

export interface AccountKey {
  channel: ChannelName;
  account: string;
}

export interface Backlog {
  /** Messages not yet answered, and since when the oldest of them waits. */
  messages: number;
  oldestMessageAt?: Instant;
  /** Parts that wait, that are held, and that were given up. */
  waiting: number;
  held: number;
  failed: number;
}
