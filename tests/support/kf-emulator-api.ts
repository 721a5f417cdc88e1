import type { z } from 'zod';
import { EVENT_MESSAGE, KF_ERRORS, type KfError, MESSAGE, TRANSITIONS } from './kf-emulator-rules.ts';
import type { CustomerState, KfWorld } from './kf-emulator-world.ts';

interface Call {
  world: KfWorld;
  secrets: { corpId: string; secret: string };
  path: string;
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body: any;
}

const OK = { errcode: 0, errmsg: 'ok' };
const PULL_TOKEN_MS = 10 * 60_000;
const KEPT_MS = 3 * 24 * 3600_000;
/** How long a call without a token makes the next one without it wait. */
const TOKENLESS_MS = 3000;

/** Answers one call of the interface. */
export function answerKf(call: Call): object {
  if (call.path === 'gettoken') return getToken(call);
  const refusal = checkToken(call);
  if (refusal) return refusal;
  const answer = ANSWERS[call.path];
  return answer ? answer(call) : { errcode: 40066, errmsg: 'invalid url' };
}

const ANSWERS: Record<string, (call: Call) => object> = {
  'kf/sync_msg': pull,
  'kf/send_msg': send,
  'kf/send_msg_on_event': sendOnEvent,
  'kf/service_state/get': getState,
  'kf/service_state/trans': changeState,
  'kf/servicer/list': listServicers,
  'kf/account/list': listAccounts,
  'media/upload': upload,
};

function getToken({ world, secrets, query }: Call): object {
  if (query.get('corpid') !== secrets.corpId) return KF_ERRORS.badCorp;
  if (query.get('corpsecret') !== secrets.secret) return KF_ERRORS.badSecret;
  const now = world.setup.clock().getTime();
  const current = [...world.tokens].find(([, token]) => !token.isExpired && token.until > now);
  if (current) {
    const expiresIn = Math.floor((current[1].until - now) / 1000);
    return { ...OK, access_token: current[0], expires_in: expiresIn };
  }
  const token = `access-${world.tokens.size + 1}`;
  world.tokens.set(token, { until: now + 7200_000, isExpired: false });
  return { ...OK, access_token: token, expires_in: 7200 };
}

function checkToken({ world, query }: Call): KfError | undefined {
  const given = query.get('access_token');
  if (!given) return KF_ERRORS.noToken;
  const token = world.tokens.get(given);
  if (!token) return KF_ERRORS.badToken;
  const isExpired = token.isExpired || token.until <= world.setup.clock().getTime();
  return isExpired ? KF_ERRORS.expiredToken : undefined;
}

const lastTokenless = new WeakMap<KfWorld, number>();

function pull({ world, body }: Call): object {
  const { cursor = '', token = '', limit = 1000, open_kfid: account } = body ?? {};
  if (!world.accounts.includes(account)) return KF_ERRORS.badAccount;
  if (limit > 1000) return KF_ERRORS.badParameter('limit');
  const now = world.setup.clock().getTime();
  if (token) {
    const known = world.pullTokens.get(token);
    if (known?.account !== account || now - known!.at > PULL_TOKEN_MS) return KF_ERRORS.badPullToken;
  } else {
    const last = lastTokenless.get(world);
    if (last !== undefined && now - last < TOKENLESS_MS) return KF_ERRORS.concurrent;
    lastTokenless.set(world, now);
  }
  const place = /^(?:cur_(\d{1,9})(e?))?$/.exec(cursor);
  if (!place) return KF_ERRORS.badParameter('cursor');
  const from = Number(place[1] ?? 0);
  if (world.setup.hasEmptyPages && !place[2]) {
    return { ...OK, next_cursor: `cur_${from}e`, has_more: 1, msg_list: [] };
  }
  const page: object[] = [];
  let next = from;
  while (next < world.log.length && page.length < Math.min(limit, world.setup.pageSize)) {
    const { account: of, at, entry } = world.log[next]!;
    next += 1;
    if (of === account && now - at <= KEPT_MS) page.push(entry);
  }
  return { ...OK, next_cursor: `cur_${next}`, has_more: next < world.log.length ? 1 : 0, msg_list: page };
}

