import type { Inbound } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { Channel } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { type ConnectionOptions, type ConnectionState, createConnection } from './connection.ts';
import { noteState } from './examine.ts';
import { type Feedback, readEvent, readMessage, type WecomEvent } from './frames.ts';
import { renderWecom } from './parts.ts';
import { sendWecom } from './send.ts';
import type { WecomSettings } from './settings.ts';
import { watchAnswer } from './stream.ts';
import { WECOM_TEXTS } from './strings.ts';

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
const WELCOME_EXAMPLES = 3;
/** Nothing is delivered again by the other side: what could not be kept is tried again here. */
const ACCEPT_TRIES_MS = [200, 1000, 5000];

/** The AI bot of WeCom, which answers staff from all documents, over the one connection that a bot has. */
export function createWecomChannel(
  settings: WecomSettings,
  deps: ChannelDeps,
  options: WecomOptions = {},
): Channel {
  const { intake, port, store, links, clock, log } = deps;
  const connection = createConnection(settings, log, options);
  const reading = () => ({ account: settings.botId, now: clock().getTime() });
  const note = (state: ConnectionState) => noteState(state, { botId: settings.botId, store, clock, log });
  const streaming = { connection, clock, log, everyMs: options.streamEveryMs ?? STREAM_EVERY_MS };

  async function accept(inbound: Inbound): Promise<void> {
    for (const wait of ACCEPT_TRIES_MS) {
      try {
        await intake.accept(inbound);
        return;
      } catch (error) {
        log.warn({ err: error }, `A message could not be kept yet: ${describeError(error)}`);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    await intake.accept(inbound);
  }

  async function welcome(reqId: string): Promise<void> {
    const { name, languages, suggestions } = await port.about();
    const language = languages[0] ?? 'zh-Hans';
    const examples = suggestions[language].slice(0, WELCOME_EXAMPLES);
    await connection.welcome(reqId, WECOM_TEXTS[language].welcome(name, examples));
  }

  /** Whoever rates must be where the answer was given. */
  async function rate({ message: id, place, value, reason }: Feedback): Promise<void> {
    const message = await store.message(id);
    const conversation = message && (await store.conversation(message.conversation));
    if (conversation?.account !== settings.botId || conversation.place !== place) return;
    await store.rate({ conversation: conversation.id, message: id, rating: { value, reason } });
  }

  function take(event: WecomEvent, reqId: string): void {
    const done = {
      inbound: () => event.kind === 'inbound' && accept(event.inbound),
      entered: () => welcome(reqId),
      feedback: () => event.kind === 'feedback' && rate(event.feedback),
      ignored: () => log.info({ channel: 'wecom' }, `Passed over: ${event.kind === 'ignored' && event.what}`),
    }[event.kind]();
    Promise.resolve(done).catch((error: unknown) => {
      log.error(
        { err: error, event: event.kind },
        `What WeCom told was not dealt with: ${describeError(error)}`,
      );
    });
  }

  return {
    name: 'wecom',
    audience: 'staff',
    limits: { conversationGapMs: () => CONVERSATION_GAP_MS },
    render: renderWecom,
    send: (part, to) => sendWecom(part, to, { connection, port, links, clock }),
    watch: (to) => watchAnswer(to, streaming),
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
