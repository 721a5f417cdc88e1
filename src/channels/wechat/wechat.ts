import { z } from 'zod';
import { AppError, describeError } from '../../errors.ts';
import { type Channel, type ChannelLimits, DeliveryError } from '../channel.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { createAccountApi } from './account-api.ts';
import type { TencentApi } from './api-client.ts';
import type { Responder } from './call.ts';
import { type CallbackReader, createCallbackReader } from './callback.ts';
import { inboundOf } from './inbound.ts';
import { setMenu } from './menu.ts';
import { ACCEPTED, createPassiveReply } from './passive-reply.ts';
import { createPassiveResponder } from './passive-response.ts';
import { createPushResponder } from './push-response.ts';
import { renderWechat, WECHAT_BUDGET } from './render.ts';
import { sendPart, showTyping } from './send.ts';
import { WECHAT_TIMING, type WechatSettings, type WechatTiming } from './settings.ts';

/**
 * A WeChat Official Account (公众号, 服务号). WeChat calls `/channels/wechat` and waits five seconds; a verified account
 * may send what is ready later, another one answers only then.
 * @param timing other than `WECHAT_TIMING`
 */
export function createWechatChannel(
  settings: WechatSettings,
  deps: ChannelDeps,
  timing: Partial<WechatTiming> = {},
): Channel {
  const { isVerified, secret } = settings;
  const times = { ...WECHAT_TIMING, ...timing };
  const api = isVerified && secret ? createAccountApi({ ...settings, secret }, deps) : undefined;
  const warn = (what: string) => (error: unknown) =>
    deps.log.warn({ channel: 'wechat', what }, describeError(error));
  return {
    name: 'wechat',
    audience: 'public',
    limits: limitsOf(settings, times),
    render: (reply, to) => renderWechat(reply, to, { links: deps.links, isVerified }),
    async send(part, to) {
      if (!api) throw new DeliveryError('window-closed', 'The account may send nothing by itself.');
      await sendPart(api, part, to);
      return {};
    },
    ...(api && { watch: (to) => showTyping(to, { api, clock: deps.clock, failed: warn('typing') }) }),
    handle: createHandler(settings, deps, times),
    async start() {
      if (api) void showMenu(api, deps, warn('menu'));
    },
  };
}

// The reply is taken as the response within `quickMs`; only then the outbox may have it.
const TAKING_MS = 400;

function limitsOf({ isVerified }: WechatSettings, { quickMs }: WechatTiming): ChannelLimits {
  return isVerified ? { budget: WECHAT_BUDGET, passiveMs: quickMs + TAKING_MS } : { isPassiveOnly: true };
}

async function showMenu(
  api: TencentApi,
  { log }: ChannelDeps,
  failed: (error: unknown) => void,
): Promise<void> {
  await setMenu(api).then((isNew) => {
    if (isNew) log.info({ channel: 'wechat' }, 'The menu of the account was set.');
  }, failed);
}

function createHandler(
  settings: WechatSettings,
  deps: ChannelDeps,
  timing: WechatTiming,
): (request: Request) => Promise<Response> {
  const reader = createCallbackReader(settings, deps.clock);
  const respond = settings.isVerified
    ? createPushResponder(deps, timing)
    : createPassiveResponder(deps, timing);
  const write = createPassiveReply(settings);
  return async (request) => {
    try {
      return await answerCall(request, { settings, deps, reader, respond, write });
    } catch (error) {
      const isOurs = !(
        error instanceof AppError && ['refused', 'bad-input', 'misconfigured'].includes(error.code)
      );
      const details = { channel: 'wechat', ...(isOurs && { err: error }) };
      deps.log[isOurs ? 'error' : 'warn'](details, describeError(error));
      // Nothing to learn for whoever forges; a call that could not be kept is made again.
      return new Response(null, { status: isOurs ? 503 : 403 });
    }
  };
}

interface Parts {
  settings: WechatSettings;
  deps: ChannelDeps;
  reader: CallbackReader;
  respond: Responder;
  write: ReturnType<typeof createPassiveReply>;
}

async function answerCall(
  request: Request,
  { settings, deps, reader, respond, write }: Parts,
): Promise<Response> {
  const arrivedAt = deps.clock().getTime();
  if (request.method !== 'GET' && request.method !== 'POST') return new Response(null, { status: 405 });
  const callback = await reader.read(request);
  if (callback.kind === 'verification') return plain(callback.echo);
  const inbound = readInbound(callback.fields, settings);
  if (!inbound) return plain(ACCEPTED);
  const { message, text } = await respond({ inbound, arrivedAt, signal: request.signal });
  return text === undefined ? plain(ACCEPTED) : xml(write(message, text));
}

function readInbound(fields: Record<string, string>, { appId, isVerified }: WechatSettings) {
  try {
    const inbound = inboundOf(fields, appId);
    // To an account that may send nothing, nothing lets it.
    return inbound && !isVerified ? { ...inbound, lets: undefined } : inbound;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const names = error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new AppError('bad-input', `A call of WeChat's lacked what it always has: ${names}.`);
  }
}

const plain = (text: string) => respondWith(text, 'text/plain; charset=utf-8');
const xml = (text: string) => respondWith(text, 'application/xml; charset=utf-8');

function respondWith(text: string, type: string): Response {
  return new Response(text, {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
  });
}
