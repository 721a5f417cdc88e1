import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.ts';

/**
 * The message crypto of WeChat and WeCom: sha1 over the sorted parts, AES-256-CBC below it.
 *
 * Source: WeChat, 消息加解密技术方案; WeCom, 加解密方案说明.
 */
export interface MessageCrypto {
  /**
   * Checks the signature, decrypts, and checks padding, length and receiver, in this order.
   * @returns the message
   * @throws AppError `refused`, which says no more than that it is not ours
   */
  open(encrypted: string, signed: Signed): string;
  /** Encrypts and signs a message; `random` are the 16 bytes before it, fresh unless given. */
  seal(message: string, stamp: { timestamp: string; nonce: string; random?: Uint8Array }): Sealed;
}

export interface Signed {
  signature: string;
  timestamp: string;
  nonce: string;
}

export interface Sealed extends Signed {
  /** Base64. */
  encrypt: string;
}

const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
// PKCS#7 to 32 bytes and not to AES's own 16, as the vendor's scheme has it.
const BLOCK_BYTES = 32;

/**
 * @param aesKey `EncodingAESKey`, 43 characters
 * @param receiveId whom messages are for: AppID, CorpID, or the empty string of a bot within a company
 */
export function createMessageCrypto(options: {
  token: string;
  aesKey: string;
  receiveId: string;
}): MessageCrypto {
  const key = Buffer.from(`${options.aesKey}=`, 'base64');
  if (key.length !== BLOCK_BYTES) {
    throw new AppError('misconfigured', 'EncodingAESKey is not a key of 43 characters.', {
      next: 'Copy it from the server settings of the account.',
    });
  }
  const sign = (timestamp: string, nonce: string, encrypt: string) =>
    signatureOf([options.token, timestamp, nonce, encrypt]);
  return {
    open(encrypted, { signature, timestamp, nonce }) {
      if (!isSameSignature(signature, sign(timestamp, nonce, encrypted))) throw refusal('Its signature');
      return unpack(decrypt(key, encrypted), options.receiveId);
    },
    seal(message, { timestamp, nonce, random = randomBytes(RANDOM_BYTES) }) {
      const encrypt = encryptPacked(key, pack(message, options.receiveId, random));
      return { encrypt, signature: sign(timestamp, nonce, encrypt), timestamp, nonce };
    },
  };
}

/** The signature of a call whose body is not encrypted, and of the call by which a server is verified. */
export function plainSignature(token: string, timestamp: string, nonce: string): string {
  return signatureOf([token, timestamp, nonce]);
}

/** Whether two signatures are the same, in a time that does not tell where they differ. */
export function isSameSignature(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function signatureOf(parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

function decrypt(key: Buffer, encrypted: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) throw refusal('Its length');
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function encryptPacked(key: Buffer, packed: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(packed), cipher.final()]).toString('base64');
}

/** `random(16) | length(4, big-endian) | message | receiveId | padding` */
function pack(message: string, receiveId: string, random: Uint8Array): Buffer {
  const text = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
  const padding = BLOCK_BYTES - (content.length % BLOCK_BYTES);
  return Buffer.concat([content, Buffer.alloc(padding, padding)]);
}

function unpack(packed: Buffer, receiveId: string): string {
  const padding = packed.at(-1)!;
  if (padding < 1 || padding > BLOCK_BYTES) throw refusal('Its padding');
  if (packed.subarray(-padding).some((byte) => byte !== padding)) throw refusal('Its padding');
  const content = packed.subarray(RANDOM_BYTES, -padding);
  if (content.length < LENGTH_BYTES) throw refusal('Its length');
  const end = LENGTH_BYTES + content.readUInt32BE();
  if (end > content.length) throw refusal('Its length');
  if (!isSameSignature(content.toString('utf8', end), receiveId)) throw refusal('Its receiver');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(LENGTH_BYTES, end));
  } catch {
    throw refusal('Its text');
  }
}

function refusal(what: string): AppError {
  return new AppError('refused', `A call was refused: ${what.toLowerCase()} is not right.`, {
    next: 'If it came from WeChat, compare token, EncodingAESKey and id with the settings of the account.',
  });
}
