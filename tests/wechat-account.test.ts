import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryError } from '../src/channels/channel.ts';
import { createAccountApi } from '../src/channels/wechat/account-api.ts';
import { examineWechat } from '../src/channels/wechat/examine.ts';
import { setMenu } from '../src/channels/wechat/menu.ts';
import { createSceneQr } from '../src/channels/wechat/scene-qr.ts';
import { type EmulatorOptions, startWechatEmulator, type WechatEmulator } from './support/wechat-emulator.ts';

const open: WechatEmulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});
const clock = () => new Date();

async function accountOf(options: EmulatorOptions & { fetch?: typeof fetch } = {}) {
  const emulator = await startWechatEmulator(options);
  open.push(emulator);
  const { appId, secret, token, aesKey } = emulator.account;
  const settings = { appId, secret, token, aesKey, apiRoot: emulator.api.root, isVerified: true };
  return { emulator, settings, api: createAccountApi(settings, { fetch: options.fetch ?? fetch, clock }) };
}
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error as DeliveryError,
  );
const send = { body: { touser: 'nobody', msgtype: 'text', text: { content: '园区' } } };

describe('the API of an account', () => {
  it('gets one token for many calls, and another when it expired or was revoked', async () => {
    const { emulator, api } = await accountOf();
    await Promise.all(Array.from({ length: 10 }, () => failureOf(api.call('cgi-bin/menu/get'))));
    const tokens = () => emulator.api.calls.filter(({ path }) => path === '/cgi-bin/stable_token').length;
    expect(tokens()).toBe(1);
    emulator.api.tokens.expire();
    expect(await failureOf(api.call('cgi-bin/menu/get'))).toMatchObject({ errcode: 46003 });
    emulator.api.tokens.revoke();
    expect(await failureOf(api.call('cgi-bin/menu/get'))).toMatchObject({ errcode: 46003 });
    expect(tokens()).toBe(3);
  });

  it.each([
    [40003, 'gone'],
    [43004, 'gone'],
    [45002, 'refused'],
    [45015, 'window-closed'],
    [45047, 'window-closed'],
    [48001, 'misconfigured'],
    [45009, 'busy'],
    [45011, 'busy'],
    [-1, 'busy'],
  ])('says of error %i that it is %s', async (errcode, failure) => {
    const { emulator, api } = await accountOf();
    emulator.api.fail('/cgi-bin/message/custom/send', { errcode });
    expect(await failureOf(api.call('cgi-bin/message/custom/send', send))).toMatchObject({
      failure,
      errcode,
    });
  });

  it('is misconfigured where this machine is not on the list, and for wrong id or secret', async () => {
    const { api } = await accountOf({ isIpListed: false });
    const error = await failureOf(api.call('cgi-bin/menu/get'));
    expect(error).toMatchObject({ failure: 'misconfigured', next: expect.stringContaining('IP白名单') });
    const { settings } = await accountOf();
    const wrong = createAccountApi({ ...settings, secret: 'f'.repeat(32) }, { fetch, clock });
    const refused = await failureOf(wrong.call('cgi-bin/menu/get'));
    expect(refused).toMatchObject({ failure: 'misconfigured', errcode: 40125 });
    expect(`${refused} ${refused!.message} ${JSON.stringify(refused)}`).not.toContain('f'.repeat(32));
  });
});

describe('the menu', () => {
  it('is set once, and again only where another stands there', async () => {
    const { emulator, api } = await accountOf();
    expect(await setMenu(api)).toBe(true);
    expect(await setMenu(api)).toBe(false);
    expect(emulator.menus).toHaveLength(1);
    emulator.menus.push({
      button: [{ type: 'view', name: '官网', url: 'https://park.example', sub_button: [] }],
    });
    expect(await setMenu(api)).toBe(true);
  });

  it('is known again as WeChat gives it back, with empty lists', async () => {
    const { emulator, api } = await accountOf();
    await setMenu(api);
    const withLists = (button: { sub_button?: object[] }): object => ({
      ...button,
      sub_button: (button.sub_button ?? []).map(withLists),
    });
    const { button } = emulator.menus[0] as { button: object[] };
    emulator.menus.push({ button: button.map(withLists) });
    expect(await setMenu(api)).toBe(false);
  });

  it('keeps to three buttons, five below each, and names of 16 and 60 bytes', async () => {
    const { emulator, api } = await accountOf();
    await setMenu(api);
    const { button } = emulator.menus[0] as { button: { name: string; sub_button?: { name: string }[] }[] };
    expect(button.length).toBeLessThanOrEqual(3);
    for (const { name, sub_button = [] } of button) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16);
      expect(sub_button.length).toBeLessThanOrEqual(5);
      for (const { name } of sub_button) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(60);
    }
  });
});

