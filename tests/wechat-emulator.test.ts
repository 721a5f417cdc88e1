import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type EmulatorOptions, startWechatEmulator } from './support/wechat-emulator.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** WeChat, and an account that answers every call as `listener` says. */
async function accountOf(listener: RequestListener, options: EmulatorOptions = {}) {
  const state = { now: Date.parse('2026-03-01T08:00:00Z') };
  const emulator = await startWechatEmulator({ clock: () => state.now, ...options });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  emulator.callback = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  closing.push(emulator.close, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const post = async (path: string, body: object | string, token = '') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const url = `${emulator.api.root}/cgi-bin/${path}?access_token=${token}`;
    return (await fetch(url, { method: 'POST', body: text })).json() as Promise<Record<string, unknown>>;
  };
  const { appId: appid, secret } = emulator.account;
  const getToken = async () =>
    String((await post('stable_token', { grant_type: 'client_credential', appid, secret })).access_token);
  const send = async (touser: string, content = '园区', token?: string) => {
    const body = { touser, msgtype: 'text', text: { content } };
    return (await post('message/custom/send', body, token ?? (await getToken()))).errcode;
  };
  return { emulator, state, post, getToken, send };
}
const accepting: RequestListener = (_request, response) => void response.end('success');

describe('the API of the emulator', () => {
  it('lets five messages be sent after one of the asker, for 48 hours', async () => {
    const { emulator, send, state } = await accountOf(accepting);
    const person = emulator.follower();
    await person.writes('你好');
    const sent = [];
    for (let time = 0; time < 6; time += 1) sent.push(await send(person.openid));
    expect(sent).toEqual([0, 0, 0, 0, 0, 45047]);
    await person.writes('再问');
    expect(await send(person.openid)).toBe(0);
    state.now += 48 * 3600_000;
    expect(await send(person.openid)).toBe(45015);
  });

  it.each(['follows', 'scans'] as const)(
    'lets three be sent for a minute after somebody %s',
    async (what) => {
      const { emulator, send, state } = await accountOf(accepting);
      const person = emulator.follower();
      await person.follows();
      state.now += 60_000;
      expect(await send(person.openid)).toBe(45015);
      await person[what]('hall');
      const sent = [];
      for (let time = 0; time < 4; time += 1) sent.push(await send(person.openid));
      expect(sent).toEqual([0, 0, 0, 45047]);
    },
  );

  it('refuses strangers, those who left, and texts that are too long', async () => {
    const { emulator, send } = await accountOf(accepting);
    expect(await send('stranger')).toBe(40003);
    const person = emulator.follower();
    await person.writes('你好');
    expect(await send(person.openid, `${'园'.repeat(682)}abc`)).toBe(45002);
    expect(await send(person.openid, `${'园'.repeat(682)}ab`)).toBe(0);
    await person.leaves();
    expect(await send(person.openid)).toBe(45015);
  });

  it('gives the same token until its last five minutes, and refuses old and unknown ones', async () => {
    const { emulator, getToken, send, state } = await accountOf(accepting);
    const person = emulator.follower();
    await person.writes('你好');
    const token = await getToken();
    state.now += 6899_000;
    expect(await getToken()).toBe(token);
    state.now += 1000;
    const next = await getToken();
    expect(next).not.toBe(token);
    expect(await send(person.openid, '园', token)).toBe(0);
    state.now += 300_000;
    expect(await send(person.openid, '园', token)).toBe(42001);
    expect(await send(person.openid, '园', 'unknown')).toBe(40001);
    expect(await send(person.openid, '园', next)).toBe(0);
  });

  it('refuses wrong ids and secrets, broken JSON and escaped characters', async () => {
    const { emulator, post, getToken } = await accountOf(accepting);
    const { appId: appid } = emulator.account;
    const grant = { grant_type: 'client_credential', appid, secret: 'wrong' };
    expect(await post('stable_token', grant)).toMatchObject({ errcode: 40125 });
    expect(await post('stable_token', { ...grant, appid: 'wx0' })).toMatchObject({ errcode: 40013 });
    const token = await getToken();
    expect(await post('message/custom/send', '{', token)).toMatchObject({ errcode: 47001 });
    const escaped = '{"touser":"x","msgtype":"text","text":{"content":"\\u56ed"}}';
    expect(await post('message/custom/send', escaped, token)).toMatchObject({ errcode: 47001 });
  });

  it('lets accounts that are not verified do none of it', async () => {
    const { emulator, send, post, getToken } = await accountOf(accepting, { isVerified: false });
    const person = emulator.follower();
    await person.writes('你好');
    expect(await send(person.openid)).toBe(48001);
    expect(await post('menu/get', {}, await getToken())).toMatchObject({ errcode: 48001 });
  });
});

describe('the calls of the emulator', () => {
  it.each([
    ['JSON', '{"ok":true}'],
    ['an HTML page', '<html><body>502</body></html>'],
    ['XML that is not encrypted', '<xml><Content>你好</Content></xml>'],
  ])('show that the account is out of order where it answers %s', async (_what, body) => {
    const { emulator } = await accountOf((_request, response) => void response.end(body));
    const person = emulator.follower();
    const { outcomes } = await person.writes('你好');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['invalid']);
    expect(person.text()).toBe('该公众号暂时无法提供服务，请稍后再试');
  });

  it('come three times with the same id where nobody answers, and then say so', async () => {
    const urls: string[] = [];
    const { emulator } = await accountOf((request) => void urls.push(request.url!), { attemptMs: 100 });
    const person = emulator.follower();
    const { outcomes } = await person.writes('你好');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['timeout', 'timeout', 'timeout']);
    expect(new Set(urls).size).toBe(1);
    expect(person.screen).toEqual([{ kind: 'out of order' }]);
  });

  it('say nothing of an event that nobody answers', async () => {
    const { emulator } = await accountOf(() => undefined, { attemptMs: 100 });
    const person = emulator.follower();
    await person.follows();
    expect(person.screen).toEqual([]);
  });

  it.each(['', 'success'])('take %j for accepted', async (body) => {
    const { emulator } = await accountOf((_request, response) => void response.end(body));
    const person = emulator.follower();
    expect((await person.writes('你好')).outcomes).toEqual([{ kind: 'accepted' }]);
    expect(person.screen).toEqual([]);
  });
});
