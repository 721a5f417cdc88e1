import { z } from 'zod';
import { DeliveryError } from '../channel.ts';
import { createAccessToken, type TokenAnswer } from './access-token.ts';
import {
  callTencent,
  createTencentApi,
  type ErrorRule,
  type TencentApi,
  type TencentApiOptions,
} from './api-client.ts';
import { API_ROOT, type WechatSettings } from './settings.ts';

/** Where WeChat's developer platform has an account's keys. */
export const KEYS = '微信开发者平台 › 我的业务 › 公众号/服务号 › 基础信息 › 开发密钥';
const ID_AND_SECRET = `Compare WECHAT_APP_ID and WECHAT_APP_SECRET with ${KEYS}.`;
const misconfigured = (next: string): ErrorRule => ({ failure: 'misconfigured', isAccountWide: true, next });

/** What the numbers mean for an Official Account. Source: 全局返回码. */
const ERRORS: Readonly<Record<number, ErrorRule>> = {
  40003: { failure: 'gone' },
  40013: misconfigured(ID_AND_SECRET),
  40125: misconfigured(ID_AND_SECRET),
  40164: misconfigured(`Put the address that it names on the list ${KEYS} › API IP白名单.`),
  40243: misconfigured(`The AppSecret is frozen: thaw it at ${KEYS}; that takes ten minutes.`),
  41002: misconfigured(ID_AND_SECRET),
  41004: misconfigured(ID_AND_SECRET),
  43004: { failure: 'gone' },
  43019: { failure: 'gone', next: 'The account has the asker on its black list.' },
  45002: { failure: 'refused' },
  45015: { failure: 'window-closed' },
  45047: { failure: 'window-closed' },
  48001: misconfigured(
    'Only verified accounts may do this: set WECHAT_VERIFIED=false, or have the account verified.',
  ),
  48002: { failure: 'gone' },
  50002: misconfigured('WeChat has restricted the account; its 公众平台 says why.'),
};

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** The API of an account (获取稳定版接口调用凭据: of its token, all calls are given the same). */
export function createAccountApi(
  settings: WechatSettings & { secret: string },
  deps: { fetch: typeof fetch; clock: () => Date },
): TencentApi {
  const options: TencentApiOptions = {
    name: 'WeChat',
    root: settings.apiRoot ?? API_ROOT,
    fetch: deps.fetch,
    errors: ERRORS,
  };
  const accessToken = createAccessToken({ request: () => stableToken(settings, options), clock: deps.clock });
  return createTencentApi({ ...options, accessToken });
}

async function stableToken(
  { appId, secret }: { appId: string; secret: string },
  options: TencentApiOptions,
): Promise<TokenAnswer> {
  const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false };
  const answer = await callTencent(options, 'cgi-bin/stable_token', { body });
  const read = tokenShape.safeParse(answer);
  if (!read.success) throw new DeliveryError('busy', 'WeChat answered a request for a token with none.');
  return { token: read.data.access_token, expiresInSeconds: read.data.expires_in };
}