describe('a QR code with a scene', () => {
  it('is made for some days or for good, with its address, ticket and picture', async () => {
    const { emulator, api } = await accountOf();
    expect(await createSceneQr(api, { scene: 'expo-3', days: 7 })).toEqual({
      url: 'http://weixin.qq.com/q/expo-3',
      ticket: 'ticket+expo-3/==',
      picture: 'https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=ticket%2Bexpo-3%2F%3D%3D',
      expiresInSeconds: 604_800,
    });
    expect(await createSceneQr(api, { scene: 'hall' })).not.toHaveProperty('expiresInSeconds');
    const bodies = emulator.api.calls
      .filter(({ path }) => path.endsWith('qrcode/create'))
      .map(({ body }) => body);
    expect(bodies.map(({ action_name }) => action_name)).toEqual(['QR_STR_SCENE', 'QR_LIMIT_STR_SCENE']);
  });

  it.each([
    { scene: '' },
    { scene: 'x'.repeat(65) },
    { scene: 'x', days: 31 },
    { scene: 'x', days: 0 },
    { scene: 'x', days: Number.NaN },
  ])('is refused for %o, without a call', async (options) => {
    const { emulator, api } = await accountOf();
    await expect(createSceneQr(api, options)).rejects.toMatchObject({ code: 'bad-input' });
    expect(emulator.api.calls).toEqual([]);
  });
});

describe('what doctor says of an account', () => {
  /** The desk at its public address, beside the API. */
  const withDesk =
    (answer: (url: URL) => Response): typeof fetch =>
    async (input, init) => {
      const url = new URL(String(input));
      return url.hostname === 'desk.example' ? answer(url) : fetch(input, init);
    };
  const echo = withDesk((url) => new Response(url.searchParams.get('echostr')));
  const publicUrl = 'https://desk.example';

  it('is that all is well, with the address to enter and the quota', async () => {
    const { settings } = await accountOf();
    const findings = await examineWechat(settings, { fetch: echo, clock, publicUrl });
    expect(findings.map(({ what, state }) => [what, state])).toEqual([
      ['WeChat callback', 'ok'],
      ['WeChat token', 'ok'],
      ['WeChat sending', 'ok'],
      ['WeChat quota', 'ok'],
    ]);
    expect(findings[0]!.found).toContain('https://desk.example/channels/wechat');
  });

  it('names the address that is missing from the list', async () => {
    const { settings } = await accountOf({ isIpListed: false });
    const findings = await examineWechat(settings, { fetch: echo, clock, publicUrl });
    expect(findings[1]).toMatchObject({ what: 'WeChat token', state: 'broken' });
    expect(findings[1]!.next).toContain('203.0.113.7');
    expect(findings).toHaveLength(2);
  });

  it('says that an account is not verified, or is and not set to', async () => {
    const { settings } = await accountOf({ isVerified: false });
    const asSet = await examineWechat(settings, { fetch: echo, clock, publicUrl });
    expect(asSet[2]).toMatchObject({ what: 'WeChat sending', state: 'broken' });
    expect(asSet[2]!.next).toContain('WECHAT_VERIFIED=false');
    const plain = { ...settings, isVerified: false };
    expect((await examineWechat(plain, { fetch: echo, clock, publicUrl }))[2]).toMatchObject({
      state: 'off',
    });
    const { settings: verified } = await accountOf();
    const unset = await examineWechat({ ...verified, isVerified: false }, { fetch: echo, clock, publicUrl });
    expect(unset[2]!.next).toContain('WECHAT_VERIFIED=true');
  });

  it.each([
    ['has no public address', undefined, /LUODI_PUBLIC_URL/],
    ['has a port that WeChat does not call', 'https://desk.example:8443', /80 and 443/],
  ])('says that it %s', async (_what, address, next) => {
    const { settings } = await accountOf();
    const [callback] = await examineWechat(settings, { fetch: echo, clock, publicUrl: address });
    expect(callback).toMatchObject({ state: 'broken', next: expect.stringMatching(next) });
  });

  it('says that the address does not answer as WeChat needs it', async () => {
    const { settings } = await accountOf();
    const forbidding = withDesk(() => new Response('', { status: 403 }));
    const [refused] = await examineWechat(settings, { fetch: forbidding, clock, publicUrl });
    expect(refused).toMatchObject({ state: 'broken', found: expect.stringContaining('403') });
    const dead = withDesk(() => {
      throw new TypeError('fetch failed');
    });
    const [unreachable] = await examineWechat(settings, { fetch: dead, clock, publicUrl });
    expect(unreachable).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('cannot be reached'),
    });
  });

  it('names no secret', async () => {
    const { settings } = await accountOf({ isIpListed: false });
    const findings = await examineWechat(settings, { fetch: echo, clock, publicUrl });
    const all = JSON.stringify(findings);
    for (const secret of [settings.secret, settings.token, settings.aesKey])
      expect(all).not.toContain(secret);
  });
});
