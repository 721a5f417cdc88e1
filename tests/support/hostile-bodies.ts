import { connect } from 'node:net';

/** What is sent in place of a body that a route understands. */
export interface HostileBody {
  name: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const json = (name: string, body: string | Uint8Array<ArrayBuffer>): HostileBody => ({
  name,
  headers: JSON_TYPE,
  body,
});

/** Every field that a route reads, with values of another kind than it reads. */
const fields = (value: unknown) =>
  Object.fromEntries(
    ['id', 'message', 'messages', 'model', 'value', 'reason', 'trigger', 'language', 'n', 'stream', 'method']
      .concat(['params', 'jsonrpc', 'update_id', 'callback_query', 'inline_query'])
      .map((name) => [name, value]),
  );
const inside = (value: unknown) => ({
  ...fields(value),
  model: 'luodi',
  messages: [{ role: value, content: value, parts: [{ type: value, text: value }] }],
  message: { message_id: value, chat: { id: value }, from: value, text: value, date: value },
  jsonrpc: '2.0',
  method: 'tools/call',
  params: { name: value, arguments: value },
});
const wrongKinds: [string, unknown][] = [
  ['an object', { $ne: null }],
  ['an array', [['a']]],
  ['a number', 1e308],
  ['null', null],
  ['a flag', true],
  ['an empty text', ''],
];

const cut = Buffer.from('{"messages":[{"role":"user","parts":[{"type":"text","text":"\u4f60"}]}]}');
cut[cut.indexOf(0xe4) + 1] = 0x28;

export const HOSTILE_BODIES: readonly HostileBody[] = [
  { name: 'no body' },
  { name: 'no body of a type', headers: JSON_TYPE },
  { name: 'a text', headers: { 'content-type': 'text/plain' }, body: '{"messages": []}' },
  {
    name: 'a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'messages=1&a[]=2',
  },
  {
    name: 'a form of parts that breaks off',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="messages"\r\n\r\n[',
  },
  {
    name: 'a form of parts without a boundary',
    headers: { 'content-type': 'multipart/form-data' },
    body: '----',
  },
  { name: 'XML with entities', headers: { 'content-type': 'text/xml' }, body: entities() },
  json('JSON that breaks off', '{"messages": [{"role": "us'),
  json('JSON that is no UTF-8', new Uint8Array(cut)),
  json('a name of the language itself', '{"__proto__": {"polluted": true}, "messages": {"__proto__": []}}'),
  json('a constructor', '{"constructor": {"prototype": {"polluted": true}}, "messages": {}}'),
  json('a thousand lists in one another', '['.repeat(50_000) + ']'.repeat(50_000)),
  json('a thousand objects in one another', `${'{"messages":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  ...['null', '[]', '42', '"messages"', 'true'].map((body) => json(`JSON ${body}`, body)),
  ...wrongKinds.map(([name, value]) => json(`${name} in every field`, JSON.stringify(fields(value)))),
  ...wrongKinds.map(([name, value]) => json(`${name} within every field`, JSON.stringify(inside(value)))),
  json('more than is taken', JSON.stringify({ messages: '长'.repeat(1_500_000) })),
];

/** Entities of entities: a million laughs, if anybody expands them. */
function entities(): string {
  const names = 'abcdef'.split('');
  const define = (name: string, at: number) =>
    `<!ENTITY ${name} "${at === 0 ? 'ha' : `&${names[at - 1]};`.repeat(10)}">`;
  return `<!DOCTYPE xml [${names.map(define).join('')}]><xml><Content>&f;</Content></xml>`;
}

/** Bytes that no client sends, with what comes back; the connection is broken off after `sends` where it says so. */
export const HOSTILE_BYTES: readonly {
  name: string;
  sends(method: string, path: string): string;
  leaves?: true;
}[] = [
  {
    name: 'an upload that stops',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"messages":`,
    leaves: true,
  },
  {
    name: 'a chunk that stops',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n{"messages":`,
    leaves: true,
  },
  {
    name: 'a chunk of no length',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  },
  {
    name: 'a huge header',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nX-Huge: ${'a'.repeat(40_000)}\r\n\r\n`,
  },
  {
    name: 'a huge cookie of ours',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: 0\r\nCookie: luodi_visitor=${'a'.repeat(9000)}.0\r\n\r\n`,
  },
  {
    name: 'two lengths',
    sends: (method, path) =>
      `${method} ${path} HTTP/1.1\r\nHost: desk\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  },
  {
    name: 'a path that is no path',
    sends: (method, path) =>
      `${method} ${path}/%ff%00/..%2f..%2f HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  },
];

/** Sends bytes as they are, and gives what came back until the connection ended. */
export function sendBytes(port: number, bytes: string, leaves = false): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, () => {
        if (leaves) socket.destroy();
      });
    });
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on('data', (piece) => {
      received += piece.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}
