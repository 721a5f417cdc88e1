import type { Inbound } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import type { Connection } from './connection.ts';
import type { Feedback, WecomEvent } from './frames.ts';
import { WECOM_TEXTS } from './strings.ts';

const WELCOME_EXAMPLES = 3;
/** Nothing is delivered again by the other side: what could not be kept is tried again here. */
const ACCEPT_TRIES_MS = [200, 1000, 5000];

export interface IncomingOptions {
  deps: Pick<ChannelDeps, 'intake' | 'port' | 'store' | 'log'>;
  botId: string;
  connection: Pick<Connection, 'welcome'>;
}

/** Takes what the connection brings; what fails is logged, for nobody waits for it. */
export function createTaker(options: IncomingOptions): (event: WecomEvent, reqId: string) => void {
  const { log } = options.deps;
  return (event, reqId) => {
    take(event, reqId, options).catch((error: unknown) => {
      log.error(
        { err: error, event: event.kind },
        `What WeCom told was not dealt with: ${describeError(error)}`,
      );
    });
  };
}

async function take(event: WecomEvent, reqId: string, options: IncomingOptions): Promise<void> {
  switch (event.kind) {
    case 'inbound':
      return accept(event.inbound, options);
    case 'entered':
      return welcome(reqId, options);
    case 'feedback':
      return rate(event.feedback, options);
    case 'ignored':
      options.deps.log.info({ channel: 'wecom' }, `Passed over: ${event.what}`);
  }
}

async function accept(inbound: Inbound, { deps: { intake, log } }: IncomingOptions): Promise<void> {
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

/** Given at once, since five seconds later it is not taken any more. */
async function welcome(reqId: string, { deps: { port }, connection }: IncomingOptions): Promise<void> {
  const { name, languages, suggestions } = await port.about();
  const language = languages[0] ?? 'zh-Hans';
  const examples = suggestions[language].slice(0, WELCOME_EXAMPLES);
  await connection.welcome(reqId, WECOM_TEXTS[language].welcome(name, examples));
}

/** Whoever rates must be where the answer was given. */
async function rate(
  { message: id, place, value, reason }: Feedback,
  { deps: { store }, botId }: IncomingOptions,
): Promise<void> {
  const message = await store.message(id);
  const conversation = message && (await store.conversation(message.conversation));
  if (conversation?.channel !== 'wecom' || conversation.account !== botId) return;
  if (conversation.place !== place) return;
  await store.rate({ conversation: conversation.id, message: id, rating: { value, reason } });
}
