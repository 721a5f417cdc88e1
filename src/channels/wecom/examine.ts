import { describeError } from '../../errors.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { ChannelFinding, ChannelLog } from '../channel.ts';
import type { ConnectionState } from './connection.ts';
import type { WecomSettings } from './settings.ts';

const WHAT = 'WeCom AI bot';
const ROOT = 'wss://openws.work.weixin.qq.com';

type StateStore = Pick<ConversationStore, 'readCursor' | 'writeCursor'>;

/** Keeps what became of the connection for `doctor`, which must not connect itself: that would take the bot over. */
export function noteState(
  state: ConnectionState,
  { botId, store, clock, log }: { botId: string; store: StateStore; clock: () => Date; log: ChannelLog },
): Promise<void> {
  return store
    .writeCursor(nameOf(botId), `${state} ${clock().toISOString()}`)
    .catch((error: unknown) => log.warn({ err: error }, `The state was not kept: ${describeError(error)}`));
}

const FINDINGS: Record<string, Omit<ChannelFinding, 'what'>> = {
  open: { state: 'ok', found: 'connected' },
  connecting: {
    state: 'broken',
    found: 'not connected',
    next: 'Start luodi, and look into its log; the connection goes out to port 443.',
  },
  closed: { state: 'off', found: 'stopped', next: 'Start luodi.' },
  'taken-over': {
    state: 'broken',
    found: 'another connection took the bot over',
    next: 'Run the bot in one process only, and restart luodi to take it back.',
  },
  refused: {
    state: 'broken',
    found: 'WeCom refuses the bot',
    next: 'Compare WECOM_BOT_ID and WECOM_BOT_SECRET with 智能机器人 › API模式 › 长连接, then restart luodi.',
  },
};

/**
 * What `doctor` says of the bot: what the running process noted last, and whether WeCom can be reached; it does not
 * connect, because a second connection takes the bot from the first. Never throws.
 * @param deps.store of the running process; without it nothing is known of the connection
 */
export async function examineWecom(
  settings: WecomSettings,
  deps: { fetch: typeof fetch; store?: Pick<StateStore, 'readCursor'> },
): Promise<ChannelFinding[]> {
  const found = [await reachable(settings.url ?? ROOT, deps.fetch)];
  if (deps.store) found.push(await noted(settings.botId, deps.store));
  return found;
}

async function reachable(url: string, request: typeof fetch): Promise<ChannelFinding> {
  const address = url.replace(/^ws/, 'http');
  const { host } = new URL(address);
  try {
    // Whatever it answers to a call that is no connection, it is there.
    await request(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return { what: `${WHAT} address`, state: 'ok', found: `${host} can be reached` };
  } catch {
    const next = `Let this server connect to ${host}, port 443.`;
    return { what: `${WHAT} address`, state: 'broken', found: `${host} cannot be reached`, next };
  }
}

async function noted(botId: string, store: Pick<StateStore, 'readCursor'>): Promise<ChannelFinding> {
  try {
    const [state = '', at] = (await store.readCursor(nameOf(botId)))?.split(' ') ?? [];
    const finding = FINDINGS[state];
    if (!finding) return { what: WHAT, state: 'off', found: 'never connected', next: 'Start luodi.' };
    return { what: WHAT, ...finding, found: `${finding.found} (${at})` };
  } catch (error) {
    return { what: WHAT, state: 'broken', found: describeError(error) };
  }
}

function nameOf(botId: string): string {
  return `wecom-connection:${botId}`;
}
