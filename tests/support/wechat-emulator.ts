import { randomBytes } from 'node:crypto';
import { byteLength } from '../../src/channels/wechat/text.ts';
import { type ApiRoutes, startAccountApi } from './wechat-emulator-api.ts';
import {
  type EmulatedAccount,
  type Fields,
  makeCall,
  verificationCall,
  type WireCall,
  wireCall,
} from './wechat-emulator-callback.ts';
import { type Follower, openFollower, type Person, type Shown } from './wechat-emulator-follower.ts';

export interface EmulatorOptions {
  mode?: EmulatedAccount['mode'];
  isVerified?: boolean;
  isIpListed?: boolean;
  /** How long a call is waited for: 5 seconds at WeChat. */
  attemptMs?: number;
  tokenSeconds?: number;
  clock?: () => number;
}

export type WechatEmulator = Awaited<ReturnType<typeof startWechatEmulator>>;

/** WeChat with one Official Account on loopback: it calls the account's address, and has the API that accounts call. */
export async function startWechatEmulator(options: EmulatorOptions = {}) {
  const { attemptMs = 5000, isVerified = true, clock: now = Date.now } = options;
  const account: EmulatedAccount = {
    appId: 'wx2c2769f8efd9abc2',
    secret: randomBytes(16).toString('hex'),
    token: randomBytes(8).toString('hex'),
    aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    mode: options.mode ?? 'safe',
    name: 'gh_680bdefc8c5d',
  };
  const people = new Map<string, Person>();
  const menus: object[] = [];
  const tokens = {
    ...account,
    now,
    lastsSeconds: options.tokenSeconds ?? 7200,
    isIpListed: options.isIpListed ?? true,
  };
  const api = await startAccountApi(tokens, routesOf({ people, menus, isVerified }));
  const state = { account, attemptMs, now, callback: '', people };
  return {
    account,
    api,
    menus,
    /** Where the account is called. */
    set callback(url: string) {
      state.callback = url;
    },
    follower: (openid = `o${randomBytes(13).toString('hex')}`): Follower => openFollower(openid, state),
    /** A call by itself, repeated, late or altered. */
    call: (wire: WireCall, openid = 'nobody') => makeCall(account, wire, { attemptMs, openid }),
    wire: (fields: Fields, at = now()) => wireCall(account, { callback: state.callback, fields, now: at }),
    async verifies(): Promise<boolean> {
      const { url, echostr } = verificationCall(account, state.callback, now());
      return (await (await fetch(url)).text()) === echostr;
    },
    close: () => api.close(),
  };
}

function routesOf({
  people,
  menus,
  isVerified,
}: {
  people: Map<string, Person>;
  menus: object[];
  isVerified: boolean;
}): ApiRoutes {
  const verifiedOnly =
    (route: ApiRoutes[string]): ApiRoutes[string] =>
    (body) =>
      isVerified ? route(body) : { errcode: 48001 };
  return {
    '/cgi-bin/message/custom/send': verifiedOnly((body) => sendTo(people.get(body?.touser), body)),
    '/cgi-bin/message/custom/typing': verifiedOnly((body) => ({
      errcode: people.has(body?.touser) ? 0 : 40003,
    })),
    '/cgi-bin/menu/get': verifiedOnly(() => (menus.length ? { menu: menus.at(-1) } : { errcode: 46003 })),
    '/cgi-bin/menu/create': verifiedOnly((body) => {
      menus.push(body);
      return { errcode: 0 };
    }),
    '/cgi-bin/openapi/quota/get': () => ({
      errcode: 0,
      quota: { daily_limit: 500_000, used: 10, remain: 499_990 },
    }),
    '/cgi-bin/qrcode/create': verifiedOnly(({ expire_seconds, action_info: { scene } }) => {
      if (!/^.{1,64}$/.test(scene.scene_str)) return { errcode: 40053 };
      const ticket = `ticket+${scene.scene_str}/==`;
      return {
        ticket,
        url: `http://weixin.qq.com/q/${scene.scene_str}`,
        ...(expire_seconds && { expire_seconds }),
      };
    }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
function sendTo(person: Person | undefined, body: any): { errcode: number } {
  if (!person) return { errcode: 40003 };
  const shown = shownOf(body);
  if (!shown) return { errcode: 47001 };
  if (shown.kind === 'text' && byteLength(shown.text) > 2048) return { errcode: 45002 };
  if (!person.isFollower) return { errcode: 45015 };
  const errcode = person.quota.take();
  if (errcode === 0) person.show(shown);
  return { errcode };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
function shownOf(body: any): Shown | undefined {
  if (body.msgtype === 'text') {
    const { content } = body.text;
    return typeof content === 'string' && content !== ''
      ? { kind: 'text', text: content, by: 'push' }
      : undefined;
  }
  if (body.msgtype !== 'msgmenu') return undefined;
  const { head_content: head, list, tail_content: tail } = body.msgmenu;
  const isMenu =
    typeof head === 'string' && typeof tail === 'string' && Array.isArray(list) && list.length > 0;
  return isMenu ? { kind: 'menu', head, items: list } : undefined;
}
