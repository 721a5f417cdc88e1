import type {
  ChannelName,
  Conversation,
  Inbound,
  OutboxPart,
  PartPayload,
  Reply,
  StoredMessage,
} from '../channel-types.ts';
import { AppError, type AppErrorOptions } from '../errors.ts';
import type { AnswerEvent, Audience } from '../types.ts';

/** One channel, as the inbound path sees it. An adapter reads what comes in, and gives replies their form. */
export interface Channel {
  readonly name: ChannelName;
  /** Whose documents are answered from. */
  readonly audience: Audience;
  readonly limits: ChannelLimits;
  /** Writes a reply as the messages of the channel, in the order in which they are to be sent; may be none. */
  render(reply: Reply, to: Addressee): PartPayload[];
  /**
   * Sends one part.
   * @returns what the channel calls it
   * @throws DeliveryError
   */
  send(part: OutboxPart, to: Addressee): Promise<{ sentAs?: string }>;
  /** Shows an answer while it is being made. What it throws is logged, and stops no answer. */
  watch?(to: Addressee): AnswerView;
  /** Answers the channel's own calls to `/channels/<name>`. */
  handle?(request: Request): Promise<Response>;
  /** Begins to receive. Returns once receiving has begun; what fails later is retried and logged. */
  start?(): Promise<void>;
  /** Stops receiving; what was accepted stays accepted. */
  stop?(): Promise<void>;
}

export interface ChannelLimits {
  /** How many messages may be sent after one of the asker's, and for how long. */
  budget?: { sends: number; windowMs: number };
  /** Least time between two messages of an account, and of a conversation, in milliseconds. */
  accountGapMs?: number;
  conversationGapMs?(conversation: Conversation): number;
  /** How long a reply waits to be taken as the response to the channel's call before it is sent, from acceptance, in milliseconds. */
  passiveMs?: number;
  /** Whether nothing can be sent by ourselves: replies are held until the asker comes for them. */
  isPassiveOnly?: boolean;
}

/** Whom a reply is for. */
export interface Addressee {
  conversation: Conversation;
  /** The message that it replies to; absent for what we begin ourselves. */
  message?: StoredMessage;
  /** What `AnswerView.end` left, such as a message that the reply is to replace. */
  shown?: Readonly<Record<string, string | number>>;
}

/** The sight of an answer in the making. */
export interface AnswerView {
  /** Called with each event, the last being `answer`; must not wait for the network. */
  show(event: AnswerEvent): void;
  /** Aborted when the asker stops the answer. */
  readonly signal?: AbortSignal;
  /** Called once, before the reply is stored. */
  end(): Promise<Addressee['shown']>;
}

/** What an adapter calls when something arrives. */
export interface Intake {
  /**
   * Keeps what arrived; when it resolves it is on disk, and the channel may be told so. What was accepted before is
   * not answered again.
   */
  accept(inbound: Inbound): Promise<{ message: StoredMessage; conversation: Conversation; isNew: boolean }>;
  /**
   * Waits for a message to be settled.
   * @returns it, settled or failed; `undefined` where it is not within `withinMs`
   */
  settled(message: string, withinMs: number): Promise<StoredMessage | undefined>;
}

export type DeliveryFailure =
  /** Try again later: no connection, 5xx, too many calls. */
  | 'busy'
  /** The channel lets nothing be sent before the asker writes again. */
  | 'window-closed'
  /** The asker is gone: blocked, left, unknown. */
  | 'gone'
  /** It will never be taken as it is. */
  | 'refused'
  /** Nothing can be sent at all: token, permission, address list. */
  | 'misconfigured';

/** Why a part was not taken by the channel; `retryAfterMs` where the channel says how long to wait. */
export class DeliveryError extends AppError {
  readonly failure: DeliveryFailure;
  /** Whether the wait is for the whole account and not for this conversation alone. */
  readonly isAccountWide: boolean;
  /** Whether it is known that the channel did not take it; otherwise it may have. */
  readonly isNotTaken: boolean;

  constructor(
    failure: DeliveryFailure,
    message: string,
    options: AppErrorOptions & { isAccountWide?: boolean; isNotTaken?: boolean } = {},
  ) {
    const code = failure === 'misconfigured' ? failure : failure === 'busy' ? 'unreachable' : 'refused';
    super(code, message, { ...options, retryable: failure === 'busy' || failure === 'misconfigured' });
    this.failure = failure;
    this.isAccountWide = options.isAccountWide ?? false;
    this.isNotTaken = options.isNotTaken ?? true;
  }
}

/** What `doctor` says of a part of a channel. */
export interface ChannelFinding {
  /** `Telegram webhook`, `WeChat token`. */
  what: string;
  state: 'ok' | 'off' | 'broken';
  found: string;
  next?: string;
}

/** The part of a pino logger that channels use; it gets ids and errors, never an asker's words. */
export interface ChannelLog {
  error(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  info(details: Record<string, unknown>, message: string): void;
}
