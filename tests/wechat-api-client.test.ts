import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryError } from '../src/channels/channel.ts';
import type { AccessToken } from '../src/channels/wechat/access-token.ts';
import { createTencentApi, type TencentApiOptions, TencentError } from '../src/channels/wechat/api-client.ts';
import { describeError } from '../src/errors.ts';
import { type JsonApi, startJsonApi } from './support/wechat-json-api.ts';

const SECRET = 'token-that-nobody-may-read';
const open: JsonApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function clientOf(
  answer: Parameters<typeof startJsonApi>[0],
  options: Partial<TencentApiOptions> = {},
) {
  const server = await startJsonApi(answer);
  open.push(server);
  const renewed: string[] = [];
  const accessToken: AccessToken = {
    get: async () => SECRET,
    renew: async (stale) => {
      renewed.push(stale);
      return 'fresh';
    },
  };
  const api = createTencentApi({ name: 'WeChat', root: server.root, fetch, accessToken, ...options });
  return { server, api, renewed };
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error as DeliveryError,
  );

describe('a call of the API', () => {
  it('carries the token and raw UTF-8, and gives the answer', async () => {
    const { api, server } = await clientOf(() => ({ errcode: 0, errmsg: 'ok', url: 'u' }));
    expect(await api.call('cgi-bin/x', { body: { text: '园区' } })).toMatchObject({ url: 'u' });
    expect(await api.call('cgi-bin/y', { query: { a: '1' } })).toMatchObject({ url: 'u' });
    expect(server.calls).toEqual([
      { method: 'POST', path: '/cgi-bin/x', query: { access_token: SECRET }, body: { text: '园区' } },
      { method: 'GET', path: '/cgi-bin/y', query: { a: '1', access_token: SECRET }, body: undefined },
    ]);
  });

  it.each([40001, 40014, 42001])(
    'renews a token refused with %i once, and is made again',
    async (errcode) => {
      const { api, server, renewed } = await clientOf(({ query }) =>
        query.access_token === 'fresh' ? { menu: {} } : { errcode, errmsg: 'invalid credential' },
      );
      expect(await api.call('cgi-bin/menu/get')).toEqual({ menu: {} });
      expect(renewed).toEqual([SECRET]);
      expect(server.calls).toHaveLength(2);
    },
  );

  it('says that it is misconfigured where the new token is refused too', async () => {
    const { api, server } = await clientOf(() => ({
      errcode: 40001,
      errmsg: `access_token ${SECRET} invalid`,
    }));
    const error = await failureOf(api.call('cgi-bin/x', { body: { content: 'what was asked' } }));
    expect(error).toMatchObject({ failure: 'misconfigured', isAccountWide: true });
    expect(server.calls).toHaveLength(2);
  });

  it.each([
    [-1, { failure: 'busy', isAccountWide: false }],
    [45009, { failure: 'busy', isAccountWide: true }],
    [45011, { failure: 'busy', isAccountWide: true, retryAfterMs: 60_000 }],
    [45015, { failure: 'window-closed' }],
    [12345, { failure: 'refused' }],
  ])('classifies error %i', async (errcode, expected) => {
    const errors = { 45015: { failure: 'window-closed' as const } };
    const { api } = await clientOf(() => ({ errcode, errmsg: 'why' }), { errors });
    const error = await failureOf(api.call('cgi-bin/x'));
    expect(error).toBeInstanceOf(TencentError);
    expect(error).toMatchObject({ ...expected, errcode, isNotTaken: true });
  });

  it('tells what may have been taken from what was not', async () => {
    const { api } = await clientOf((_call, response) => {
      response.destroy();
      return undefined;
    });
    expect(await failureOf(api.call('cgi-bin/x'))).toMatchObject({ failure: 'busy', isNotTaken: false });
    const { api: bad } = await clientOf((_call, response) => {
      response.writeHead(502).end('<html>Bad Gateway</html>');
      return undefined;
    });
    expect(await failureOf(bad.call('cgi-bin/x'))).toMatchObject({ failure: 'busy', isNotTaken: false });
    const { api: silent } = await clientOf(() => undefined, { timeoutMs: 50 });
    expect(await failureOf(silent.call('cgi-bin/x'))).toMatchObject({ failure: 'busy', isNotTaken: false });
    const { api: closed, server } = await clientOf(() => ({}));
    await server.close();
    expect(await failureOf(closed.call('cgi-bin/x'))).toMatchObject({ failure: 'busy', isNotTaken: true });
  });

  it('takes an answer that is no object for none, and a missing path for a wrong address', async () => {
    const { api } = await clientOf((_call, response) => {
      response.end('[]');
      return undefined;
    });
    expect(await failureOf(api.call('cgi-bin/x'))).toMatchObject({ failure: 'busy' });
    const { api: elsewhere } = await clientOf((_call, response) => {
      response.writeHead(404).end('{}');
      return undefined;
    });
    expect(await failureOf(elsewhere.call('cgi-bin/x'))).toMatchObject({ failure: 'misconfigured' });
  });

  it('follows no redirect, which would carry the token elsewhere', async () => {
    const other = await startJsonApi(() => ({ errcode: 0 }));
    open.push(other);
    const { api } = await clientOf((_call, response) => {
      response.writeHead(302, { location: `${other.root}/` }).end();
      return undefined;
    });
    expect(await failureOf(api.call('cgi-bin/x'))).toMatchObject({ failure: 'busy' });
    expect(other.calls).toEqual([]);
  });

  it('never tells the token, whatever fails', async () => {
    const answers: Parameters<typeof startJsonApi>[0][] = [
      ({ query }) => ({ errcode: 40013, errmsg: `access_token=${query.access_token}` }),
      () => ({ errcode: 1, errmsg: `bad token ${SECRET}` }),
      (_call, response) => {
        response.destroy();
        return undefined;
      },
    ];
    for (const answer of answers) {
      const { api } = await clientOf(answer);
      const error = await failureOf(api.call('cgi-bin/x'));
      expect(
        `${describeError(error)} ${error!.stack} ${JSON.stringify(error)} ${error!.cause}`,
      ).not.toContain(SECRET);
    }
  });
});
