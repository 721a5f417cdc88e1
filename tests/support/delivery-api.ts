import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that the channel took for good, whatever it told the caller. */
export interface Taken {
  /** The message that the part replies to, and where it was said. */
  key: string;
  /** Which part of the reply it is, from 1. */
  n: number;
  place: string;
  part: string;
  /** Of the process that called. */
  process: string;
  /** Why the part is sent again, as the process that sent it before wrote down. */
  after?: string;
  at: number;
  /** Whether the caller was told so. */
  isTold: boolean;
}

/** What a process writes down that heard nothing in time, whatever it was told. */
export const NOT_HEARD = 'No answer.';

/** What a process says with a part: also whether it knows that it should wait. */
export type Call = Omit<Taken, 'at' | 'isTold'> & { isTooEarly: boolean };

export interface DeliveryApi {
  readonly url: string;
  /** In the order in which they were taken. */
  readonly taken: Taken[];
  readonly calls: {
    all: number;
    refused: number;
    untold: number;
    /** How often all callers were told to wait. */
    pauses: number;
    /** Calls by processes that had been told to wait. */
    duringPenalty: number;
  };
  /** Calls in the second half of a pause by processes that were not told themselves, and which process was. */
  readonly lateInPause: { told: string; toldAt: number }[];
  stop(): Promise<void>;
}

/** Shares of calls that go wrong, each in its way. */
const FAULTS = {
  tooMany: 0.04,
  broken: 0.04,
  cutAfter: 0.01,
  silentAfter: 0.005,
  silentBefore: 0.005,
};
const RETRY_AFTER_MS = 40;
const PAUSE_MS = 2_000;
/** Of so many calls one has all told to wait. */
const CALLS_PER_PAUSE = 250;

/** How many parts the reply to a message has. */
export const partsOf = (key: string): number => (/[036]$/.test(key) ? 2 : 1);

/**
 * The interface of a channel: it takes parts, and sometimes tells callers to wait, breaks, or takes a part and says
 * nothing. Who is told to wait for a conversation and calls for it all the same is counted.
 */
export async function startDeliveryApi(random: () => number): Promise<DeliveryApi> {
  const taken: Taken[] = [];
  const calls = { all: 0, refused: 0, untold: 0, pauses: 0, duringPenalty: 0 };
  const penalties = new Map<string, number>();
  const lateInPause: DeliveryApi['lateInPause'] = [];
  let pause = { told: '', toldAt: Number.NEGATIVE_INFINITY, until: 0 };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { isTooEarly, ...call } = JSON.parse(await bodyOf(request)) as Call;
    calls.all += 1;
    const now = performance.now();
    // A millisecond is how far two clocks that count whole ones may be apart.
    if (now < (penalties.get(call.place) ?? 0) - 1) calls.duringPenalty += 1;
    if (isTooEarly) calls.duringPenalty += 1;
    if (now < pause.until) {
      if (call.process !== pause.told && pause.until - now < PAUSE_MS / 2) lateInPause.push(pause);
      calls.refused += 1;
      response.writeHead(429).end(JSON.stringify({ retryAfterMs: pause.until - now, isForAll: true }));
      return;
    }
    const isPause = calls.all % CALLS_PER_PAUSE === CALLS_PER_PAUSE / 2;
    const fault = isPause ? 'pause' : faultOf(random());
    if (fault === 'tooMany') {
      calls.refused += 1;
      penalties.set(call.place, now + RETRY_AFTER_MS);
      response.writeHead(429).end(JSON.stringify({ retryAfterMs: RETRY_AFTER_MS }));
    } else if (fault === 'pause') {
      calls.refused += 1;
      calls.pauses += 1;
      pause = { told: call.process, toldAt: now, until: now + PAUSE_MS };
      response.writeHead(429).end(JSON.stringify({ retryAfterMs: PAUSE_MS, isForAll: true }));
    } else if (fault === 'broken') {
      calls.refused += 1;
      response.writeHead(503).end();
    } else if (fault === 'silentBefore') calls.refused += 1;
    else {
      // Who has hung up meanwhile hears nothing.
      const isTold = fault === undefined && !request.socket.destroyed;
      taken.push({ ...call, at: now, isTold });
      if (fault === undefined) response.end('{}');
      if (!isTold) calls.untold += 1;
      if (fault === 'cutAfter') request.socket.destroy();
    }
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...{ taken, calls, lateInPause },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function faultOf(drawn: number): keyof typeof FAULTS | undefined {
  let below = 0;
  for (const [fault, share] of Object.entries(FAULTS)) {
    below += share;
    if (drawn < below) return fault as keyof typeof FAULTS;
  }
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
