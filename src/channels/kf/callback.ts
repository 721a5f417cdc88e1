import { describeError } from '../../errors.ts';
import type { ChannelLog } from '../channel.ts';
import { readBody } from '../read-body.ts';
import { createMessageCrypto } from '../wechat/crypto.ts';
import { readXml } from '../wechat/xml.ts';
import type { KfSettings } from './settings.ts';

/** A callback is a signal: something happened at an account, and the token makes it be told. */
export interface Signal {
  account: string;
  token: string;
}

export interface CallbackOptions {
  settings: Pick<KfSettings, 'corpId' | 'token' | 'aesKey'>;
  /** Must not wait: WeCom gives the answer five seconds, and the check of the address one. */
  onSignal: (signal: Signal) => void;
  /** Other accounts are ours from now on; must not wait either. */
  onAccounts: () => void;
  clock: () => Date;
  log: ChannelLog;
}

const BODY_BYTES = 1024 * 1024;
/** How far the clocks of both sides may be apart, and how long a call may be repeated by whoever overheard it. */
const STALE_MS = 5 * 60_000;

/**
 * Answers WeCom's calls to the address of the channel (document/path/90930, 回调配置). What is forged, altered, for
 * another or too old is answered with 403 and nothing else.
 */
export function createCallback(options: CallbackOptions): (request: Request) => Promise<Response> {
  const { corpId, token, aesKey } = options.settings;
  const crypto = createMessageCrypto({ token, aesKey, receiveId: corpId });

  function open(encrypted: string, query: URLSearchParams): string {
    const timestamp = query.get('timestamp') ?? '';
    const signature = query.get('msg_signature') ?? '';
    const message = crypto.open(encrypted, { signature, timestamp, nonce: query.get('nonce') ?? '' });
    if (!isFresh(timestamp, options.clock())) throw new Error('It is from another time.');
    return message;
  }

  async function take(request: Request, query: URLSearchParams): Promise<Response> {
    const body = await readBody(request, BODY_BYTES);
    if (!body) throw new Error('It is too long.');
    const message = open(readXml(body).Encrypt ?? '', query);
    const { Event: event, OpenKfId: account, Token: pullToken = '' } = readXml(Buffer.from(message));
    if (event === 'kf_msg_or_event' && account) options.onSignal({ account, token: pullToken });
    if (event === 'kf_account_auth_change') options.onAccounts();
    return new Response('success', { headers: PLAIN });
  }

  return async (request) => {
    const query = new URL(request.url).searchParams;
    try {
      if (request.method === 'POST') return await take(request, query);
      if (request.method === 'GET')
        return new Response(open(query.get('echostr') ?? '', query), { headers: PLAIN });
      return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
    } catch (error) {
      options.log.warn({ channel: 'kf' }, `A callback was refused: ${describeError(error)}`);
      return new Response(null, { status: 403 });
    }
  };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp) * 1000) <= STALE_MS;
}
