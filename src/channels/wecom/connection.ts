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
  const alive = new Set<string>();
  let state: ConnectionState = 'closed';
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
  const keep = (frame: Frame) => {
    alive.add(frame.headers.req_id);
    if (alive.size > MAX_ALIVE) alive.delete(alive.values().next().value!);
  };
  const enter = (next: ConnectionState, { onState }: Handlers) => {
    state = next;
    onState(next);
  };
  function listen(handlers: Handlers): void {
    client.on('authenticated', () => {
      enter('open', handlers);
      log.info({ channel: 'wecom' }, 'The bot is connected.');
    });
    client.on('disconnected', () => {
      alive.clear();
      if (state === 'open') enter('connecting', handlers);
    });
    client.on('error', (error) => {
      if (!(error instanceof WSAuthFailureError)) return;
      enter('refused', handlers);
      log.error({ channel: 'wecom' }, REFUSED);
    });
    client.on('event.disconnected_event', () => {
      enter('taken-over', handlers);
      log.error({ channel: 'wecom' }, TAKEN_OVER);
    });
    client.on('message', (frame) => {
      keep(frame);
      handlers.onMessage(frame);
    });
    client.on('event', (frame) => {
      keep(frame);
      handlers.onEvent(frame);
    });
  }
  const frameOf = (reqId: string) => ({ headers: { req_id: reqId } });
  return {
    get state() {
      return state;
    },
    isAlive: (reqId) => state === 'open' && alive.has(reqId),
    async stream({ reqId, id, text, isLast, feedback }) {
      const rated = feedback === undefined ? undefined : { id: feedback };
      const send = isLast ? client.replyStream : client.replyStreamNonBlocking;
      return (await send.call(client, frameOf(reqId), id, text, isLast, undefined, rated)) !== 'skipped';
    },
    async welcome(reqId, content) {
      await client.replyWelcome(frameOf(reqId), { msgtype: 'text', text: { content } });
    },
    async send(chat, body) {
      await client.sendMessage(chat, body);
    },
    async sendFile(chat, { name, bytes }) {
      const { media_id: id } = await client.uploadMedia(Buffer.from(bytes), { type: 'file', filename: name });
      await client.sendMediaMessage(chat, 'file', id);
    },
    open(handlers) {
      listen(handlers);
      enter('connecting', handlers);
      client.connect();
    },
    close() {
      if (state !== 'taken-over') client.disconnect();
      state = 'closed';
      alive.clear();
    },
  };
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
