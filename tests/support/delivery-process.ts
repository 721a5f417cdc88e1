/** A process of the delivery proof: store, inbound path and a channel that calls an interface over HTTP. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Inbound, PartPayload } from '../../src/channel-types.ts';
import { type Channel, DeliveryError } from '../../src/channels/channel.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import { type Call, NOT_HEARD, partsOf } from './delivery-api.ts';
import { answerOf, createFakeDesk } from './fake-desk.ts';

export interface DeliveryProcessOptions {
  place: { file: string } | { url: string };
  api: string;
  name: string;
}

/** Shorter than the lease, so that a call that hangs is over before another process may try. */
const SEND_MS = 2_000;
const LEASE_MS = 6_000;

const { place, api, name }: DeliveryProcessOptions = JSON.parse(process.argv[2]!);
const store = openConversationStore(await openStateDatabase(place));
const desk = createFakeDesk({});
const path = openInboundPath({
  store,
  port: {
    ...desk,
    async *answer({ text }) {
      yield { type: 'answer', answer: answerOf({ text: `回答：${text}` }) };
    },
  },
  links: { source: () => undefined },
  today: () => '2026-03-01',
  clock: () => new Date(),
  log: { error: quiet, warn: quiet, info: quiet },
  owner: name,
  settings: { leaseMs: LEASE_MS, pollMs: 100, sendMs: SEND_MS, sendsAtOnce: 16 },
});
path.serve(httpChannel());
await path.start();

const server = createServer(async (request, response) => {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await path.accept(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Inbound);
    response.end('{}');
  } catch {
    response.writeHead(503).end();
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send!({ port: (server.address() as AddressInfo).port });
process.on('SIGTERM', async () => {
  server.close();
  await path.stop(5_000);
  await store.close();
  process.exit(0);
});

function httpChannel(): Channel {
  let pauseUntil = 0;
  return {
    name: 'telegram',
    audience: 'public',
    limits: {},
    render: (_reply, { message }): PartPayload[] => {
      const { key } = message!.inbound;
      return Array.from({ length: partsOf(key) }, (_, at) => ({ key, n: at + 1 }));
    },
    async send(part, { conversation }) {
      const { key, n } = part.payload as Pick<Call, 'key' | 'n'>;
      const { place } = conversation;
      const isTooEarly = performance.now() < pauseUntil;
      const call: Call = { key, n, place, part: part.id, process: name, after: part.error, isTooEarly };
      const response = await post(JSON.stringify(call));
      if (response.status === 429) {
        const { retryAfterMs, isForAll } = (await response.json()) as {
          retryAfterMs: number;
          isForAll?: boolean;
        };
        // A millisecond is how far two clocks that count whole ones may be apart.
        if (isForAll) pauseUntil = performance.now() + retryAfterMs - 1;
        throw new DeliveryError('busy', 'Too many calls.', { retryAfterMs, isAccountWide: isForAll });
      }
      if (!response.ok) throw new DeliveryError('busy', `Status ${response.status}.`, { isNotTaken: false });
      return { sentAs: part.id };
    },
  };
}

async function post(body: string): Promise<Response> {
  try {
    return await fetch(api, { method: 'POST', body, signal: AbortSignal.timeout(SEND_MS) });
  } catch (cause) {
    throw new DeliveryError('busy', NOT_HEARD, { cause, isNotTaken: false });
  }
}

function quiet(): void {}
