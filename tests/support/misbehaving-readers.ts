import { execFileSync } from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import http, { get } from 'node:http';
import { createRequire } from 'node:module';
import net, { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { serialize } from 'node:v8';
import type { Format } from '../../src/documents/reader.ts';
import type { Block, CleanText } from '../../src/types.ts';

/** What a reader might do that a hostile file has got hold of: one reader for each, by the file's ending. */
const DEEDS: Record<string, (content: string) => string | CleanText | Promise<string>> = {
  process: () => String(process.pid),
  loop: () => {
    for (;;);
  },
  pattern: () => String(/^(a+)+$/.test(`${'a'.repeat(60)}b`)),
  hang: () => new Promise(() => {}),
  buffers: () => hoard(() => Buffer.alloc(1e6, 1)),
  objects: () => hoard(() => ({ a: Math.random(), b: [1, 2, 3] })),
  exit: () => process.exit(0),
  killed: () => {
    process.kill(process.pid, 'SIGKILL');
    return nextTurn('');
  },
  later: () => {
    setTimeout(() => {
      throw new Error('Nobody waits for this.');
    });
    return new Promise(() => {});
  },
  long: (content) => '长'.repeat(Number(content)),
  short: (content) => textOf('短\n'.repeat(Number(content)), 'paragraph', 2),
  headed: (content) => textOf('长'.repeat(Number(content)), 'heading'),
  environment: () => JSON.stringify(process.env),
  evaluated: () => String(new Function('return "made"')()),
  roaming: () => attempts(ROAMING),
  reaching: (content) => attempts(reaching(Number(content))),
  junk: () => {
    writeAll(Buffer.from('This is no message at all.'));
    return new Promise(() => {});
  },
  endless: () => {
    writeAll(Buffer.alloc(4, 0xff));
    for (;;) writeAll(Buffer.alloc(50_000));
  },
  /** Sends the messages that stand in the file, in the place of what was read. */
  forged: (content) => {
    for (const message of revive(content)) {
      const body = serialize(message);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(body.length);
      writeAll(Buffer.concat([length, body]));
    }
    return new Promise(() => {});
  },
};

/** The pipe to the process that has asked for the reading. */
const CHANNEL = 3;

/** The pipe takes only as much as fits into it. */
function writeAll(bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(CHANNEL, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

export const READERS: readonly Format[] = Object.entries(DEEDS).map(([name, deed]) => ({
  name,
  extensions: [`.${name}`],
  read: async (bytes) => {
    const made = await deed(Buffer.from(bytes).toString());
    return typeof made === 'string' ? textOf(made) : made;
  },
}));

/** A text of blocks that are equally long. */
function textOf(text: string, kind: Block['kind'] = 'paragraph', length = text.length): CleanText {
  const count = text.length / length;
  const blocks = Array.from({ length: count }, (_, at) => ({
    kind,
    start: at * length,
    end: (at + 1) * length,
  }));
  return { text, blocks, warnings: [] };
}

function hoard(make: () => unknown): never {
  const kept: unknown[] = [];
  for (;;) kept.push(make());
}

/** Typed arrays do not survive JSON: `{"terms": [1]}` becomes one. */
function revive(content: string): unknown[] {
  return JSON.parse(content, (key, value) => {
    if (key === 'terms' && Array.isArray(value)) return Uint32Array.from(value);
    return key === 'weights' ? Float32Array.from(value) : value;
  });
}

/** What has happened of each, a line each: `done` or the message. */
async function attempts(deeds: Record<string, () => unknown>): Promise<string> {
  const lines: string[] = [];
  for (const [name, deed] of Object.entries(deeds)) {
    try {
      lines.push(`${name}: done ${await deed()}`);
    } catch (error) {
      lines.push(`${name}: ${(error as Error).message}`);
    }
  }
  return lines.join('\n');
}

const load = createRequire(import.meta.url);

const ROAMING = {
  'read the system': () => readFileSync('/etc/hostname', 'utf8'),
  'read the project': () => readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8'),
  write: () => writeFileSync(`${import.meta.dirname}/written.txt`, 'x'),
  'start a program': () => execFileSync('true'),
  'start a thread': () => {
    const { Worker } = load('node:worker_threads');
    return new Worker('process.exit()', { eval: true });
  },
};

/** Ways to a server of this machine. */
function reaching(port: number): Record<string, () => unknown> {
  const address = `http://127.0.0.1:${port}/`;
  const answered = (request: http.ClientRequest) =>
    new Promise((resolve, reject) => request.once('response', resolve).once('error', reject));
  const connected = (socket: net.Socket) =>
    new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    fetch: () => fetch(address),
    'http.get': () => answered(http.get(address)),
    'get by name': () => answered(get(address)),
    'net.connect': () => connected(net.connect(port, '127.0.0.1')),
    'connect by name': () => connected(connect({ port, host: '127.0.0.1' })),
    socket: () => connected(new net.Socket().connect(port, '127.0.0.1')),
    'http by require': () => answered(load('node:http').get(address)),
    WebSocket: () => new WebSocket(`ws://127.0.0.1:${port}/`),
    datagram: () => dgram.createSocket('udp4').send('x', port, '127.0.0.1'),
    'dns.lookup': () => dns.promises.lookup('secret.example.com'),
    'dns.resolve': () => new dns.promises.Resolver().resolve4('other.example.com'),
  };
}
