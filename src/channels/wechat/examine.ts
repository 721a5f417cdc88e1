import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError, describeError } from '../../errors.ts';
import type { ChannelFinding } from '../channel.ts';
import { createAccountApi, KEYS } from './account-api.ts';
import { type TencentApi, TencentError } from './api-client.ts';
import { isSameSignature, plainSignature } from './crypto.ts';
import { CALLBACK_PATH, type WechatSettings } from './settings.ts';

interface Deps {
  fetch: typeof fetch;
  clock: () => Date;
  publicUrl?: string;
}

const CALLBACK = 'WeChat callback';
const TOKEN = 'WeChat token';
const SENDING = 'WeChat sending';
const QUOTA = 'WeChat quota';

/** What `doctor` says of an Official Account: its address, token, right to send, and quota. Never throws. */
export async function examineWechat(settings: WechatSettings, deps: Deps): Promise<ChannelFinding[]> {
  const [address, account] = await Promise.all([callback(settings, deps), accountFindings(settings, deps)]);
  return [address, ...account];
}

async function callback(settings: WechatSettings, deps: Deps): Promise<ChannelFinding> {
  const what = CALLBACK;
  if (!deps.publicUrl) {
    return {
      what,
      state: 'broken',
      found: 'no public address, so that WeChat cannot call',
      next: `Set LUODI_PUBLIC_URL to an https address on port 443, and enter <that>/${CALLBACK_PATH} as 服务器地址(URL).`,
    };
  }
  const url = new URL(CALLBACK_PATH, `${deps.publicUrl.replace(/\/*$/, '')}/`);
  if (url.port !== '') {
    const next = 'WeChat calls ports 80 and 443 only: put a proxy in front.';
    return { what, state: 'broken', found: `${url.href} has port ${url.port}`, next };
  }
  const answer = await callOurselves(url, settings, deps);
  if (answer === undefined)
    return { what, state: 'ok', found: `${url.href}, to be entered as 服务器地址(URL)` };
  return {
    what,
    state: 'broken',
    found: `${url.href} ${answer}`,
    next: 'Start Luodi, and let the proxy hand this path on unchanged, with its query.',
  };
}

/** Verifies the address as WeChat does. @returns what is wrong, if anything */
async function callOurselves(url: URL, { token }: WechatSettings, deps: Deps): Promise<string | undefined> {
  const timestamp = String(Math.floor(deps.clock().getTime() / 1000));
  const [nonce, echostr] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  const call = new URL(url);
  call.search = new URLSearchParams({
    signature: plainSignature(token, timestamp, nonce),
    timestamp,
    nonce,
    echostr,
  }).toString();
  try {
    const response = await deps.fetch(call, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    const text = (await response.text()).slice(0, 100);
    if (response.ok && isSameSignature(text, echostr)) return undefined;
    return `answers ${response.status} and not what WeChat would send`;
  } catch {
    return 'cannot be reached from here';
  }
}

async function accountFindings(settings: WechatSettings, deps: Deps): Promise<ChannelFinding[]> {
  const { secret, isVerified } = settings;
  if (!secret) {
    const found =
      'no WECHAT_APP_SECRET: answers go out as responses only, within 15 seconds or at the next message';
    const next = 'For a verified account, set WECHAT_APP_SECRET and WECHAT_VERIFIED=true.';
    return [{ what: TOKEN, state: 'off', found, next }];
  }
  const api = createAccountApi({ ...settings, secret }, deps);
  const found = await sending(api, isVerified);
  const isTokenBroken = found.some(({ what, state }) => what === TOKEN && state === 'broken');
  if (isTokenBroken || !isVerified) return found;
  return [...found, ...(await quota(api))];
}

// Numbers that say that the call was looked at, for an asker that there is not.
const LOOKED_AT = new Set([40003, 43004, 45015, 45080, 45081]);
const NOT_ALLOWED = 48001;

/** Tries the call that shows that somebody is typing, to nobody: whoever may make it may send. */
async function sending(api: TencentApi, isVerified: boolean): Promise<ChannelFinding[]> {
  const token: ChannelFinding = { what: TOKEN, state: 'ok', found: 'obtained' };
  try {
    const body = { touser: 'luodi-doctor', command: 'Typing' };
    await api.call('cgi-bin/message/custom/typing', { body });
    return [token, allowed(isVerified)];
  } catch (error) {
    if (!(error instanceof TencentError)) return [broken(TOKEN, error)];
    if (LOOKED_AT.has(error.errcode)) return [token, allowed(isVerified)];
    if (error.errcode !== NOT_ALLOWED) return [broken(TOKEN, error)];
    if (!isVerified) {
      const found = 'the account is not verified: answers go out as responses only';
      return [token, { what: SENDING, state: 'off', found }];
    }
    return [token, broken(SENDING, error)];
  }
}

function allowed(isVerified: boolean): ChannelFinding {
  if (isVerified) return { what: SENDING, state: 'ok', found: 'the account may send messages' };
  return {
    what: SENDING,
    state: 'off',
    found: 'the account may send messages, and is not set to',
    next: 'Set WECHAT_VERIFIED=true, so that long answers arrive by themselves.',
  };
}

const quotaShape = z.object({ quota: z.object({ daily_limit: z.number(), remain: z.number() }) });

/** 查询 openAPI 调用 quota. */
async function quota(api: TencentApi): Promise<ChannelFinding[]> {
  try {
    const body = { cgi_path: '/cgi-bin/message/custom/send' };
    const read = quotaShape.safeParse(await api.call('cgi-bin/openapi/quota/get', { body }));
    if (!read.success) return [];
    const { daily_limit: limit, remain } = read.data.quota;
    const found = `${remain} of ${limit} messages left today`;
    if (remain > limit / 20) return [{ what: QUOTA, state: 'ok', found }];
    const next = 'Beyond it nothing is sent before midnight, Beijing time; ask WeChat for more.';
    return [{ what: QUOTA, state: 'broken', found, next }];
  } catch (error) {
    return [broken(QUOTA, error)];
  }
}

function broken(what: string, error: unknown): ChannelFinding {
  const address = error instanceof TencentError ? /invalid ip (\S+)/.exec(error.errmsg)?.[1] : undefined;
  return {
    what,
    state: 'broken',
    found: error instanceof AppError ? error.message : describeError(error),
    next: address
      ? `Put ${address} on the list ${KEYS} › API IP白名单.`
      : error instanceof AppError
        ? error.next
        : undefined,
  };
}
