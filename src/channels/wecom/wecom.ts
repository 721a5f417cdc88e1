import type { Channel } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { type ConnectionOptions, type ConnectionState, createConnection } from './connection.ts';
import { noteState } from './examine.ts';
import { readEvent, readMessage } from './frames.ts';
import { createTaker } from './incoming.ts';
import { renderWecom } from './parts.ts';
import { sendWecom } from './send.ts';
import type { WecomSettings } from './settings.ts';
import { watchAnswer } from './stream.ts';

export { examineWecom } from './examine.ts';

export interface WecomOptions extends ConnectionOptions {
  /** Between the frames of an answer in the making, in milliseconds; a second unless given. */
  streamEveryMs?: number;
}

const STREAM_EVERY_MS = 1000;
/**
 * A conversation takes 30 messages a minute (document/path/101463, 频率限制), which people who read do not reach: what
 * belongs together comes together, and what is too much is sent a minute later.
 */
const CONVERSATION_GAP_MS = 500;

/** The AI bot of WeCom, which answers staff from all documents, over the one connection that a bot has. */
export function createWecomChannel(
  settings: WecomSettings,
  deps: ChannelDeps,
  { streamEveryMs: everyMs = STREAM_EVERY_MS, ...connecting }: WecomOptions = {},
): Channel {
  const { port, store, links, clock, log } = deps;
  const { botId } = settings;
  const connection = createConnection(settings, log, connecting);
  const take = createTaker({ deps, botId, connection });
  const reading = () => ({ account: botId, now: clock().getTime() });
  const note = (state: ConnectionState) => noteState(state, { botId, store, clock, log });
  return {
    name: 'wecom',
    audience: 'staff',
    limits: { conversationGapMs: () => CONVERSATION_GAP_MS },
    render: renderWecom,
    send: (part, to) => sendWecom(part, to, { connection, port, links, clock }),
    watch: (to) => watchAnswer(to, { connection, clock, log, everyMs }),
    // Connecting goes on by itself for as long as it takes.
    async start() {
      connection.open({
        onMessage: (frame) => take(readMessage(frame, reading()), frame.headers.req_id),
        onEvent: (frame) => take(readEvent(frame, reading()), frame.headers.req_id),
        onState: (state) => void note(state),
      });
    },
    async stop() {
      const wasOurs = connection.state === 'open';
      connection.close();
      if (wasOurs) await note('closed');
    },
  };
}
