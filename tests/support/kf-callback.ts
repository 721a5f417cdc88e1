import { createCipheriv, createHash } from 'node:crypto';

/** What both sides know of the callback of an application. */
export interface CallbackSecrets {
  corpId: string;
  token: string;
  aesKey: string;
}

/** How a callback departs from an honest one. */
export interface Forgery {
  /** Signed with it in place of the token. */
  token?: string;
  /** Encrypted for it in place of the corporation. */
  corpId?: string;
  aesKey?: string;
  timestamp?: number;
  /** Changes the ciphertext after it was signed. */
  alter?: (encrypted: string) => string;
  /** Changes the whole body. */
  body?: (body: string) => string;
}

const RANDOM = 'emulator-16bytes';

/** Encrypts as document/path/90968 (加解密方案说明) says; written apart from the adapter, so that both may be wrong alone. */
export function encryptForCallback(
  message: string,
  { corpId, aesKey }: Omit<CallbackSecrets, 'token'>,
): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([Buffer.from(RANDOM), length, text, Buffer.from(corpId)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64');
}

/** Parameters of a call's address, signed. */
export function signedQuery(
  encrypted: string,
  { token, timestamp, nonce }: { token: string; timestamp: number; nonce: string },
): URLSearchParams {
  const parts = [token, String(timestamp), nonce, encrypted].sort();
  const signature = createHash('sha1').update(parts.join('')).digest('hex');
  return new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce });
}

let calls = 0;

/** The request by which WeCom says that something happened at a service account. */
export function callbackRequest(
  secrets: CallbackSecrets,
  message: { account: string; token: string; at: number; event?: string },
  forgery: Forgery = {},
): Request {
  const inner = [
    `<xml><ToUserName><![CDATA[${secrets.corpId}]]></ToUserName>`,
    `<CreateTime>${message.at}</CreateTime><MsgType><![CDATA[event]]></MsgType>`,
    `<Event><![CDATA[${message.event ?? 'kf_msg_or_event'}]]></Event>`,
    `<Token><![CDATA[${message.token}]]></Token><OpenKfId><![CDATA[${message.account}]]></OpenKfId></xml>`,
  ].join('');
  const encrypted = encryptForCallback(inner, { ...secrets, ...forgery });
  calls += 1;
  const query = signedQuery(encrypted, {
    token: forgery.token ?? secrets.token,
    timestamp: forgery.timestamp ?? message.at,
    nonce: `nonce${calls}`,
  });
  const body = [
    `<xml><ToUserName><![CDATA[${secrets.corpId}]]></ToUserName>`,
    `<Encrypt><![CDATA[${forgery.alter?.(encrypted) ?? encrypted}]]></Encrypt><AgentID><![CDATA[]]></AgentID></xml>`,
  ].join('');
  return new Request(`https://desk.example/channels/kf?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: forgery.body?.(body) ?? body,
  });
}

/** The request by which WeCom checks the address when it is saved in the console. */
export function verificationRequest(
  secrets: CallbackSecrets,
  at: number,
  echo: string,
  forgery: Forgery = {},
): Request {
  const encrypted = encryptForCallback(echo, { ...secrets, ...forgery });
  const query = signedQuery(encrypted, {
    token: forgery.token ?? secrets.token,
    timestamp: forgery.timestamp ?? at,
    nonce: 'nonce0',
  });
  query.set('echostr', encrypted);
  return new Request(`https://desk.example/channels/kf?${query}`);
}
