import { randomBytes, randomInt } from 'node:crypto';
import { createMessageCrypto, plainSignature } from '../../src/channels/wechat/crypto.ts';
import { byteLength } from '../../src/channels/wechat/text.ts';
import { readXml, writeXml } from '../../src/channels/wechat/xml.ts';

export interface EmulatedAccount {
  appId: string;
  secret: string;
  token: string;
  aesKey: string;
  mode: 'plain' | 'compatible' | 'safe';
  /** `gh_…`, by which the account is called in messages. */
  name: string;
}

export type Fields = Record<string, string | number>;

/** A call as it goes over the wire. */
export interface WireCall {
  url: string;
  body: string;
}

/** Writes a call: signed, and encrypted as the account's mode says. */
export function wireCall(
  account: EmulatedAccount,
  { callback, fields, now }: { callback: string; fields: Fields; now: number },
): WireCall {
  const stamp = { timestamp: String(Math.floor(now / 1000)), nonce: String(randomInt(2 ** 31)) };
  const query = new URLSearchParams({
    signature: plainSignature(account.token, stamp.timestamp, stamp.nonce),
    ...stamp,
    openid: String(fields.FromUserName),
  });
  const xml = writeXml(fields);
  if (account.mode === 'plain') return { url: `${callback}?${query}`, body: xml };
  const sealed = cryptoOf(account).seal(xml, stamp);
  query.set('encrypt_type', 'aes');
  query.set('msg_signature', sealed.signature);
  const outer = account.mode === 'safe' ? { ToUserName: account.name } : fields;
  return { url: `${callback}?${query}`, body: writeXml({ ...outer, Encrypt: sealed.encrypt }) };
}

/** The call by which an address is verified. */
export function verificationCall(account: EmulatedAccount, callback: string, now: number) {
  const stamp = { timestamp: String(Math.floor(now / 1000)), nonce: String(randomInt(2 ** 31)) };
  const echostr = randomBytes(8).readBigUInt64BE().toString();
  const signature = plainSignature(account.token, stamp.timestamp, stamp.nonce);
  return { url: `${callback}?${new URLSearchParams({ signature, echostr, ...stamp })}`, echostr };
}

export type CallOutcome =
  | { kind: 'timeout' }
  | { kind: 'accepted' }
  | { kind: 'reply'; text: string; bytes: string }
  /** What WeChat takes for none: the asker is told that the account is out of order. */
  | { kind: 'invalid'; why: string };

/** One call, given up after `attemptMs`. */
export async function makeCall(
  account: EmulatedAccount,
  wire: WireCall,
  { attemptMs, openid }: { attemptMs: number; openid: string },
): Promise<CallOutcome> {
  try {
    const response = await fetch(wire.url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: wire.body,
      signal: AbortSignal.timeout(attemptMs),
    });
    const bytes = await response.text();
    if (response.status !== 200) return { kind: 'invalid', why: `status ${response.status}` };
    if (bytes === '' || bytes === 'success') return { kind: 'accepted' };
    return replyOf(account, bytes, openid);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout' };
    return { kind: 'invalid', why: String(error) };
  }
}

function replyOf(account: EmulatedAccount, bytes: string, openid: string): CallOutcome {
  try {
    const outer = readXml(Buffer.from(bytes));
    const reply = account.mode === 'plain' ? outer : readXml(Buffer.from(decrypted(account, outer)));
    const { Content: text = '' } = reply;
    const isRight =
      reply.ToUserName === openid &&
      reply.FromUserName === account.name &&
      /^\d{10}$/.test(reply.CreateTime ?? '') &&
      reply.MsgType === 'text' &&
      text !== '' &&
      byteLength(text) <= 2048;
    return isRight ? { kind: 'reply', text, bytes } : { kind: 'invalid', why: JSON.stringify(reply) };
  } catch (error) {
    return { kind: 'invalid', why: String(error) };
  }
}

function decrypted(account: EmulatedAccount, outer: Record<string, string>): string {
  const { Encrypt = '', MsgSignature = '', TimeStamp = '', Nonce = '' } = outer;
  return cryptoOf(account).open(Encrypt, { signature: MsgSignature, timestamp: TimeStamp, nonce: Nonce });
}

function cryptoOf({ token, aesKey, appId }: EmulatedAccount) {
  return createMessageCrypto({ token, aesKey, receiveId: appId });
}