function send({ world, body }: Call): object {
  const { data: message, error } = MESSAGE.safeParse(body);
  if (error) return KF_ERRORS.badParameter(whereOf(error));
  const { open_kfid: account, touser: customer } = message;
  if (!world.accounts.includes(account)) return KF_ERRORS.badAccount;
  const state = world.customer(account, customer);
  if (!state) return KF_ERRORS.badCustomer;
  const msgid = message.msgid ?? `auto-${world.shown.length}`;
  if (world.shown.some((shown) => shown.msgid === msgid)) return KF_ERRORS.badParameter('duplicate msgid');
  if (message.msgtype === 'file' && !world.uploads.has(message.file.media_id)) {
    return { errcode: 40007, errmsg: 'invalid media_id' };
  }
  const refusal = checkSession(state, world.setup.clock().getTime());
  if (refusal) return refusal;
  state.left -= 1;
  if (state.state === 0) state.state = 1;
  world.shown.push({ ...message, customer, account, msgid, on: 'message' });
  return { ...OK, msgid };
}

function checkSession(state: CustomerState, now: number): KfError | undefined {
  if (state.state === 2 || state.state === 3) return KF_ERRORS.withPerson;
  if (state.state === 4) return KF_ERRORS.ended;
  if (state.until <= now) return KF_ERRORS.tooLate;
  return state.left <= 0 ? KF_ERRORS.tooMany : undefined;
}

function sendOnEvent({ world, body }: Call): object {
  const { data: message, error } = EVENT_MESSAGE.safeParse(body);
  if (error) return KF_ERRORS.badParameter(whereOf(error));
  const code = world.codes.get(message.code);
  const isLate = code && code.until <= world.setup.clock().getTime();
  if (!code || code.isUsed || isLate) return KF_ERRORS.badParameter('code');
  if (!code.types.includes(message.msgtype)) return KF_ERRORS.badParameter('msgtype');
  code.isUsed = true;
  const msgid = message.msgid ?? `auto-${world.shown.length}`;
  world.shown.push({ ...message, customer: code.customer, account: code.account, msgid, on: 'event' });
  return { ...OK, msgid };
}

function getState({ world, body }: Call): object {
  const state = world.customer(body?.open_kfid, body?.external_userid);
  if (!state) return KF_ERRORS.badCustomer;
  return { ...OK, service_state: state.state, ...(state.state === 3 && { servicer_userid: state.servicer }) };
}

function changeState({ world, body }: Call): object {
  const {
    open_kfid: account,
    external_userid: customer,
    service_state: to,
    servicer_userid: servicer,
  } = body ?? {};
  const state = world.customer(account, customer);
  if (!state) return KF_ERRORS.badCustomer;
  if (!TRANSITIONS[state.state]?.includes(to)) return KF_ERRORS.badTransition;
  if (to === 3 && !world.servicers[servicer]) return KF_ERRORS.notOnDuty;
  Object.assign(state, { state: to, servicer });
  if (to !== 2 && to !== 3) return OK;
  const until = world.setup.clock().getTime() + 2 * 24 * 3600_000;
  return { ...OK, msg_code: world.issueCode({ account, customer, until, types: ['text'] }) };
}

function listServicers({ world }: Call): object {
  const list = Object.entries(world.servicers).map(([id, isReceiving]) => ({
    userid: id,
    status: isReceiving ? 0 : 1,
  }));
  return { ...OK, servicer_list: list };
}

function listAccounts({ world, body }: Call): object {
  const { offset = 0, limit = 100 } = body ?? {};
  const list = world.accounts.slice(offset, offset + limit).map((id) => ({
    open_kfid: id,
    name: '招商咨询',
    avatar: 'https://wework.qpic.cn/0',
    manage_privilege: true,
  }));
  return { ...OK, account_list: list };
}

function upload({ world, body, query }: Call): object {
  if (query.get('type') !== 'file' || !body?.upload?.length) return KF_ERRORS.badParameter('media');
  const id = `media-${world.uploads.size + 1}`;
  world.uploads.add(id);
  return { ...OK, type: 'file', media_id: id, created_at: '1380000000' };
}

function whereOf(error: z.ZodError): string {
  return error.issues[0]!.path.join('.') || error.issues[0]!.message;
}
