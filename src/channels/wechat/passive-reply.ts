import { createHmac } from 'node:crypto';
import type { StoredMessage } from '../../channel-types.ts';
import { createMessageCrypto } from './crypto.ts';
import type { WechatSettings } from './settings.ts';
import { writeXml } from './xml.ts';

/** What a call is answered with where it is accepted and nothing is said. */
export const ACCEPTED = 'success';

/**
 * Writes responses that are messages (被动回复用户消息). The same message and text give the same bytes, so that a call
 * that WeChat repeats gets what it got.
 */
export function createPassiveReply(
  settings: WechatSettings,
): (message: StoredMessage, text: string) => string {
  const { appId: receiveId, token, aesKey } = settings;
  const crypto = aesKey ? createMessageCrypto({ token, aesKey, receiveId }) : undefined;
  return (message, text) => {
    const seconds = Math.floor(message.acceptedAt / 1000);
    const xml = writeXml({
      ToUserName: message.inbound.sender,
      FromUserName: String(message.inbound.reference?.account ?? ''),
      CreateTime: seconds,
      MsgType: 'text',
      Content: text,
    });
    if (!crypto) return xml;
    const digest = createHmac('sha256', `${token}:${aesKey}`).update(`${message.id}:${text}`).digest();
    const sealed = crypto.seal(xml, {
      timestamp: String(seconds),
      nonce: String(digest.readUInt32BE(16)),
      random: digest.subarray(0, 16),
    });
    return writeXml({
      Encrypt: sealed.encrypt,
      MsgSignature: sealed.signature,
      TimeStamp: seconds,
      Nonce: sealed.nonce,
    });
  };
}
