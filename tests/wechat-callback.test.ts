import { describe, expect, it } from 'vitest';
import { createCallbackReader } from '../src/channels/wechat/callback.ts';
import { type EmulatedAccount, verificationCall, wireCall } from './support/wechat-emulator-callback.ts';
import { ACCOUNT_MESSAGE } from './support/wechat-vectors.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const URL_HERE = 'https://desk.example/channels/wechat';
const account = (mode: EmulatedAccount['mode']): EmulatedAccount => ({
  appId: 'wx2c2769f8efd9abc2',
  secret: 'secret',
  token: 'spamtest',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  mode,
  name: 'gh_1',
});
const TEXT = {
  ToUserName: 'gh_1',
  FromUserName: 'openid',
  CreateTime: NOW / 1000,
  MsgType: 'text',
  MsgId: '6054768590064713728',
  Content: '园区在哪？',
};

function readerOf(mode: EmulatedAccount['mode'], keyless = false) {
  const { appId, token, aesKey } = account(mode);
  const settings = { appId, token, isVerified: false, ...(mode !== 'plain' && !keyless && { aesKey }) };
  const state = { now: NOW };
  const reader = createCallbackReader(settings, () => new Date(state.now));
  const wire = (fields: Record<string, string | number> = TEXT, now = NOW) =>
    wireCall(account(mode), { callback: URL_HERE, fields, now });
  const read = ({ url, body }: { url: string; body: string }) =>
    reader.read(new Request(url, { method: 'POST', body }));
  return { state, reader, wire, read };
}

describe('a call of WeChat', () => {
  it.each(['plain', 'compatible', 'safe'] as const)(
    'is read in %s mode, and again when repeated',
    async (mode) => {
      const { wire, read } = readerOf(mode);
      const call = wire();
      for (let time = 0; time < 3; time += 1) {
        const read1 = await read(call);
        expect(read1).toMatchObject({
          kind: 'message',
          fields: { Content: TEXT.Content, MsgId: TEXT.MsgId },
        });
      }
    },
  );

  it('verifies the address by its plain signature', async () => {
    const { reader } = readerOf('safe');
    const { url, echostr } = verificationCall(account('safe'), URL_HERE, NOW);
    expect(await reader.read(new Request(url))).toEqual({ kind: 'verification', echo: echostr });
    const forged = new Request(url.replace('timestamp=', 'timestamp=1'));
    await expect(reader.read(forged)).rejects.toMatchObject({ code: 'refused' });
  });

  it.each([
    ['plain', 'signature'],
    ['plain', 'nonce'],
    ['plain', 'timestamp'],
    ['compatible', 'msg_signature'],
    ['safe', 'msg_signature'],
    ['safe', 'nonce'],
    ['safe', 'timestamp'],
  ] as const)('is refused in %s mode where its %s is another', async (mode, name) => {
    const { wire, read } = readerOf(mode);
    const { url, body } = wire();
    const altered = new URL(url);
    const value = altered.searchParams.get(name)!;
    altered.searchParams.set(name, value.slice(0, -1) + (value.endsWith('1') ? '2' : '1'));
    await expect(read({ url: altered.href, body })).rejects.toMatchObject({ code: 'refused' });
    altered.searchParams.delete(name);
    await expect(read({ url: altered.href, body })).rejects.toMatchObject({ code: 'refused' });
  });

  it('is refused where its body was altered, encrypted or not', async () => {
    const { wire, read } = readerOf('safe');
    const safe = wire();
    const body = safe.body.replace(
      /(<Encrypt><!\[CDATA\[.{30})(.)/,
      (_all, head: string, letter: string) => head + (letter === 'A' ? 'B' : 'A'),
    );
    await expect(read({ url: safe.url, body })).rejects.toMatchObject({ code: 'refused' });
    const plain = readerOf('plain');
    const call = plain.wire();
    await plain.read(call);
    const other = call.body.replace(TEXT.Content, '别的问题');
    await expect(plain.read({ url: call.url, body: other })).rejects.toMatchObject({ code: 'refused' });
  });

  it('is refused where it is not encrypted, though the account has a key', async () => {
    const { read } = readerOf('safe');
    const plain = wireCall(account('plain'), { callback: URL_HERE, fields: TEXT, now: NOW });
    await expect(read(plain)).rejects.toMatchObject({ code: 'refused' });
    const compatible = wireCall(account('compatible'), { callback: URL_HERE, fields: TEXT, now: NOW });
    const stripped = compatible.body.replace(/<Encrypt>.*<\/Encrypt>/, '');
    await expect(read({ url: compatible.url, body: stripped })).rejects.toMatchObject({ code: 'refused' });
  });

  it('is read from its encrypted part alone, whatever stands beside it', async () => {
    const { wire, read } = readerOf('compatible');
    const { url, body } = wire();
    const call = await read({ url, body: body.replace(TEXT.Content, '改过的问题') });
    expect(call).toMatchObject({ fields: { Content: TEXT.Content } });
  });

  it("is refused where it is another app's", async () => {
    const { read } = readerOf('safe');
    const other = { ...account('safe'), appId: 'wx0000000000000000' };
    const call = wireCall(other, { callback: URL_HERE, fields: TEXT, now: NOW });
    await expect(read(call)).rejects.toMatchObject({ code: 'refused' });
  });

  it.each(['plain', 'safe'] as const)(
    'is refused in %s mode where it is older than five minutes, or ahead',
    async (mode) => {
      const { wire, read, state } = readerOf(mode);
      const call = wire();
      state.now += 299_000;
      await read(call);
      state.now += 2000;
      await expect(read(call)).rejects.toMatchObject({ code: 'refused' });
      await expect(read(wire(TEXT, state.now + 301_000))).rejects.toMatchObject({ code: 'refused' });
    },
  );

  it('is refused beyond 64 KB', async () => {
    const { wire, read } = readerOf('plain');
    await expect(read(wire({ ...TEXT, Content: '园'.repeat(22_000) }))).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('asks for the key where WeChat encrypts and none is set', async () => {
    const { wire, read } = readerOf('safe', true);
    await expect(read(wire())).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('names no secret in what it refuses', async () => {
    const { wire, read } = readerOf('safe');
    const { url } = wire();
    const error = await read({ url, body: '<xml><Encrypt>x</Encrypt></xml>' }).catch(
      (thrown: Error) => thrown,
    );
    expect(JSON.stringify(error) + String(error)).not.toMatch(/spamtest|abcdefghij/);
  });

  it('is the published one of an Official Account', async () => {
    const { appId, token, aesKey } = account('safe');
    const settings = { appId, token, aesKey, isVerified: true };
    const reader = createCallbackReader(settings, () => new Date(1409735669_000));
    const { timestamp, nonce, signature } = ACCOUNT_MESSAGE;
    const query = new URLSearchParams({ timestamp, nonce, msg_signature: signature, encrypt_type: 'aes' });
    const body = `<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[${ACCOUNT_MESSAGE.encrypt}]]></Encrypt></xml>`;
    const call = await reader.read(new Request(`${URL_HERE}?${query}`, { method: 'POST', body }));
    expect(call).toMatchObject({ fields: { Content: 'abcdteT' } });
  });
});
