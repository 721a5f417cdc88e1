import { type SendMsgBody, WSAuthFailureError, WSClient } from '@wecom/aibot-node-sdk';
import type { ChannelLog } from '../channel.ts';
import type { Frame } from './frames.ts';
import type { WecomSettings } from './settings.ts';

/** Whether the bot is ours: `taken-over` is for good, because only one connection of a bot is served. */
export type ConnectionState = 'closed' | 'connecting' | 'open' | 'taken-over' | 'refused';

/** The one connection of the bot, which is made again when it is lost. */
export interface Connection {
  readonly state: ConnectionState;
  /** Whether what came with this id may still be answered by it: it came by the present connection. */
  isAlive(reqId: string): boolean;
  /** Shows the whole text so far; `false` where the one before is still under way and this one was left out. */
  stream(frame: StreamFrame): Promise<boolean>;
  welcome(reqId: string, text: string): Promise<void>;
  send(chat: string, body: SendMsgBody): Promise<void>;
  sendFile(chat: string, file: { name: string; bytes: Uint8Array }): Promise<void>;
  open(handlers: Handlers): void;
  close(): void;
}

export interface StreamFrame {
  reqId: string;
  id: string;
  text: string;
  isLast: boolean;
  /** Of the first frame: what a rating of the answer names. */
  feedback?: string;
}

export interface Handlers {
  /** Called with each state but `closed`. */
  onState: (state: ConnectionState) => void;
  onMessage: (frame: Frame) => void;
  onEvent: (frame: Frame) => void;
}

export interface ConnectionOptions {
  heartbeatMs?: number;
  /** The first wait before the connection is made again, in milliseconds; it doubles up to 30 seconds. */
  reconnectMs?: number;
}

/** Ids that may still be answered are kept, the oldest forgotten first. */
const MAX_ALIVE = 2000;

/** Connects by the official client, whose wording and payloads stay out of the log. */
export function createConnection(
  settings: WecomSettings,
  log: ChannelLog,
  options: ConnectionOptions = {},
): Connection {
  const client = new WSClient({
    botId: settings.botId,
    secret: settings.secret,
    wsUrl: settings.url,
    heartbeatInterval: options.heartbeatMs,
    reconnectInterval: options.reconnectMs,
    // For as long as it takes: the connection is the only way to receive.
    maxReconnectAttempts: -1,
    logger: quietLogger(log),
  });
  return new BotConnection(client, log);
}

class BotConnection implements Connection {
  readonly #client: WSClient;
  readonly #log: ChannelLog;
  readonly #alive = new Set<string>();
  #state: ConnectionState = 'closed';

  constructor(client: WSClient, log: ChannelLog) {
    this.#client = client;
    this.#log = log;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  isAlive(reqId: string): boolean {
    return this.#state === 'open' && this.#alive.has(reqId);
  }

  async stream({ reqId, id, text, isLast, feedback }: StreamFrame): Promise<boolean> {
    const rated = feedback === undefined ? undefined : { id: feedback };
    const send = isLast ? this.#client.replyStream : this.#client.replyStreamNonBlocking;
    const answer = await send.call(this.#client, frameOf(reqId), id, text, isLast, undefined, rated);
    return answer !== 'skipped';
  }

  async welcome(reqId: string, content: string): Promise<void> {
    await this.#client.replyWelcome(frameOf(reqId), { msgtype: 'text', text: { content } });
  }

  async send(chat: string, body: SendMsgBody): Promise<void> {
    await this.#client.sendMessage(chat, body);
  }

  async sendFile(chat: string, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<void> {
    const options = { type: 'file' as const, filename: name };
    const { media_id: id } = await this.#client.uploadMedia(Buffer.from(bytes), options);
    await this.#client.sendMediaMessage(chat, 'file', id);
  }

  open(handlers: Handlers): void {
    this.#followState(handlers);
    this.#client.on('message', (frame) => {
      this.#keep(frame);
      handlers.onMessage(frame);
    });
    this.#client.on('event', (frame) => {
      this.#keep(frame);
      handlers.onEvent(frame);
    });
    this.#enter('connecting', handlers);
    this.#client.connect();
  }

  close(): void {
    if (this.#state !== 'taken-over') this.#client.disconnect();
    this.#state = 'closed';
    this.#alive.clear();
  }

  #followState(handlers: Handlers): void {
    this.#client.on('authenticated', () => {
      this.#enter('open', handlers);
      this.#log.info({ channel: 'wecom' }, 'The bot is connected.');
    });
    this.#client.on('disconnected', () => {
      this.#alive.clear();
      if (this.#state === 'open') this.#enter('connecting', handlers);
    });
    this.#client.on('error', (error) => {
      if (!(error instanceof WSAuthFailureError)) return;
      this.#enter('refused', handlers);
      this.#log.error({ channel: 'wecom' }, REFUSED);
    });
    this.#client.on('event.disconnected_event', () => {
      this.#enter('taken-over', handlers);
      this.#log.error({ channel: 'wecom' }, TAKEN_OVER);
    });
  }

  #enter(state: ConnectionState, { onState }: Handlers): void {
    this.#state = state;
    onState(state);
  }

  #keep({ headers }: Frame): void {
    this.#alive.add(headers.req_id);
    if (this.#alive.size > MAX_ALIVE) this.#alive.delete(this.#alive.values().next().value!);
  }
}

function frameOf(reqId: string): { headers: { req_id: string } } {
  return { headers: { req_id: reqId } };
}

const TAKEN_OVER =
  'Another connection took the bot over, and this one ends for good. Run the bot in one process; restart this one to take it back.';
const REFUSED =
  'WeCom refuses the bot again and again. Compare WECOM_BOT_ID and WECOM_BOT_SECRET with the console, then restart.';

/** The client's own lines without what it prints behind them: frames hold what people wrote. */
function quietLogger(log: ChannelLog) {
  const line = (message: string) => `WeCom client: ${message.slice(0, 200)}`;
  return {
    debug() {},
    info() {},
    warn: (message: string) => log.warn({ channel: 'wecom' }, line(message)),
    error: (message: string) => log.error({ channel: 'wecom' }, line(message)),
  };
}
