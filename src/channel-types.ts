/**
 * The nouns of the channels. Everything here is plain data; nothing here imports anything of ours but nouns.
 *
 * inbound → message → answer → reply → parts → sent
 */
import type { Answer, AnswerTable, Citation, Language } from './types.ts';

export const CHANNELS = ['telegram', 'wechat', 'kf', 'wecom', 'web'] as const;
/** `wechat` is the Official Account, `kf` WeChat Customer Service, `wecom` the staff's AI bot. */
export type ChannelName = (typeof CHANNELS)[number];

/** A point in time, in milliseconds since 1970. */
export type Instant = number;

export const COMMANDS = [
  'start',
  'help',
  'zones',
  'cases',
  'policy',
  'contact',
  'language',
  'sources',
  'reset',
] as const;
export type Command = (typeof COMMANDS)[number];

// === What comes in

/** Something that somebody said or did on a channel, as an adapter has read it. */
export interface Inbound {
  channel: ChannelName;
  /** The bot, account or service desk that it came to: bot id, AppID, `open_kfid`. */
  account: string;
  /** What the channel calls it, the same each time it is delivered again; unique within channel and account. */
  key: string;
  /** Where it was said, as the channel calls it: chat (and topic), `openid`, `external_userid`, visitor's conversation. */
  place: string;
  /** Who said it, as the channel calls them; in a group not the same as `place`. */
  sender: string;
  /** The channel's own order within a place (`update_id`, time of sending): of those that wait, the lowest goes first. */
  rank: number;
  sentAt: Instant;
  content: InboundContent;
  /** Whether others than the sender read what is said there. */
  isGroup?: boolean;
  /** Whether a person of ours is talking there already: it is kept, and not answered. */
  isForPeople?: boolean;
  /** What it lets us send, where that is not what a message of the channel does; `sends: 0` for nothing. */
  lets?: { sends: number; windowMs: number };
  /** The language of the sender's app, where the channel tells it. */
  language?: Language;
  /** What the adapter needs to reply to it: message id, topic. Only the adapter reads it. */
  reference?: Readonly<Record<string, string | number | boolean>>;
}

export type InboundContent =
  | { kind: 'text'; text: string }
  | { kind: 'command'; command: Command; argument: string }
  /** A button of ours; the token is from outside and proves nothing. */
  | { kind: 'tap'; token: string }
  /** Somebody came: followed, scanned, opened the chat. `source` is the deep link's or the scene's text. */
  | { kind: 'arrival'; source?: string }
  /** Somebody left or blocked us: nothing can be sent any more. */
  | { kind: 'departure' }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'unreadable'; what: 'voice' | 'picture' | 'video' | 'sticker' | 'file' | 'other' };

// === What is kept

/** One place on one channel, with everything said there. */
export interface Conversation {
  /** 32 hexadecimal digits, unguessable. */
  id: string;
  channel: ChannelName;
  account: string;
  place: string;
  isGroup: boolean;
  /** What the asker chose, else what they last wrote in, else that of their app. */
  language: Language;
  /** Whether the asker chose it themselves: what they write in then changes nothing. */
  isLanguageChosen: boolean;
  /** Who or what brought them here first: a deep link's or scene's text. Never overwritten. */
  source?: string;
  /** Whether anything can be sent there. */
  isReachable: boolean;
  /** What the channel still lets us send, and until when; absent where it sets no bound. */
  budget?: { left: number; until: Instant };
  /** Number of the message after which the conversation was begun anew; what stands before is no history. */
  since: number;
  createdAt: Instant;
}

/** `failed`: nothing could be made of it after several tries; the asker was told so. */
export type MessageState = 'waiting' | 'answering' | 'settled' | 'failed';

/** An inbound message on disk. */
export interface StoredMessage {
  /** 32 hexadecimal digits, unguessable. */
  id: string;
  /** Grows with every message accepted. */
  number: number;
  conversation: string;
  state: MessageState;
  inbound: Inbound;
  acceptedAt: Instant;
  /** How often it was begun. */
  attempts: number;
  /** The question it turned out to be, for history; absent where it was none. */
  question?: string;
  answer?: Answer;
  rating?: Rating;
}

export interface Rating {
  value: 'up' | 'down';
  reason?: string;
}

// === What goes out

/** Whose words: a model or composed from documents, the fixed words of the desk, a member of staff. */
export type Author = 'ai' | 'desk' | 'staff';

/** What the desk says, before a channel gives it its form. */
export interface Reply {
  author: Author;
  language: Language;
  /** Plain text: paragraphs are lines, items of lists begin with `- `, sources are marked `[1]`. No mark-up. */
  text: string;
  /** The sources of the marks. */
  citations: Citation[];
  buttons: Button[];
  /** Places to show on a map, after the text. */
  venues?: Venue[];
  /** A public document to send along, after the text. */
  file?: ReplyFile;
  /** What was computed, for channels that can show a table or its chart. */
  table?: AnswerTable;
  /** Whether the asker wants a person now: a channel that has people of its own brings them in. */
  handsOver?: boolean;
}

/** What can be chosen below a reply. `token` comes back as `InboundContent.tap`; at most 64 bytes of `A-Z a-z 0-9 . _ -`. */
export interface Button {
  kind: 'ask' | 'sources' | 'source' | 'person' | 'rate' | 'reason' | 'language' | 'document' | 'link';
  /** In the asker's language. */
  label: string;
  token?: string;
  /** Of `link`, and of `source`: the page of the passage; absent where the desk has no public address. */
  url?: string;
  /** Of `ask`: the question itself, for channels that have the asker send it. */
  question?: string;
}

export interface Venue {
  title: string;
  address: string;
  latitude: number;
  longitude: number;
}

/** The bytes are read when it is sent, so that a file withdrawn in the meantime is not. */
export interface ReplyFile {
  document: string;
  name: string;
}

/** One message of the channel, as its adapter has written it, ready to be sent: plain JSON. */
export type PartPayload = Readonly<Record<string, unknown>>;

/**
 * `waiting`: to be sent from `readyAt` on; `held`: the channel lets nothing be sent before the asker writes again;
 * `taken`: given as the response to the channel's own call; `failed`: given up, for staff to see.
 */
export type PartState = 'waiting' | 'sending' | 'held' | 'sent' | 'taken' | 'failed';

/** A part of a reply in the outbox. */
export interface OutboxPart {
  /** 32 hexadecimal digits: also the key by which a channel that knows one sends it once. */
  id: string;
  /** Grows with every part, and is the order within its conversation. */
  number: number;
  conversation: string;
  /** The message that it replies to. */
  message?: string;
  author: Author;
  payload: PartPayload;
  state: PartState;
  attempts: number;
  readyAt: Instant;
  /** What the channel called it when it took it. */
  sentAs?: string;
  error?: string;
}

/** Something that a person must see to. Requests with owners and clocks are built on it. */
export interface OpenMatter {
  id: string;
  /** `person`: the asker wants one; `undelivered`: a reply could not be sent; `unanswered`: nothing could be made of a message. */
  kind: 'person' | 'undelivered' | 'unanswered';
  conversation: string;
  message?: string;
  part?: string;
  /** For staff: what was asked, or why it failed. */
  detail: string;
  createdAt: Instant;
}
