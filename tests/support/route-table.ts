import { OTHER_QUESTION, QUESTION_OF_A } from './assembled-desk.ts';
import { post, say } from './web-routes.ts';

/**
 * Who calls: somebody without a session, two visitors with one each, programs with a right and with a wrong key, and
 * somebody who makes up a session and the secrets of the channels.
 */
export const CALLERS = ['nobody', 'A', 'B', 'key', 'wrongKey', 'forged'] as const;
export type Caller = (typeof CALLERS)[number];

/** What is A's. */
export interface ThingsOfA {
  /** The id of the message, and the page's own name of it. */
  message: string;
  name: string;
  conversation: string;
  /** Tokens of the links that A may pass on. */
  share: string;
  link: string;
}

export interface Row {
  /** A request for what is A's, where the route has anything of A's. */
  request(things: ThingsOfA): readonly [path: string, init?: RequestInit];
  /** The status for all callers, or for those that differ from `others`. */
  status: number | ({ others: number } & Partial<Record<Caller, number>>);
  /** Who reads A's words in the response; nobody unless given. */
  reads?: readonly Caller[];
}

const get =
  (path: string): Row['request'] =>
  () => [path];
/** The same for everybody, as there is nothing of anybody in it. */
const page = (path: string, status = 200): Row => ({ request: get(path), status });
/** For A alone; to others it is not there. */
const ofA = (request: Row['request'], status = 200, reads: readonly Caller[] = ['A']): Row => ({
  request,
  status: { others: 404, A: status },
  reads,
});
/** For whoever brings a right key. */
const withKey = (request: Row['request'], status = 200): Row => ({
  request,
  status: { others: 401, key: status },
});
/** For a vendor alone, who signs. */
const ofVendor = (request: Row['request'], status: number): Row => ({ request, status });

const completion = {
  model: 'luodi',
  messages: [{ role: 'user', content: OTHER_QUESTION }],
};
const call = { jsonrpc: '2.0', id: 1, method: 'tools/call' };
const readStaff = { ...call, params: { name: 'read_source', arguments: { passage: 'passage-staff' } } };
const mcp = (body: object) =>
  [
    '/mcp',
    post(body, { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' }),
  ] as const;
const update = {
  update_id: 1,
  message: {
    message_id: 1,
    date: 1_772_330_400,
    chat: { id: 1, type: 'private' },
    from: { id: 1, is_bot: false, first_name: 'A' },
    text: QUESTION_OF_A,
  },
};
const forgedQuery = 'signature=00&msg_signature=00&timestamp=1772330400&nonce=1&echostr=forged';
const xml = (path: string) =>
  [
    `${path}?${forgedQuery}`,
    {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<xml><ToUserName>a</ToUserName><Encrypt>AAAA</Encrypt></xml>',
    },
  ] as const;

/** What each route gives to whom. A route that is not here has no business being there. */
export const ROUTES: Record<string, Row> = {
  // === The page and what stands around it
  'GET /': page('/'),
  'GET /embed': page('/embed'),
  'GET /widget.js': page('/widget.js'),
  'GET /waiting.js': page('/waiting.js'),
  'GET /favicon.svg': page('/favicon.svg'),
  'GET /assets/:name{[A-Za-z0-9_-][A-Za-z0-9._-]*}': page('/assets/none.js', 404),
  'GET /healthz': page('/healthz'),
  'GET /readyz': page('/readyz'),
  'GET /api/about': page('/api/about'),
  'ALL /api/*': page('/api/none', 404),

  // === Documents: what is for staff is not there
  'GET /api/source/:passage': page('/api/source/passage-staff', 404),
  'GET /source/:passage': page('/source/passage-staff', 404),
  'ALL /source/*': page('/source/passage-staff/none', 404),
  'GET /api/export/:format': page('/api/export/csv?table=table-staff', 404),

  // === What a visitor said: theirs alone, by any name
  'POST /api/chat': {
    request: ({ name }) => ['/api/chat', say(OTHER_QUESTION, name)],
    status: 200,
    reads: ['A'],
  },
  'GET /api/chat/:message': ofA(({ message }) => [`/api/chat/${message}`]),
  'GET /api/chat/:message/stream': ofA(({ message }) => [`/api/chat/${message}/stream`]),
  'POST /api/chat/:message/stop': ofA(({ message }) => [`/api/chat/${message}/stop`, post({})], 204, []),
  'GET /api/conversation': { request: get('/api/conversation'), status: 200, reads: ['A'] },
  'DELETE /api/conversation': {
    request: () => ['/api/conversation', { method: 'DELETE' }],
    status: 204,
  },
  'GET /api/conversation/:message/chart': ofA(({ message }) => [`/api/conversation/${message}/chart`]),
  'POST /api/feedback': ofA(({ message }) => ['/api/feedback', post({ message, value: 'down' })], 204, []),
  'POST /api/share': ofA(({ message }) => ['/api/share', post({ message })], 200, []),
  'POST /api/person': { request: () => ['/api/person', post({})], status: 200 },

  // === Links that A may pass on: for whoever holds them
  'GET /a/:token': { request: ({ link }) => [`/a/${link}`], status: 200, reads: CALLERS },
  'GET /a/:token/parts': { request: ({ link }) => [`/a/${link}/parts`], status: 200, reads: CALLERS },
  'GET /s/:token': { request: ({ share }) => [`/s/${share}`], status: 200, reads: CALLERS },

  // === Programs
  'POST /v1/chat/completions': withKey(() => ['/v1/chat/completions', post(completion)]),
  'ALL /v1/chat/completions': withKey(get('/v1/chat/completions'), 405),
  'GET /v1/models': withKey(get('/v1/models')),
  'ALL /v1/models': withKey(() => ['/v1/models', { method: 'DELETE' }], 405),
  'GET /v1/models/:id': withKey(get('/v1/models/luodi')),
  'ALL /v1/models/:id': withKey(() => ['/v1/models/luodi', { method: 'DELETE' }], 405),
  'ALL /v1/*': withKey(get('/v1/none'), 404),
  'POST /mcp': withKey(() => mcp(readStaff)),
  'ALL /mcp': withKey(get('/mcp'), 405),
  'ALL /mcp/*': withKey(get('/mcp/none'), 404),

  // === Channels
  'GET /channels/telegram': ofVendor(get('/channels/telegram'), 405),
  'POST /channels/telegram': ofVendor(() => ['/channels/telegram', post(update)], 401),
  'GET /channels/wechat': ofVendor(get(`/channels/wechat?${forgedQuery}`), 403),
  'POST /channels/wechat': ofVendor(() => xml('/channels/wechat'), 403),
  'GET /channels/kf': ofVendor(get(`/channels/kf?${forgedQuery}`), 403),
  'POST /channels/kf': ofVendor(() => xml('/channels/kf'), 403),
};
