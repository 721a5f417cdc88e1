import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { readBody } from '../read-body.ts';
import { createMessageCrypto, isSameSignature, type MessageCrypto, plainSignature } from './crypto.ts';
import type { WechatSettings } from './settings.ts';
import { readXml } from './xml.ts';

/** A call of WeChat's that has proved to be one. */
export type Callback =
  /** By which the address is verified: `echo` is to be sent back as it is. */
  | { kind: 'verification'; echo: string }
  /** A message or event; the response is to be encrypted where the call was. */
  | { kind: 'message'; fields: Record<string, string> };

export interface CallbackReader {
  /**
   * @returns the call, new or repeated
   * @throws AppError `refused` or `bad-input` where it is forged, altered, stale, or no call of WeChat's
   */
  read(request: Request): Promise<Callback>;
}

const BODY_LIMIT_BYTES = 64 * 1024;
/** How far the clocks of WeChat and of this server may be apart. */
const FRESH_MS = 5 * 60_000;

/** Reads the calls to an account's address: plain, compatible and safe mode (消息加解密说明). */
export function createCallbackReader(settings: WechatSettings, clock: () => Date): CallbackReader {
  const crypto = settings.aesKey
    ? createMessageCrypto({ token: settings.token, aesKey: settings.aesKey, receiveId: settings.appId })
    : undefined;
  const unencrypted = createSeenCalls(clock);
  return {
    async read(request) {
      const query = new URL(request.url).searchParams;
      const stamp = { timestamp: query.get('timestamp') ?? '', nonce: query.get('nonce') ?? '' };
      const given = query.get('signature') ?? '';
      const isSigned = isSameSignature(given, plainSignature(settings.token, stamp.timestamp, stamp.nonce));
      if (request.method === 'GET') {
        const echo = query.get('echostr') ?? '';
        if (!isSigned) throw refusal('its signature is not right');
        checkFresh(stamp.timestamp, clock().getTime());
        unencrypted.check(stamp, Buffer.from(echo));
        return { kind: 'verification', echo };
      }
      // An encrypted call has a signature of its own, over its body too.
      if (!crypto && !isSigned) throw refusal('its signature is not right');
      const body = await readBody(request, BODY_LIMIT_BYTES);
      if (!body) throw refusal(`it is longer than ${BODY_LIMIT_BYTES} bytes`);
      const fields = crypto
        ? openBody(crypto, readXml(body), { ...stamp, signature: query.get('msg_signature') ?? '' })
        : plainBody(readXml(body));
      checkFresh(stamp.timestamp, clock().getTime());
      if (!crypto) unencrypted.check(stamp, body);
      return { kind: 'message', fields };
    },
  };
}

/** In compatible mode, the fields beside `Encrypt` are signed by nobody. */
function openBody(
  crypto: MessageCrypto,
  outer: Record<string, string>,
  signed: { signature: string; timestamp: string; nonce: string },
): Record<string, string> {
  if (!outer.Encrypt) throw refusal('it is not encrypted, though the account has an EncodingAESKey');
  return readXml(Buffer.from(crypto.open(outer.Encrypt, signed)));
}

function plainBody(fields: Record<string, string>): Record<string, string> {
  if (!fields.Encrypt || fields.MsgType) return fields;
  throw new AppError('misconfigured', 'WeChat encrypts its calls, and the key is not set.', {
    next: 'Set WECHAT_AES_KEY to the EncodingAESKey of the server settings.',
  });
}

function checkFresh(timestamp: string, now: number): void {
  const isFresh = /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= FRESH_MS;
  if (!isFresh) throw refusal('its timestamp is too far from the time here');
}

/**
 * The signature of a call that is not encrypted says nothing of its body: with another body, it is somebody's who has
 * listened. The same call once more is WeChat's own repetition, and is known by its message.
 */
function createSeenCalls(clock: () => Date) {
  const bodies = new Map<string, { digest: string; at: number }>();
  const forget = (before: number) => {
    for (const [stamp, { at }] of bodies) {
      if (at >= before) return;
      bodies.delete(stamp);
    }
  };
  return {
    check({ timestamp, nonce }: { timestamp: string; nonce: string }, body: Uint8Array): void {
      const now = clock().getTime();
      // Until it is stale by its own timestamp, which may be ahead.
      forget(now - 2 * FRESH_MS);
      const key = `${timestamp}.${nonce}`;
      const digest = createHash('sha256').update(body).digest('base64');
      const first = bodies.get(key);
      if (first && first.digest !== digest) throw refusal('its signature was another call’s');
      if (!first) bodies.set(key, { digest, at: now });
    },
  };
}

function refusal(why: string): AppError {
  return new AppError('refused', `A call to the WeChat address was refused: ${why}.`, {
    next: 'If WeChat sent it, compare WECHAT_TOKEN, WECHAT_AES_KEY and the clock of this machine.',
  });
}
