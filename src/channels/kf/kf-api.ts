import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type AccessToken, createAccessToken } from '../wechat/access-token.ts';
import { callTencent, createTencentApi, type TencentApiOptions } from '../wechat/api-client.ts';
import { KF_ERRORS } from './kf-errors.ts';
import { uploadFile } from './media.ts';
import type { Customer } from './sessions.ts';
import type { KfSettings } from './settings.ts';

export interface PulledPage {
  items: unknown[];
  cursor: string;
  hasMore: boolean;
}

/** The calls of WeCom's customer-service interface that are used here; each throws as `TencentApi.call`. */
export interface KfApi {
  /** Entries after a cursor, from the oldest of three days where there is none (`kf/sync_msg`). */
  pull(account: string, from: { cursor?: string; token?: string }): Promise<PulledPage>;
  /** @returns the `msgid` */
  send(to: Customer, msgid: string, message: object): Promise<string>;
  /** One message for the code of an event, which needs no allowance. */
  sendOnEvent(code: string, msgid: string, message: object): Promise<string>;
  /** The state of a session, 0 to 4. */
  state(of: Customer): Promise<number>;
  /** @returns the code that lets one text be sent about it */
  transfer(of: Customer, to: { state: number; servicer?: string }): Promise<string | undefined>;
  /** User ids of those who receive customers now. */
  servicersOnDuty(account: string): Promise<string[]>;
  accounts(): Promise<{ id: string; name: string }[]>;
  /** @returns the `media_id`, valid for three days */
  upload(file: { name: string; bytes: Uint8Array<ArrayBuffer> }): Promise<string>;
}

const ROOT = 'https://qyapi.weixin.qq.com';
const PAGE = 1000;

const pageShape = z.object({
  next_cursor: z.string().default(''),
  has_more: z.number().default(0),
  msg_list: z.array(z.unknown()).default([]),
});
const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const sentShape = z.object({ msgid: z.string().optional() });
const stateShape = z.object({ service_state: z.number() });
const transferShape = z.object({ msg_code: z.string().optional() });
const servicersShape = z.object({
  servicer_list: z
    .array(z.object({ userid: z.string().optional(), status: z.number().optional() }))
    .default([]),
});
const accountsShape = z.object({
  account_list: z.array(z.object({ open_kfid: z.string(), name: z.string().default('') })).default([]),
});

/** The interface of a WeCom application that may manage service accounts. */
export function createKfApi(
  settings: Pick<KfSettings, 'corpId' | 'secret' | 'apiRoot'>,
  deps: { fetch: typeof fetch; clock: () => Date },
): KfApi {
  const options: TencentApiOptions = {
    name: 'WeCom',
    root: settings.apiRoot ?? ROOT,
    fetch: deps.fetch,
    errors: KF_ERRORS,
  };
  const accessToken = tokenOf(settings, options, deps.clock);
  const api = createTencentApi({ ...options, accessToken });
  const call: Call = async (path, shape, { body, query } = {}) =>
    checked(path, shape, await api.call(`cgi-bin/${path}`, { body, query }));
  return {
    ...messageCalls(call),
    ...staffCalls(call),
    upload: (file) => uploadFile({ ...options, accessToken }, file),
  };
}

type Call = <Shape extends z.ZodType>(
  path: string,
  shape: Shape,
  given?: { body?: object; query?: Record<string, string> },
) => Promise<z.output<Shape>>;

function messageCalls(call: Call): Pick<KfApi, 'pull' | 'send' | 'sendOnEvent'> {
  return {
    async pull(account, { cursor = '', token = '' }) {
      const body = { cursor, token, limit: PAGE, open_kfid: account };
      const page = await call('kf/sync_msg', pageShape, { body });
      return { items: page.msg_list, cursor: page.next_cursor, hasMore: page.has_more === 1 };
    },
    async send({ account, customer }, msgid, message) {
      const body = { touser: customer, open_kfid: account, msgid, ...message };
      return (await call('kf/send_msg', sentShape, { body })).msgid ?? msgid;
    },
    async sendOnEvent(code, msgid, message) {
      const body = { code, msgid, ...message };
      return (await call('kf/send_msg_on_event', sentShape, { body })).msgid ?? msgid;
    },
  };
}

function staffCalls(call: Call): Pick<KfApi, 'state' | 'transfer' | 'servicersOnDuty' | 'accounts'> {
  return {
    async state(of) {
      return (await call('kf/service_state/get', stateShape, { body: idsOf(of) })).service_state;
    },
    async transfer(of, { state, servicer }) {
      const body = { ...idsOf(of), service_state: state, servicer_userid: servicer };
      return (await call('kf/service_state/trans', transferShape, { body })).msg_code;
    },
    async servicersOnDuty(account) {
      const list = await call('kf/servicer/list', servicersShape, { query: { open_kfid: account } });
      return list.servicer_list.flatMap(({ userid, status }) =>
        userid && status === RECEIVING ? [userid] : [],
      );
    },
    async accounts() {
      const list = await call('kf/account/list', accountsShape, { body: { offset: 0, limit: 100 } });
      return list.account_list.map(({ open_kfid: id, name }) => ({ id, name }));
    },
  };
}

/** Of `servicer/list` (document/path/94645, 获取接待人员列表). */
const RECEIVING = 0;

function idsOf({ account, customer }: Customer): { open_kfid: string; external_userid: string } {
  return { open_kfid: account, external_userid: customer };
}

function tokenOf(
  { corpId, secret }: Pick<KfSettings, 'corpId' | 'secret'>,
  options: TencentApiOptions,
  clock: () => Date,
): AccessToken {
  return createAccessToken({
    clock,
    async request() {
      const query = { corpid: corpId, corpsecret: secret };
      const answer = checked(
        'gettoken',
        tokenShape,
        await callTencent(options, 'cgi-bin/gettoken', { query }),
      );
      return { token: answer.access_token, expiresInSeconds: answer.expires_in };
    },
  });
}

function checked<Shape extends z.ZodType>(path: string, shape: Shape, answer: unknown): z.output<Shape> {
  const { data, success } = shape.safeParse(answer);
  if (success) return data;
  throw new AppError('unreachable', `WeCom answered ${path} in an unknown form.`, { retryable: true });
}
