import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageCrypto, plainSignature } from '../src/channels/wechat/crypto.ts';
import { readXml } from '../src/channels/wechat/xml.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const WECOM = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const ACCOUNT = { token: 'spamtest', aesKey: KEY, receiveId: 'wx2c2769f8efd9abc2' };

const ECHO = {
  encrypt: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
};
const WECOM_MESSAGE = {
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
};
const ACCOUNT_MESSAGE = {
  encrypt:
    'hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE=',
  signature: '5d197aaffba7e9b25a30732f161a50dee96bd5fa',
  timestamp: '1409735669',
  nonce: '1320562132',
};

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
