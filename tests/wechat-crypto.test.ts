import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageCrypto, plainSignature } from '../src/channels/wechat/crypto.ts';
import { readXml } from '../src/channels/wechat/xml.ts';
import { ACCOUNT, ACCOUNT_MESSAGE, ECHO, KEY, WECOM, WECOM_MESSAGE } from './support/wechat-vectors.ts';

describe('the published vectors', () => {
  it('give the plain signature of a call', () => {
    expect(plainSignature('AAAAA', '1714037059', '486452656')).toBe(
      '899cf89e464efb63f54ddac96b0a0a235f53aa78',
    );
  });

  it('give the same ciphertext for the same message, id and random bytes', () => {
    const crypto = createMessageCrypto({ token: 't', aesKey: KEY, receiveId: 'wxb11529c136998cb6' });
    const random = Buffer.from('aaaabbbbccccdddd');
    const { encrypt } = crypto.seal('我是中文abcd123', { timestamp: '1', nonce: '2', random });
    expect(encrypt).toBe(
      'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
    );
  });

  it('open the call by which WeCom verifies a server', () => {
    expect(createMessageCrypto(WECOM).open(ECHO.encrypt, ECHO)).toBe('1616140317555161061');
  });

  it('open a message of WeCom', () => {
    const text = createMessageCrypto(WECOM).open(WECOM_MESSAGE.encrypt, WECOM_MESSAGE);
    expect(readXml(Buffer.from(text))).toMatchObject({
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
  });

  it('open a message of an Official Account', () => {
    const text = createMessageCrypto(ACCOUNT).open(ACCOUNT_MESSAGE.encrypt, ACCOUNT_MESSAGE);
    expect(readXml(Buffer.from(text))).toMatchObject({ Content: 'abcdteT', MsgId: '6054768590064713728' });
  });
});

describe('a message that is not ours', () => {
  const crypto = createMessageCrypto(ACCOUNT);
  const stamp = { timestamp: '1409735669', nonce: '1320562132' };
  const signed = (encrypt: string) => ({
    ...stamp,
    signature: createHash('sha1')
      .update([ACCOUNT.token, stamp.timestamp, stamp.nonce, encrypt].toSorted().join(''))
      .digest('hex'),
  });
  /** What a holder of the key encrypts, padded or not. */
  const encrypted = (packed: Buffer) => {
    const key = Buffer.from(`${KEY}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(packed), cipher.final()]).toString('base64');
  };
  const refused = (encrypt: string, why: RegExp) =>
    expect(() => crypto.open(encrypt, signed(encrypt))).toThrow(
      expect.objectContaining({ code: 'refused', message: expect.stringMatching(why) }),
    );

  it('is refused for any one character of its ciphertext, signature, timestamp or nonce', () => {
    const { encrypt, ...rest } = ACCOUNT_MESSAGE;
    const other = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
    const altered = fc.record({
      which: fc.constantFrom('encrypt', 'signature', 'timestamp', 'nonce'),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(altered, ({ which, at }) => {
        const call: Record<string, string> = { encrypt, ...rest };
        call[which] = other(call[which]!, at % call[which]!.length);
        expect(() => crypto.open(call.encrypt!, call as typeof ACCOUNT_MESSAGE)).toThrow(/signature/);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused for its signature before anything is decrypted', () => {
    expect(() => crypto.open('%%%', { ...stamp, signature: 'a' })).toThrow(/signature/);
    expect(() => crypto.open('', { ...stamp, signature: '' })).toThrow(/signature/);
  });

  it("is refused where it is another app's", () => {
    const other = createMessageCrypto({ ...ACCOUNT, receiveId: 'wx2c2769f8efd9abc3' });
    refused(other.seal('<xml></xml>', stamp).encrypt, /receiver/);
    const longer = createMessageCrypto({ ...ACCOUNT, receiveId: `${ACCOUNT.receiveId}1` });
    refused(longer.seal('<xml></xml>', stamp).encrypt, /receiver/);
  });

  it('is refused for padding that is none', () => {
    for (const padding of [0, 33, 255]) refused(encrypted(Buffer.alloc(64, padding)), /padding/);
    const torn = Buffer.alloc(64, 8);
    torn[60] = 7;
    refused(encrypted(torn), /padding/);
  });

  it('is refused for a length that is none', () => {
    refused('', /length/);
    refused(encrypted(Buffer.alloc(32, 1)).slice(0, 20), /length/);
    const long = Buffer.alloc(64, 16);
    long.writeUInt32BE(4_000_000_000, 16);
    refused(encrypted(long), /length/);
    refused(encrypted(Buffer.alloc(32, 32)), /length/);
  });

  it('is refused for text that is not UTF-8', () => {
    const content = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, 0, 0, 1, 0xff]),
      Buffer.from(ACCOUNT.receiveId),
    ]);
    const padding = 32 - (content.length % 32);
    refused(encrypted(Buffer.concat([content, Buffer.alloc(padding, padding)])), /text/);
  });
});

describe('message crypto', () => {
  it('opens whatever it sealed', () => {
    const crypto = createMessageCrypto({ ...ACCOUNT, receiveId: '' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (message, nonce) => {
        const sealed = crypto.seal(message, { timestamp: '1409735669', nonce });
        expect(crypto.open(sealed.encrypt, sealed)).toBe(message);
      }),
    );
  });

  it('asks for a key of 43 characters', () => {
    expect(() => createMessageCrypto({ ...ACCOUNT, aesKey: 'short' })).toThrow(/43 characters/);
  });
});
