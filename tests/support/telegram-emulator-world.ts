import type { HtmlEntity } from './telegram-emulator-html.ts';

/** An error of the Bot API, in its words. */
export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: Record<string, number> | undefined;

  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string) => new BotApiError(400, `Bad Request: ${what}`);
export const tooMany = (seconds: number) =>
  new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

export type Params = Record<string, unknown>;

export interface TgButton {
  text: string;
  callback_data?: string;
  url?: string;
}

/** A message as it stands in a chat. */
export interface TgMessage {
  message_id: number;
  chat: TgChat;
  from: { id: number; is_bot: boolean };
  date: number;
  text?: string;
  entities?: HtmlEntity[];
  keyboard?: TgButton[][];
  thread?: number;
  replyTo?: number;
  /** What else it is: `photo`, `document`, `venue`, with what came with it. */
  media?: { kind: string; params: Params; bytes?: number };
  /** Texts that it had before it was edited. */
  before: string[];
}

export interface TgChat {
  id: number;
  type: 'private' | 'supergroup' | 'group';
  isBlocked: boolean;
  movedTo?: number;
  topics: Set<number>;
  messages: Map<number, TgMessage>;
  nextMessage: number;
  /** By id; the last texts that each showed. */
  drafts: Map<number, { texts: string[]; canStop: boolean; thread?: number }>;
}

export interface Fault {
  method: string;
  code: number;
  description: string;
  retryAfter?: number;
  times: number;
}

export interface Call {
  method: string;
  params: Params;
  at: number;
  error?: string;
}

/** All that a Bot API server knows of one bot. */
export interface TelegramWorld {
  readonly token: string;
  readonly me: {
    id: number;
    is_bot: true;
    first_name: string;
    username: string;
    can_read_all_group_messages: boolean;
    supports_inline_queries: boolean;
  };
  readonly chats: Map<number, TgChat>;
  readonly calls: Call[];
  readonly faults: Fault[];
  /** Whether each callback query was answered. */
  readonly callbacks: Map<string, { isAnswered: boolean; text?: string }>;
  readonly inlineQueries: Map<string, Params | undefined>;
  readonly commands: Map<string, Params[]>;
  readonly texts: Map<string, string>;
  readonly updates: { update_id: number; [kind: string]: unknown }[];
  allowed: string[];
  webhook: { url: string; secret: string; lastError?: { at: number; message: string } } | undefined;
  /** Least time between messages in a chat, and how many may come at once; no bound unless set. */
  flood: { everyMs: number; burst: number } | undefined;
  knowsDrafts: boolean;
  nextUpdate: number;
  clock: () => number;
  /** Called when something happened that is delivered. */
  arrived: () => void;
}

export function createWorld(): TelegramWorld {
  return {
    token: '7654321:AAEmulatedTokenOfTheBot-0123456789abc',
    me: {
      id: 7654321,
      is_bot: true,
      first_name: 'Luodi',
      username: 'LuodiDeskBot',
      can_read_all_group_messages: true,
      supports_inline_queries: true,
    },
    chats: new Map(),
    calls: [],
    faults: [],
    callbacks: new Map(),
    inlineQueries: new Map(),
    commands: new Map(),
    texts: new Map(),
    updates: [],
    allowed: [],
    webhook: undefined,
    flood: undefined,
    knowsDrafts: true,
    nextUpdate: 900_000_001,
    clock: Date.now,
    arrived: () => undefined,
  };
}

const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** Whether an update of a kind is made is settled when it happens. */
export function pushUpdate(world: TelegramWorld, kind: string, content: object): number | undefined {
  const { allowed } = world;
  const isAllowed = allowed.length > 0 ? allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind);
  if (!isAllowed) return undefined;
  const update_id = world.nextUpdate++;
  world.updates.push({ update_id, [kind]: content });
  world.arrived();
  return update_id;
}

export function chatOf(world: TelegramWorld, id: number, type: TgChat['type'] = 'private'): TgChat {
  const known = world.chats.get(id);
  if (known) return known;
  const chat: TgChat = {
    id,
    type,
    isBlocked: false,
    topics: new Set(),
    messages: new Map(),
    nextMessage: 1,
    drafts: new Map(),
  };
  world.chats.set(id, chat);
  return chat;
}

export function addMessage(
  world: TelegramWorld,
  chat: TgChat,
  content: Omit<TgMessage, 'message_id' | 'chat' | 'date' | 'before'>,
): TgMessage {
  const date = Math.floor(world.clock() / 1000);
  const message: TgMessage = { message_id: chat.nextMessage++, chat, date, before: [], ...content };
  chat.messages.set(message.message_id, message);
  return message;
}

/** A message as the Bot API gives it. */
export function messageJson(message: TgMessage): Record<string, unknown> {
  const { chat, message_id, from, date, text, entities, thread } = message;
  return {
    message_id,
    from: { ...from, first_name: 'x' },
    chat: { id: chat.id, type: chat.type },
    date,
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
  };
}
